"""What the front page tells: what is free now, what takes place today, what waits for me."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from accelerator.applications.models import Application
from accelerator.applications.queries import Status, applications_of, begun_by, statuses_of
from accelerator.mentors.models import Mentor
from accelerator.mentors.queries.mentors import mentor_of
from accelerator.mentors.queries.own import own_places, steps
from accelerator.mentors.rules.steps import Step
from accelerator.participations.models import CheckIn, Participation
from accelerator.participations.queries.numbers import waiting_check_in
from accelerator.participations.queries.startups import belonging_to, participations_of
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import cohort_called, intake, open_calls
from accelerator.programmes.rules.intake import IntakeState
from booking.bookings.agenda import Block, BlockKind, SpaceDay, day_of
from booking.bookings.availability import AvailabilityState, availability
from booking.bookings.models import Booking
from booking.bookings.queries import bookings_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.learning.classes.models import ClassSession, RunInstructor
from hub.learning.joining.queries.sessions import coming_sessions
from hub.organisations.models import Site
from hub.organisations.queries import sites

TAKES = (IntakeState.OPEN, IntakeState.GRACE)
PUBLIC = frozenset({BlockKind.EVENT, BlockKind.CLASS})
#: The hub that the front page speaks of first.
FIRST_SITE = "jkt"


class Side(StrEnum):
    """What somebody does here, for what their menu shows."""

    MENTOR = "mentor"
    STARTUP = "startup"
    TEACHER = "teacher"


@dataclass(frozen=True)
class Today:
    """The house now: how many of its spaces are free for the next hour, and what is open to all."""

    site: Site
    free: int
    spaces: int
    public: list[tuple[SpaceDay, Block]]


def today() -> Today | None:
    """None while the hub has no site yet."""
    known = sites()
    site = next((site for site in known if site.code == FIRST_SITE), known[0] if known else None)
    if site is None:
        return None
    quarter = now().replace(minute=now().minute // 15 * 15, second=0, microsecond=0)
    next_hour = TimeSlot(quarter + timedelta(minutes=15), quarter + timedelta(minutes=75))
    spaces = availability(site, next_hour)
    free = sum(space.state is AvailabilityState.FREE for space in spaces)
    days = day_of(site, to_wall(now(), site.zone).date(), seen_by=None)
    return Today(site, free, len(spaces), _open_to_all(days))


def coming(person: User) -> Sequence[Booking]:
    """A person's next bookings, five at most."""
    return bookings_of(person, limit=5).items


def next_class(person: User) -> ClassSession | None:
    """The session that is on or comes next, of a class that somebody takes or teaches."""
    return next(iter(coming_sessions(person, limit=1).items), None)


def calls() -> list[Cohort]:
    """Calls that are open, and those that open within a month; three at most."""
    return open_calls(coming=timedelta(days=30))[:3]


def cohorts(person: User) -> list[tuple[Participation, CheckIn | None]]:
    """The cohorts that somebody's startups are in, two at most, each with the month that waits."""
    return [(each, waiting_check_in(each)) for each in participations_of(person)[:2]]


def mentoring(person: User) -> list[Step] | None:
    """What a mentor has still to do; None for who is none, or no more."""
    mentor = mentor_of(person)
    if mentor is None or mentor.left_at is not None:
        return None
    return steps(mentor, own_places(mentor))


def sides_of(person: User) -> frozenset[Side]:
    """Whether somebody is a mentor, has a startup in a cohort, or teaches a class."""
    mentors = select(Mentor.id).where(Mentor.user_id == person.id).exists()
    takes_part = belonging_to(person).exists()
    teaches = select(RunInstructor.id).where(
        RunInstructor.user_id == person.id, RunInstructor.left_at.is_(None)
    )
    found = db.session.execute(select(mentors, takes_part, teaches.exists())).one()
    return frozenset(side for side, on in zip(Side, found, strict=True) if on)


def applications(person: User) -> list[tuple[Application, Status]]:
    """A founder's newest applications, three at most, with where each stands."""
    return statuses_of(applications_of(person, limit=3).items)


def calls_passed(slugs: list[str], person: User) -> list[Cohort]:
    """Open calls whose first questions this browser has passed and for which nothing was begun."""
    found = []
    for slug in slugs:
        with suppress(NotFound):
            cohort = cohort_called(slug, seen_by=person)
            if intake(cohort) in TAKES and not begun_by(person, cohort):
                found.append(cohort)
    return found


def _open_to_all(days: Sequence[SpaceDay]) -> list[tuple[SpaceDay, Block]]:
    found = [(day, block) for day in days for block in day.blocks if block.kind in PUBLIC]
    # A hall that joins rooms shows in each of them; once is enough.
    once = {(block.label, block.slot): (day, block) for day, block in found}
    return sorted(once.values(), key=lambda pair: pair[1].slot)[:5]
