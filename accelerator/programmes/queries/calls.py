"""Calls as the public sees them: open or not, until when, and what comes then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.rules.dates import LONGEST_GRACE
from accelerator.programmes.rules.intake import IntakeState
from accelerator.vocabulary.words import in_words
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall

#: Which calls come first where several are shown.
_ORDER = (IntakeState.OPEN, IntakeState.GRACE, IntakeState.UPCOMING, IntakeState.CLOSED)


@dataclass(frozen=True)
class PublicProgramme:
    """A programme with the call to speak of first: open, else coming, else the latest."""

    programme: Programme
    call: Cohort | None
    state: IntakeState | None


@dataclass(frozen=True)
class Milestone:
    """A line of a cohort's timeline. `at` is its instant where the hour matters."""

    on: date
    title: str
    note: str = ""
    at: datetime | None = None
    is_past: bool = False
    is_next: bool = False


def intake(cohort: Cohort, at: datetime | None = None) -> IntakeState:
    """Whether it takes applications at an instant (now). A draft is not open yet, whatever its
    dates; one whose applications are being read is closed."""
    if cohort.phase is Phase.DRAFT:
        return IntakeState.UPCOMING
    if cohort.phase is not Phase.PUBLISHED:
        return IntakeState.CLOSED
    return cohort.window.state(at or now())


def open_calls(*, coming: timedelta = timedelta(0)) -> list[Cohort]:
    """Calls that take applications now, grace included, the nearest deadline first; with `coming`,
    then those that open within it."""
    longest_grace = timedelta(minutes=LONGEST_GRACE)
    query = (
        select(Cohort)
        .join(Cohort.programme)
        .where(
            Cohort.phase == Phase.PUBLISHED,
            Cohort.closes_at > now() - longest_grace,
            Cohort.opens_at <= now() + coming,
            Programme.published_at.is_not(None),
            Programme.archived_at.is_(None),
        )
        .order_by(Cohort.closes_at, Cohort.id)
        .limit(50)
    )
    found = [each for each in db.session.scalars(query) if intake(each) is not IntakeState.CLOSED]
    return sorted(found, key=lambda each: _ORDER.index(intake(each)))


def public_programmes() -> list[PublicProgramme]:
    """All that are shown; those with an open call first, then those with one to come."""
    query = (
        select(Programme)
        .where(Programme.published_at.is_not(None), Programme.archived_at.is_(None))
        .options(selectinload(Programme.cohorts))
    )
    found = []
    for programme in db.session.scalars(query):
        call = current_call(programme)
        found.append(PublicProgramme(programme, call, intake(call) if call else None))
    return sorted(
        found,
        key=lambda each: (
            _ORDER.index(each.state) if each.state else len(_ORDER),
            in_words(each.programme.name),
        ),
    )


def current_call(programme: Programme) -> Cohort | None:
    return next(iter(shown_cohorts(programme)), None)


def shown_cohorts(programme: Programme) -> list[Cohort]:
    """Those that everybody may see: open first, then coming, then from the latest back."""
    shown = [each for each in programme.cohorts if each.phase is not Phase.DRAFT]
    latest_first = sorted(shown, key=lambda each: each.closes_at, reverse=True)
    return sorted(latest_first, key=lambda each: _ORDER.index(intake(each)))


def latest_first(programme: Programme) -> list[Cohort]:
    """All its cohorts, drafts too; archived ones last."""
    by_number = sorted(programme.cohorts, key=lambda each: each.number, reverse=True)
    return sorted(by_number, key=lambda each: each.phase is Phase.ARCHIVED)


def milestones(cohort: Cohort, at: datetime | None = None) -> list[Milestone]:
    """The dates of a cohort and what staff wrote beside them, in order; the next one is marked."""
    at = at or now()
    zone = cohort.zone
    dates: list[tuple[date | None, str, datetime | None]] = [
        (to_wall(cohort.opens_at, zone).date(), _("Applications open"), cohort.opens_at),
        (to_wall(cohort.closes_at, zone).date(), _("Applications close"), cohort.closes_at),
        (cohort.decisions_on, _("You hear from us"), None),
        (cohort.starts_on, _("The programme starts"), None),
        (_day(cohort.demo_day_at, zone), _("Demo day"), cohort.demo_day_at),
        (cohort.ends_on, _("The programme ends"), None),
    ]
    lines = [
        *((on, title, "", instant) for on, title, instant in dates if on),
        *(_written(entry) for entry in cohort.timeline),
    ]
    return _marked(sorted(lines, key=lambda line: (line[0], line[3] or at)), at, zone=zone)


def _written(entry: dict[str, Any]) -> tuple[date, str, str, datetime | None]:
    on = date.fromisoformat(entry["on"])
    return on, in_words(entry["title"]), in_words(entry.get("note")), None


def _marked(
    lines: Sequence[tuple[date, str, str, datetime | None]], at: datetime, *, zone: str
) -> list[Milestone]:
    today, found, is_next_found = to_wall(at, zone).date(), [], False
    for on, title, note, instant in lines:
        is_past = instant <= at if instant else on < today
        is_next = not is_past and not is_next_found
        is_next_found = is_next_found or is_next
        found.append(Milestone(on, title, note, instant, is_past=is_past, is_next=is_next))
    return found


def _day(instant: datetime | None, zone: str) -> date | None:
    return to_wall(instant, zone).date() if instant else None
