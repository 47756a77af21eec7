"""Releases, what each would tell, and to whom."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application, ApplicationMember, TeamRole
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.selection.models import (
    OPEN,
    Decision,
    Feedback,
    Release,
    ReleaseItem,
)
from accelerator.selection.permissions import can_select
from accelerator.selection.rules.choices import SEATED, Decided
from accelerator.selection.rules.finding import is_called
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation

#: Who only comments or reads along hears it from the others.
WRITTEN_TO = (TeamRole.OWNER, TeamRole.EDIT)


@dataclass(frozen=True)
class Addressed:
    """One mail: to whom, about what."""

    item: ReleaseItem
    application: Application
    person: User


@dataclass(frozen=True)
class Receiver:
    """One mail as a plain row: a long release is shown a page at a time."""

    application_id: UUID
    number: int
    startup: str
    choice: Decided
    sequence: int
    person_id: UUID
    name: str
    email: str
    language: str

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"


@dataclass(frozen=True)
class SoughtReceivers:
    """`text` is part of a name, an address, a startup's name or an A-number."""

    text: str = ""
    choice: Decided | None = None
    language: str = ""


def get_release(release_id: UUID, *, by: User) -> Release:
    """Raises: NotFound, also for those of others' programmes."""
    found = db.session.get(Release, release_id)
    if found is None or not can_select(by, found.cohort):
        raise NotFound(_("There is no such release."))
    return found


def releases_of(cohort: Cohort) -> list[Release]:
    """Newest first, with their people."""
    query = (
        select(Release)
        .where(Release.cohort_id == cohort.id)
        .options(joinedload(Release.prepared_by), joinedload(Release.released_by))
        .order_by(Release.number.desc())
    )
    return list(db.session.scalars(query).unique())


def open_release(cohort: Cohort) -> Release | None:
    """The one that is being written or waits for its second person."""
    query = select(Release).where(Release.cohort_id == cohort.id, Release.state.in_(OPEN))
    return db.session.scalars(query).unique().one_or_none()


def items_of(release: Release) -> list[ReleaseItem]:
    """What it tells, whoever may see it, in the order in which places are given: offers by number,
    then the line by its ranks."""
    query = (
        select(ReleaseItem)
        .join(Application, Application.id == ReleaseItem.application_id)
        .where(ReleaseItem.release_id == release.id, ReleaseItem.voided_at.is_(None))
        .order_by(Application.number)
    )
    items = db.session.scalars(query)
    return sorted(items, key=lambda item: (item.outcome not in SEATED, item.rank or 0))


def receivers(release: Release, *, seen_by: User) -> list[Receiver]:
    """Every mail that this member of staff may see, by application and person."""
    query = (
        _mails(release)
        .join(Startup, Startup.id == Application.startup_id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .with_only_columns(
            Application.id, Application.number, Organisation.name, ReleaseItem.outcome,
            ReleaseItem.sequence, User.id, User.name, User.email, User.language,
        )
        .order_by(Application.number, User.name, User.id)
    )  # fmt: skip
    return [Receiver(*row) for row in db.session.execute(seen_by_staff(query, seen_by))]


def receivers_sought(found: Iterable[Receiver], wanted: SoughtReceivers) -> list[Receiver]:
    """Those that are looked for, in the order in which they stand."""
    return [
        each
        for each in found
        if (wanted.choice is None or each.choice is wanted.choice)
        and (not wanted.language or each.language == wanted.language)
        and is_called(wanted.text, each.name, each.email, each.startup, each.reference)
    ]


def addressed(
    release: Release,
    *,
    seen_by: User | None = None,
    only: Collection[UUID] | None = None,
) -> list[Addressed]:
    """Every mail of a release, by application and person. `seen_by` leaves out what this member of
    staff has a conflict with; `only` takes these applications."""
    query = (
        _mails(release)
        .with_only_columns(ReleaseItem, Application, User)
        .order_by(Application.number, User.name, User.id)
        # A person's roles are asked of staff only; hundreds of founders have none worth loading.
        .options(joinedload(Application.startup))
    )
    if seen_by is not None:
        query = seen_by_staff(query, seen_by)
    if only is not None:
        query = query.where(Application.id.in_(only))
    return [Addressed(*row) for row in db.session.execute(query).unique()]


def counts_seen(release: Release, *, seen_by: User) -> dict[Decided, int]:
    """Teams by what they are told, of what this member of staff may see."""
    query = (
        select(ReleaseItem.outcome, func.count())
        .join(Application, Application.id == ReleaseItem.application_id)
        .where(ReleaseItem.release_id == release.id, ReleaseItem.voided_at.is_(None))
        .group_by(ReleaseItem.outcome)
    )
    rows = db.session.execute(seen_by_staff(query, seen_by))
    found = {outcome: number for outcome, number in rows}  # noqa: C416
    return {choice: found.get(choice, 0) for choice in Decided}


def mails_of(release: Release, *, seen_by: User | None = None) -> int:
    """How many mails there would be; with `seen_by`, of those that they may see."""
    query = _mails(release).with_only_columns(func.count())
    if seen_by is not None:
        query = seen_by_staff(query, seen_by)
    return db.session.scalar(query) or 0


def last_number(cohort: Cohort) -> int:
    query = select(func.max(Release.number)).where(Release.cohort_id == cohort.id)
    return db.session.scalar(query) or 0


def conditions_of(application_ids: Collection[UUID]) -> dict[UUID, str]:
    """What has to be met, by the application; only where something has."""
    query = select(Decision.application_id, Decision.conditions).where(
        Decision.application_id.in_(application_ids), Decision.conditions != ""
    )
    return {id_: text for id_, text in db.session.execute(query)}  # noqa: C416


def feedback_by(application_ids: Sequence[UUID]) -> dict[UUID, Feedback]:
    """By the application."""
    query = select(Feedback).where(Feedback.application_id.in_(application_ids))
    return {each.application_id: each for each in db.session.scalars(query)}


def _mails(release: Release) -> Select[*tuple[Any, ...]]:
    return (
        select(ReleaseItem, Application, User)
        .join(Application, Application.id == ReleaseItem.application_id)
        .join(ApplicationMember, ApplicationMember.application_id == Application.id)
        .join(User, User.id == ApplicationMember.user_id)
        .where(
            ReleaseItem.release_id == release.id,
            ReleaseItem.voided_at.is_(None),
            ApplicationMember.left_at.is_(None),
            ApplicationMember.role.in_(WRITTEN_TO),
            User.disabled_at.is_(None),
        )
    )
