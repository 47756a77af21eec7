"""The database has the last word, also against direct SQL."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError

from booking.spaces.ledger import Occupancy, PlaceCounter, TakerKind
from booking.spaces.models import Unit
from hub.core.database import db, transaction
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from tests.factories import a_site, a_unit, slot


def write(unit: Unit, during: TimeSlot, *, quantity: int = 1) -> Occupancy:
    row = Occupancy(
        unit_id=unit.id,
        pooled=unit.pooled,
        quantity=quantity,
        starts_at=during.start,
        ends_at=during.end,
        taker_kind=TakerKind.BOOKING,
        taker_id=new_id(),
    )
    with transaction():
        db.session.add(row)
    return row


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(slot(9, 60), id="the same"),
        pytest.param(slot(9.25, 30), id="within it"),
        pytest.param(slot(8, 180), id="around it"),
        pytest.param(slot(8.5, 31), id="over its start by a minute"),
        pytest.param(slot(9 + 59 / 60, 30), id="over its end by a minute"),
    ],
)
def test_an_exclusive_unit_is_taken_once(app, asked):
    unit = a_unit(a_site())
    write(unit, slot(9, 60))

    with pytest.raises(DBAPIError, match="unit_taken"):
        write(unit, asked)


def test_one_may_end_as_the_next_begins(app):
    unit = a_unit(a_site())
    write(unit, slot(9, 60))

    write(unit, slot(10, 60))
    write(unit, slot(8, 60))

    assert db.session.scalar(select(func.count()).select_from(Occupancy)) == 3


def test_exclusive_units_know_no_raster(app):
    unit = a_unit(a_site())
    write(unit, slot(9, 5))

    write(unit, slot(9 + 5 / 60, 5))

    assert db.session.scalar(select(func.count()).select_from(PlaceCounter)) == 0


def test_a_pooled_unit_gives_out_its_places_and_no_more(app):
    unit = a_unit(a_site(), pooled=True, places=3)
    write(unit, slot(9, 120), quantity=2)
    write(unit, slot(10, 120), quantity=1)

    with pytest.raises(DBAPIError, match="places_left"):
        write(unit, slot(10.5, 15))

    write(unit, slot(11, 15), quantity=2)


def test_freeing_gives_the_places_back(app):
    unit = a_unit(a_site(), pooled=True, places=2)
    write(unit, slot(9, 60), quantity=2)

    with transaction():
        db.session.execute(delete(Occupancy))

    assert db.session.scalars(select(PlaceCounter.used).distinct()).all() == [0]
    write(unit, slot(9, 60), quantity=2)


def test_a_pooled_unit_cannot_be_taken_as_if_it_were_exclusive(app):
    unit = a_unit(a_site(), pooled=True, places=2)
    row = Occupancy(
        unit_id=unit.id, pooled=False, starts_at=slot().start, ends_at=slot().end,
        taker_kind=TakerKind.BOOKING, taker_id=new_id(),
    )  # fmt: skip

    with pytest.raises(DBAPIError), transaction():
        db.session.add(row)


def test_an_occupancy_cannot_be_moved_in_place(app):
    row = write(a_unit(a_site()), slot(9, 60))

    with pytest.raises(DBAPIError, match="never changed"), transaction():
        row.ends_at += timedelta(hours=1)


def test_an_occupancy_spans_at_most_32_days(app):
    unit = a_unit(a_site())
    write(unit, slot(0, 32 * 24 * 60))

    with pytest.raises(DBAPIError, match="at_most_32_days"):
        write(unit, slot(0, 33 * 24 * 60, days=40))
