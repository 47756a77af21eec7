"""Many people want several spaces in one go at the same instant, each set overlapping the next in
one space: whoever wins has all of theirs, whoever loses has nothing, and nobody waits for ever."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.errors import NotTogether
from booking.bookings.invariants import problems
from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Run, Wish, book_together
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import db, in_transaction
from hub.core.timeslots import TimeSlot
from tests.factories import a_person, a_site, a_space, slot
from tests.live import prepared

PEOPLE = 12
pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Flask]:
    """Not the one whose tests share a connection."""
    with prepared(tmp_path) as (app, _environment):
        yield app


def want(hub: Flask, gate: Barrier, person: UUID, spaces: list[UUID], during: TimeSlot) -> bool:
    """Whether they got all of it."""
    with hub.app_context():
        gate.wait()

        def work() -> int:
            wishes = [Wish(db.session.get_one(Space, each), during) for each in spaces]
            return len(book_together(Run(wishes), by=db.session.get_one(User, person)))

        try:
            return in_transaction(work) == len(spaces)
        except NotTogether:
            return False
        finally:
            db.session.remove()


def test_who_wins_has_all_and_who_loses_has_nothing(hub: Flask) -> None:
    with hub.app_context():
        site = a_site()
        ring = [a_space(site=site, longest_minutes=600).id for _n in range(4)]
        people = [a_person().id for _n in range(PEOPLE)]
        db.session.remove()
        gate, during = Barrier(PEOPLE), slot(30 * 24 + 9, 60)
        # Neighbours on a ring share a space, and every other set is asked for backwards.
        sets = [[ring[n % 4], ring[(n + 1) % 4]][:: 1 if n % 2 else -1] for n in range(PEOPLE)]
        with ThreadPoolExecutor(PEOPLE) as threads:
            won = list(
                threads.map(lambda n: want(hub, gate, people[n], sets[n], during), range(PEOPLE))
            )

        rows = list(db.session.scalars(select(Booking)).unique())
        held_by = {person: [b for b in rows if b.booked_for_id == person] for person in people}
        assert [len(held_by[person]) for person in people] == [2 if each else 0 for each in won]
        assert 1 <= sum(won) <= 2
        assert {each.state for each in rows} <= {BookingState.CONFIRMED}
        assert len({each.together_id for each in rows}) == sum(won)
        assert list(problems()) == []
