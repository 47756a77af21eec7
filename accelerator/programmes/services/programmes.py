"""Programmes: made, changed, shown to everybody, put away."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.permissions import can_make_programmes
from accelerator.programmes.rules.texts import LONGEST_LINE, LONGEST_TEXT
from accelerator.programmes.services.checks import (
    Errors,
    changed,
    check_manager,
    check_slug,
    cleaned,
    refuse,
)
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.money import SYMBOLS
from hub.core.walltime import is_zone
from hub.history.services import record
from hub.organisations.models import Site


@dataclass(frozen=True)
class ProgrammeDraft:
    """`zone` is an IANA name, `currency` an ISO 4217 code."""

    slug: str
    name: Words
    zone: str = "Asia/Jakarta"
    currency: str = "IDR"
    summary: Words = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    site_id: UUID | None = None


def make_programme(draft: ProgrammeDraft, *, by: User) -> Programme:
    """A programme that nobody sees yet.

    Raises:
        NotAllowed: not a manager of all programmes.
        Invalid: see `errors` for each field.
        SlugTaken: its address is in use.
    """
    if not can_make_programmes(by):
        raise NotAllowed(_("Only managers of all programmes make a new one."))
    values = asdict(_checked(draft))
    programme = Programme(**values)
    db.session.add(programme)
    db.session.flush()
    record("programme.made", programme, after=_told(values))
    return programme


def programme_draft_of(programme: Programme) -> ProgrammeDraft:
    names = ProgrammeDraft.__dataclass_fields__
    return ProgrammeDraft(**{name: getattr(programme, name) for name in names})


def change_programme(programme: Programme, draft: ProgrammeDraft, *, by: User) -> None:
    """Nothing changed is nothing recorded.

    Raises:
        NotAllowed, Invalid, SlugTaken: as `make_programme`.
        Conflict: another zone, while deadlines have been told in this one.
    """
    check_manager(by, programme.id)
    lock(programme)
    draft = _checked(draft, own=programme.slug)
    if draft.zone != programme.zone and _has_told_deadlines(programme):
        raise Conflict(
            _("Deadlines have been told in the time zone of this programme, so it stays.")
        )
    before, after = changed(programme, asdict(draft))
    if after:
        db.session.flush()
        record("programme.changed", programme, before=_told(before), after=_told(after))


def publish_programme(programme: Programme, *, by: User) -> None:
    """Everybody sees it from now on. Twice is the same as once. Raises: NotAllowed, Conflict."""
    check_manager(by, programme.id)
    lock(programme)
    _check_not_archived(programme)
    if programme.published_at is None:
        programme.published_at = now()
        db.session.flush()
        record("programme.published", programme)


def archive_programme(programme: Programme, *, by: User, reason: str = "") -> None:
    """Put it away: it leaves every list. Twice is the same as once.

    Raises:
        NotAllowed: not its manager.
        Conflict: one of its cohorts still runs.
    """
    check_manager(by, programme.id)
    lock(programme)
    over = (Phase.DRAFT, Phase.ENDED, Phase.ARCHIVED)
    running = select(func.count()).where(
        Cohort.programme_id == programme.id, Cohort.phase.not_in(over)
    )
    if db.session.scalar(running):
        raise Conflict(_("One of its cohorts is under way. End or archive that first."))
    if programme.archived_at is None:
        programme.archived_at = now()
        db.session.flush()
        record("programme.archived", programme, reason=reason)


def restore_programme(programme: Programme, *, by: User) -> None:
    """Take it out again. Raises: NotAllowed."""
    check_manager(by, programme.id)
    lock(programme)
    if programme.archived_at is not None:
        programme.archived_at = None
        db.session.flush()
        record("programme.restored", programme)


def _checked(draft: ProgrammeDraft, *, own: str = "") -> ProgrammeDraft:
    errors: Errors = {}
    name = cleaned(errors, draft.name, field="name", longest=LONGEST_LINE)
    if not name and "name" not in errors:
        errors["name"] = [_("Please give it a name.")]
    if not is_zone(draft.zone):
        errors["zone"] = [_("We do not know this time zone.")]
    if draft.currency not in SYMBOLS:
        errors["currency"] = [_("We do not know this currency.")]
    if draft.site_id is not None and db.session.get(Site, draft.site_id) is None:
        errors["site_id"] = [_("There is no such site.")]
    summary = cleaned(errors, draft.summary, field="summary", longest=LONGEST_LINE * 2)
    about = cleaned(errors, draft.about, field="about", longest=LONGEST_TEXT)
    check_slug(errors, draft.slug, column=Programme.slug, own=own)
    refuse(errors)
    return ProgrammeDraft(
        slug=draft.slug,
        name=name,
        zone=draft.zone,
        currency=draft.currency,
        summary=summary,
        about=about,
        site_id=draft.site_id,
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """What history keeps: of long texts only that they changed."""
    short = {name: value for name, value in values.items() if name not in ("summary", "about")}
    long = [name for name in ("summary", "about") if values.get(name)]
    return short | ({"texts": long} if long else {})


def _check_not_archived(programme: Programme) -> None:
    if programme.archived_at is not None:
        raise Conflict(_("This programme is archived. Restore it first."))


def _has_told_deadlines(programme: Programme) -> bool:
    told = select(Cohort.id).where(Cohort.programme_id == programme.id, Cohort.phase != Phase.DRAFT)
    return db.session.scalar(told.limit(1)) is not None
