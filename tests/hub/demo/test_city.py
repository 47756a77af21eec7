"""The large site for benchmarks: in bulk, and yet no row that the guards have not seen."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from booking.bookings import invariants as bookings
from booking.spaces import invariants as spaces
from booking.spaces.ledger import Occupancy, PlaceCounter
from booking.spaces.queries import spaces_of
from hub.core.database import db, transaction
from hub.core.ids import new_id
from hub.demo.city.filling import OCCUPANCIES_A_DAY
from hub.demo.city.sketch import CODE
from hub.demo.loading import fill_city
from hub.demo.sizes import SMALL
from hub.demo.world import World, here_today
from hub.organisations.queries import site_by_code
from tests.factories import a_person


@pytest.fixture
def city(app):
    world = World(here_today(), SMALL, Random(1))
    world.people = {"somebody": a_person()}
    return fill_city(world, occupancies=1700)


def test_it_has_two_hundred_spaces_and_about_as_many_occupancies_as_wished(city):
    assert len(spaces_of(site_by_code(CODE))) == 200
    assert city == db.session.scalar(select(func.count()).select_from(Occupancy))
    assert 1500 < city < 1900


def test_fewer_occupancies_are_fewer_days_not_emptier_ones(city):
    first, last = db.session.execute(
        select(func.min(Occupancy.starts_at), func.max(Occupancy.ends_at))
    ).one()

    assert (last - first) < timedelta(days=round(1700 / OCCUPANCIES_A_DAY))
    assert first < db.session.scalar(select(func.max(Occupancy.starts_at)))


def test_all_that_must_hold_of_the_ledger_holds_of_it_too(city):
    assert [*bookings.problems(), *spaces.problems()] == []
    assert db.session.scalar(select(func.max(PlaceCounter.used))) > 1


def test_the_guards_are_on(city):
    row = db.session.scalars(select(Occupancy).where(Occupancy.pooled.is_(False)).limit(1)).one()
    again = {c.key: getattr(row, c.key) for c in Occupancy.__table__.columns} | {"id": new_id()}

    with pytest.raises(IntegrityError), transaction():
        db.session.add(Occupancy(**again))
