"""A real course is lived again with fewer places than people: on every day every invariant holds,
and nobody is skipped."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select

from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments import invariants as enrolments
from hub.learning.enrolments import services
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.outbox.services import writing_no_mail
from hub.places import invariants as places
from hub.places import queries
from hub.places import services as seats
from hub.places.models import Place, PlaceEvent
from hub.places.rules.replay import Replay
from hub.places.rules.steps import HOLDING, EventKind, PlaceState
from tests.factories import MONDAY
from tests.factories.learning import a_class_session, a_run, pool_of
from tests.hub.learning.enrolments.stories import cut_off
from tests.hub.learning.enrolments.trace import REAL, Lived, made_up, real

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("app"), pytest.mark.timeout(1200)]
#: Of those who are offered a place so many never answer; the others answer a day later.
SILENT = 23


class Course:
    """Day 0 is its start. Each day first the clock's job runs, then people answer, leave, come."""

    def __init__(self, lived: list[Lived], *, seats: int) -> None:
        self.lived, self.seats = lived, seats
        self.start = MONDAY - timedelta(days=min(each.came for each in lived) - 1)
        self.run = a_class_of(self.start, seats=seats)
        self.pool = pool_of(self.run)
        self.users = people([each.person for each in lived])
        self.told = Replay()
        self.offered_on: dict[UUID, int] = {}

    def live(self) -> None:
        coming, leaving = by_day(self.lived, "came"), by_day(self.lived, "left")
        last = max([*coming, *leaving])
        for day in range(min(coming), last + 1):
            with frozen_at(self.start + timedelta(days=day)), writing_no_mail():
                with transaction():
                    seats.lapse_due(self.pool.id)
                    self._answer(day)
                    self._leave(leaving.get(day, ()))
                    self._come(coming.get(day, ()))
                self.look(day)

    def _answer(self, day: int) -> None:
        for enrolment in self._in_state(PlaceState.OFFERED):
            since = self.offered_on.setdefault(enrolment.id, day)
            if since < day and enrolment.user_id.int % SILENT:
                services.accept(enrolment, by=enrolment.user)
                self.offered_on.pop(enrolment.id)

    def _leave(self, some: Iterable[Lived]) -> None:
        for each in some:
            query = select(Enrolment).where(
                Enrolment.run_id == self.run.id,
                Enrolment.user_id == self.users[each.person],
                Enrolment.ended_at.is_(None),
            )
            found = db.session.scalars(query).one_or_none()
            if found is not None:
                services.leave(found, by=found.user)

    def _come(self, some: Iterable[Lived]) -> None:
        for each in some:
            person = db.session.get_one(User, self.users[each.person])
            services.enrol(self.run, by=person)

    def _in_state(self, state: PlaceState) -> list[Enrolment]:
        query = select(Enrolment).join(Place).where(
            Place.pool_id == self.pool.id, Place.state == state
        )  # fmt: skip
        return list(db.session.scalars(query.order_by(Enrolment.id)))

    def look(self, day: int) -> None:
        """The ledger's new lines are allowed by the rules, and give the places as they stand."""
        newest = select(PlaceEvent).where(
            PlaceEvent.pool_id == self.pool.id, PlaceEvent.number > self.told.last_number
        )
        for line in db.session.scalars(newest.order_by(PlaceEvent.number)):
            self.told.read(line.as_line())
        assert self.told.faults == [], f"day {day}"
        assert self.told.held <= self.seats
        query = select(Place.state, func.count()).where(Place.pool_id == self.pool.id)
        stands = {row[0]: row[1] for row in db.session.execute(query.group_by(Place.state))}
        assert stands == Counter(each.state for each in self.told.places.values()), f"day {day}"
        waits = [place.id for place in queries.line(self.pool)]
        assert waits == self.told.line(), f"day {day}"
        if waits and day < -1:
            held = sum(stands.get(state, 0) for state in HOLDING)
            assert held == self.seats, f"day {day}: a seat is free and somebody waits"


def test_a_made_up_course(app: object) -> None:
    course = Course(made_up(), seats=80)

    course.live()

    check(course)


@pytest.mark.skipif(not REAL.exists(), reason=f"the real trace is not at {REAL}")
def test_a_real_course_with_a_thousand_places(app: object) -> None:
    """2,495 people register and 1,047 withdraw, with 1,000 places."""
    course = Course(real(), seats=1000)

    course.live()

    check(course)
    assert course.told.last_number > 2495 + 1047


def check(course: Course) -> None:
    assert [*places.problems(), *enrolments.problems()] == []
    kinds = Counter(db.session.scalars(select(PlaceEvent.kind)))
    assert kinds[EventKind.PROMOTED] > 0
    assert kinds[EventKind.LAPSED] > 0
    found = list(db.session.scalars(select(Enrolment)))
    assert len({each.user_id for each in found}) == len(course.lived)
    assert sum(each.state is Standing.CONFIRMED for each in found) <= course.seats


def a_class_of(start: datetime, *, seats: int) -> ClassRun:
    run = a_run(seats=seats)
    a_class_session(run, TimeSlot(start, start + timedelta(days=300)))
    cut_off(run)
    return run


def people(numbers: list[int]) -> dict[int, UUID]:
    ids = {number: new_id() for number in numbers}
    rows = [
        {"id": id_, "name": f"Learner {number}", "email": f"learner{number}@trace.example"}
        for number, id_ in ids.items()
    ]
    with transaction():
        db.session.execute(insert(User), rows)
    return ids


def by_day(lived: list[Lived], name: str) -> dict[int, list[Lived]]:
    days: dict[int, list[Lived]] = defaultdict(list)
    for each in lived:
        if (day := getattr(each, name)) is not None:
            days[day].append(each)
    return days
