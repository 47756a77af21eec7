"""Runs of a course: made, and what they say about themselves."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.core.money import SYMBOLS, Money
from hub.core.walltime import is_zone
from hub.history.services import record
from hub.learning.classes.errors import AddressTaken, NotNow
from hub.learning.classes.models import ClassRun, ClassSession, Mode, RunState
from hub.learning.classes.queries.versions import newest_version
from hub.learning.classes.services.asking import Errors, changed, cleaned, hold_to_manage, refuse
from hub.learning.classes.services.seats import open_seats
from hub.learning.courses.models import Course
from hub.learning.courses.permissions import can_manage_course
from hub.organisations.models import Site

LONGEST_TITLE, LONGEST_TEXT = 160, 8000
DEAREST = 10**12
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FREE = Money(0, "IDR")


@dataclass(frozen=True)
class RunDraft:
    """What a run says about itself, all but its sessions, seats, entry and audience.

    Args:
        title: empty takes the course's.
        zone: on whose clock its sessions stand, IANA.
        site: where it meets, or which house gives it.
        price: all taxes in it.
        slug: empty makes one of the course's.
    """

    title: Words = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    mode: Mode = Mode.ONLINE
    language: str = "en"
    zone: str = "Asia/Jakarta"
    site: Site | None = None
    enrol_opens_at: datetime | None = None
    enrol_closes_at: datetime | None = None
    price: Money = FREE
    slug: str = ""


def draft_of(run: ClassRun) -> RunDraft:
    names = set(RunDraft.__dataclass_fields__) - {"price"}
    return RunDraft(**{name: getattr(run, name) for name in names}, price=run.price)


def make_run(course: Course, draft: RunDraft, *, seats: int, by: User) -> ClassRun:
    """A draft that only its people see, with the course's newest published version.

    Raises:
        NotAllowed: not one of those who keep the course.
        NotNow: the course has no published version, or is archived.
        Invalid: see `errors` for each field.
        AddressTaken: another class has this address.
    """
    if not can_manage_course(by, course):
        raise NotAllowed(_("Only those who keep this course's classes may do this."))
    version = newest_version(course)
    if version is None or course.archived_at is not None:
        raise NotNow(_("Publish the course's syllabus first: a class keeps what it began with."))
    values = _checked(draft, course=course)
    run = ClassRun(course=course, of_version=version, version_id=version.id, course_id=course.id,
                   made_by_id=by.id, **values)  # fmt: skip
    db.session.add(run)
    db.session.flush()
    record("class.made", run, after={"slug": run.slug, "course": course.slug,
                                     "syllabus": version.number, "seats": seats})  # fmt: skip
    open_seats(run, seats, by=by)
    return run


def change_run(
    run: ClassRun, draft: RunDraft, *, by: User, expected: int | None = None
) -> ClassRun:
    """Change what it says. Nothing changed is nothing recorded.

    Args:
        expected: the version that the person saw; None does not ask.

    Raises:
        NotAllowed, Invalid, AddressTaken: as `make_run`.
        NotNow: it is cancelled; its address after publication; its clock once sessions stand.
        ClassChanged: somebody else was quicker.
    """
    hold_to_manage(run, by=by, expected=expected)
    values = _checked(draft, course=run.course, run=run)
    if run.published_at is not None and values["slug"] != run.slug:
        raise NotNow(_("Its address stays as it is: people have it by now."))
    if values["zone"] != run.zone and _has_sessions(run):
        raise NotNow(_("Its sessions are planned on this clock. Move them first."))
    before, after = changed(run, values)
    if after:
        run.version += 1
        db.session.flush()
        record("class.changed", run, before=_told(before), after=_told(after))
    return run


def take_newest_version(run: ClassRun, *, by: User, expected: int | None = None) -> ClassRun:
    """Before it is published a run may take a newer syllabus. Raises: NotAllowed, NotNow."""
    hold_to_manage(run, by=by, expected=expected)
    newest = newest_version(run.course)
    if run.state is not RunState.DRAFT or newest is None:
        raise NotNow(_("A class keeps the syllabus that it was published with."))
    if newest.id != run.version_id:
        before = run.of_version.number
        run.of_version = newest
        run.version += 1
        db.session.flush()
        record("class.syllabus-taken", run, before={"number": before},
               after={"number": newest.number})  # fmt: skip
    return run


def _checked(draft: RunDraft, *, course: Course, run: ClassRun | None = None) -> dict[str, Any]:
    errors: Errors = {}
    title = cleaned(errors, draft.title, field="title", longest=LONGEST_TITLE)
    about = cleaned(errors, draft.about, field="about", longest=LONGEST_TEXT)
    if not is_zone(draft.zone):
        errors["zone"] = [_("There is no such time zone.")]
    if draft.language not in LANGUAGES:
        errors["language"] = [_("Please choose at least one language.")]
    if draft.mode is not Mode.ONLINE and draft.site is None:
        errors["site"] = [_("Please say at which site it meets.")]
    _check_window(errors, draft)
    if not (0 <= draft.price.minor <= DEAREST and draft.price.currency in SYMBOLS):
        errors["price"] = [_("Please give a price in rupiah, euros or baht; 0 is free.")]
    slug = draft.slug.strip() or (run.slug if run else _free_slug(course))
    _check_slug(errors, slug, own=run.slug if run else "")
    refuse(errors)
    return {
        "title": title, "about": about, "mode": draft.mode, "language": draft.language,
        "zone": draft.zone, "site": draft.site, "enrol_opens_at": draft.enrol_opens_at,
        "enrol_closes_at": draft.enrol_closes_at, "price_minor": draft.price.minor,
        "currency": draft.price.currency, "slug": slug,
    }  # fmt: skip


def _check_window(errors: Errors, draft: RunDraft) -> None:
    opens, closes = draft.enrol_opens_at, draft.enrol_closes_at
    if opens is not None and closes is not None and closes <= opens:
        errors["enrol_closes_at"] = [_("Enrolment closes after it opens.")]


def _check_slug(errors: Errors, slug: str, *, own: str) -> None:
    if not _SLUG.fullmatch(slug) or len(slug) > 80:
        errors["slug"] = [_("Lower-case letters, digits and hyphens, please: open-data-2.")]
    elif slug != own and _run_id(slug) is not None:
        raise AddressTaken


def _free_slug(course: Course) -> str:
    """The course's own for its first run, then with a number."""
    slug, number = course.slug, 1
    while _run_id(slug) is not None:
        number += 1
        slug = f"{course.slug}-{number}"
    return slug


def _run_id(slug: str) -> UUID | None:
    return db.session.scalar(select(ClassRun.id).where(ClassRun.slug == slug))


def _has_sessions(run: ClassRun) -> bool:
    query = select(ClassSession.id).where(
        ClassSession.run_id == run.id, ClassSession.cancelled_at.is_(None)
    )
    return db.session.scalars(query.limit(1)).first() is not None


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """What history keeps: of texts only that they changed, of a site its code."""
    told = {name: value for name, value in values.items() if name not in ("about", "site")}
    if "site" in values:
        told["site"] = values["site"].code if values["site"] else None
    return told | ({"texts": ["about"]} if "about" in values else {})
