"""`flask doctor` finds what is wrong, and nothing where nothing is."""

import pytest
from sqlalchemy import delete, text, update

from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book, hold
from booking.spaces.ledger import Occupancy, PlaceCounter
from booking.spaces.services import close
from hub.accounts.models import Role
from hub.config import ROOT
from hub.core.database import db, is_sqlite, transaction
from hub.operate import doctor
from tests.factories import a_desk_area, a_person, a_person_who_is, a_space, slot


@pytest.fixture(autouse=True)
def migrated(monkeypatch):
    monkeypatch.setattr(doctor, "current_revision", lambda connection: doctor.newest_revision())


def found():
    db.session.expire_all()
    return {each.name: each.problems for each in doctor.examine() if each.problems}


def a_lived_in_house():
    person, manager = a_person(), a_person_who_is(Role.HUB_MANAGER)
    room, desks = a_space(cleanup_minutes=15, buffer_minutes=15), a_desk_area(places=6)
    with transaction():
        booking = book(Wish(room, slot(9, 60, days=1)), booked_by=person)
        book(Wish(desks, slot(9, 60, days=1), people=2), booked_by=person)
        book(Wish(desks, slot(9.5, 60, days=1), people=3), booked_by=person)
        hold(Wish(room, slot(12, 60, days=1)), booked_by=person)
        close(desks, slot(0, 40 * 24 * 60, days=3), reason="Painting", by=manager)
    return booking


def test_a_lived_in_house_is_well(app):
    a_lived_in_house()

    assert found() == {}


def test_the_engine_is_named(app):
    database = next(iter(doctor.examine()))

    assert database.name == "database"
    assert database.notes[0].startswith("SQLite 3." if is_sqlite() else "PostgreSQL ")


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 51, 2), True),
        ((3, 51, 3), False), ((3, 53, 4), False),
    ],
)  # fmt: skip
def test_versions_of_sqlite_that_can_corrupt_a_file_are_known(version, affected):
    assert doctor.is_affected(version) is affected


def test_a_booking_without_its_rows_is_found(app):
    booking = a_lived_in_house()

    with transaction():
        db.session.execute(delete(Occupancy).where(Occupancy.taker_id == booking.id))

    assert list(found()) == ["bookings"]
    assert booking.reference in found()["bookings"][0]


def test_a_booking_that_was_cut_short_in_the_ledger_is_found(app):
    booking = a_lived_in_house()

    with transaction():
        row = db.session.query(Occupancy).filter_by(taker_id=booking.id).one()
        kept = {"unit_id": row.unit_id, "taker_kind": row.taker_kind, "taker_id": row.taker_id,
                "starts_at": row.starts_at, "ends_at": booking.ends_at}  # fmt: skip
        db.session.delete(row)
        db.session.flush()
        db.session.add(Occupancy(**kept))

    assert list(found()) == ["bookings"]


def test_rows_of_a_booking_that_does_not_stand_are_found(app):
    booking = a_lived_in_house()

    with transaction():
        cancelled = update(Booking).where(Booking.id == booking.id)
        db.session.execute(cancelled.values(state=BookingState.CANCELLED))

    assert found() == {
        "bookings": [f"booking {booking.id}: takes something in the ledger, but does not stand"]
    }


def test_counters_that_miscount_are_found(app):
    a_lived_in_house()

    with transaction():
        counter = db.session.query(PlaceCounter).filter_by(used=5).first()
        counter.used = 4

    (problem,) = found()["spaces"]
    assert problem.endswith("counts 4 of 6 places, there are 5 of 6")


def test_a_closure_without_its_rows_is_found(app):
    a_lived_in_house()

    with transaction():
        db.session.execute(text("DELETE FROM occupancies WHERE taker_kind = 'closure'"))

    (problem,) = found()["spaces"]
    assert problem.startswith("closure ")


def test_a_check_that_breaks_down_is_a_finding(app, monkeypatch):
    def broken():
        raise OSError("disk is gone")

    monkeypatch.setitem(doctor.CHECKS, "files", broken)

    assert found() == {"files": ["could not be checked: OSError: disk is gone"]}


def test_the_command_ends_with_1_and_a_list(app, monkeypatch):
    monkeypatch.setitem(doctor.CHECKS, "files", lambda: iter([f"file {n}" for n in range(60)]))
    monkeypatch.setitem(doctor.CHECKS, "database", lambda: iter(()))

    result = app.test_cli_runner().invoke(args=["doctor"])

    assert result.exit_code == 1
    assert "file 49" in result.output
    assert "… and 10 more" in result.output
    assert "1 checks found something" in result.output


def test_every_capability_that_states_what_must_be_true_is_asked():
    stated = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for top in ("hub", "booking", "accelerator")
        for path in (ROOT / top).rglob("invariants.py")
    }

    assert stated == {check.__module__ for check in doctor.CHECKS.values()} - {doctor.__name__}
