"""What the database refuses, whatever the code believes; and what `flask doctor` then finds."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from hub.core.database import db, is_sqlite, transaction
from hub.core.ids import new_id
from hub.history.names import ACTIONS
from hub.operate.backup.making import back_up
from hub.operate.backup.restoring import restore
from hub.places import queries, services
from hub.places.errors import NoSeatLeft
from hub.places.invariants import problems
from hub.places.models import Place, PlaceEvent, Pool, SeatCounter
from hub.places.rules.steps import PlaceState
from hub.places.services import coming
from hub.places.services.writing import PLACE_ACTIONS, POOL_ACTIONS
from tests.empty_database import empty_engine
from tests.factories import MONDAY
from tests.hub.operate.worlds import filled
from tests.hub.places.lines import STAFF, a_line, a_pool, join, kept, offer

pytestmark = pytest.mark.usefixtures("app")


def run(statement):
    with transaction():
        db.session.execute(statement)


def a_row(pool, state, **more):
    return Place(pool_id=pool.id, party_id=new_id(), state=state, zone="UTC", **more)


def found():
    with transaction():
        return list(problems())


def test_no_row_can_hold_a_seat_that_is_not_there():
    pool = a_pool(seats=1)
    first = join(pool)

    for offers in (PlaceState.CONFIRMED, PlaceState.OFFERED):
        with pytest.raises(IntegrityError, match="never_above_seats"), transaction():
            db.session.add(a_row(pool, offers, offered_at=MONDAY, expires_at=MONDAY))
            db.session.flush()
    with pytest.raises(IntegrityError, match="never_above_seats"):
        run(update(Pool).where(Pool.id == pool.id).values(seats=0))
    waiting = join(pool)
    with pytest.raises(IntegrityError, match="never_above_seats"):
        run(update(Place).where(Place.id == waiting.id).values(state=PlaceState.CONFIRMED))
    run(update(Place).where(Place.id == first.id).values(state=PlaceState.LAPSED))
    assert queries.free_seats(pool) == 1


def test_the_count_follows_rows_that_come_change_and_go():
    pool = a_pool(seats=3)
    with transaction():
        row = a_row(pool, PlaceState.CONFIRMED)
        db.session.add(row)
    assert queries.free_seats(pool) == 2
    values = {"state": PlaceState.OFFERED, "offered_at": MONDAY, "expires_at": MONDAY}
    run(update(Place).where(Place.id == row.id).values(**values))
    assert queries.free_seats(pool) == 2
    run(delete(Place).where(Place.id == row.id))
    assert queries.free_seats(pool) == 3
    run(update(Pool).where(Pool.id == pool.id).values(seats=5))
    assert queries.free_seats(pool) == 5


def test_a_party_cannot_have_two_live_rows():
    pool = a_pool(seats=0)
    place = join(pool)

    with pytest.raises(IntegrityError), transaction():
        db.session.add(
            Place(
                pool_id=pool.id,
                party_id=place.party_id,
                state=PlaceState.WAITING,
                zone="UTC",
                rank=99,
            )
        )
        db.session.flush()


@pytest.mark.parametrize(
    "values",
    [
        {"state": PlaceState.OFFERED},
        {"state": PlaceState.WAITING},
        {"state": PlaceState.WAITING, "rank": 1, "expires_at": MONDAY},
        {"state": PlaceState.DECLINED, "next_reminder_at": MONDAY},
    ],
)
def test_a_state_goes_with_its_times(values):
    pool = a_pool(seats=9)

    with pytest.raises(IntegrityError), transaction():
        db.session.add(a_row(pool, values.pop("state"), **values))
        db.session.flush()


def test_the_ledger_is_append_only_and_a_place_stays_in_its_pool():
    place = join(a_pool())
    other = a_pool()

    for statement in (
        update(PlaceEvent).values(reason="changed"),
        delete(PlaceEvent),
        update(Place).values(pool_id=other.id),
    ):
        with pytest.raises(DBAPIError, match=r"append-only|stays in its pool"):
            run(statement)
    assert place.pool_id != other.id


def test_a_service_that_believed_in_a_seat_is_told_by_the_database(monkeypatch):
    pool = a_pool(seats=1)
    join(pool)
    monkeypatch.setattr(coming.queries, "free_seats", lambda _pool: 1)

    with pytest.raises(NoSeatLeft):
        join(pool)
    with pytest.raises(NoSeatLeft):
        offer(pool)


def test_a_pool_that_was_used_in_many_ways_has_no_problems():
    pool = a_pool(seats=2)
    offered, (first, second, third) = offer(pool), a_line(pool, 3)
    kept(services.decline, offered, by=None)
    kept(services.accept, first, by=None)
    kept(services.remove, third, by=STAFF, reason="Double")
    kept(services.resize, pool, 3, by=STAFF)
    kept(services.close_line, pool, by=STAFF)

    assert found() == []
    assert second.state == "offered"


def _unguarded_counter(pool, place):
    run(update(SeatCounter).where(SeatCounter.id == pool.id).values(taken=0))


def _row_behind_the_ledgers_back(pool, place):
    run(update(Place).where(Place.id == place.id).values(state=PlaceState.WITHDRAWN))


def _another_rank(pool, place):
    run(update(Place).where(Place.id == place.id).values(rank=77))


def _seats_without_a_line(pool, place):
    run(update(Pool).where(Pool.id == pool.id).values(seats=9))


def _a_forged_line(pool, place):
    with transaction():
        db.session.add(
            PlaceEvent(
                pool_id=pool.id,
                place_id=place.id,
                number=pool.last_number + 1,
                kind="overridden",
                at=MONDAY,
                reason="",
                before="waiting",
                after="confirmed",
            )
        )


def _a_stranger(pool, place):
    with transaction():
        db.session.add(a_row(pool, PlaceState.WITHDRAWN))


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (_unguarded_counter, "counts 0 of 1 seats, there are 1 of 1"),
        (_row_behind_the_ledgers_back, "is withdrawn, its ledger says waiting"),
        (_another_rank, "has rank 77, its ledger says"),
        (_seats_without_a_line, "its ledger knows other seats"),
        (_a_forged_line, "overridden without a reason"),
        (_a_forged_line, "is waiting, its ledger says confirmed"),
        (_a_stranger, "is withdrawn, its ledger says None"),
    ],
)
def test_the_doctor_finds_what_is_wrong(spoil, problem):
    pool = a_pool(seats=1)
    join(pool)
    place = join(pool)
    assert found() == []

    spoil(pool, place)

    assert any(problem in each for each in found()), found()


def test_the_doctor_finds_too_many_holders_where_the_guard_was_gone():
    pool = a_pool(seats=1)
    join(pool)
    trigger = (
        "DROP TRIGGER places_count_in" if is_sqlite() else "DROP TRIGGER places_count ON places"
    )
    run(text(trigger))
    with transaction():
        db.session.add(a_row(pool, PlaceState.CONFIRMED))

    assert any("2 hold 1 seats" in each for each in found())


def test_every_line_of_the_ledger_has_a_name_in_history():
    actions = {*PLACE_ACTIONS.values(), *POOL_ACTIONS.values()}

    assert {action for action in actions if action not in ACTIONS} == set()


def test_seats_are_counted_anew_when_a_backup_is_restored(tmp_path):
    """The archive has the places; how many seats they take follows from them."""
    with empty_engine(tmp_path) as source, empty_engine(tmp_path) as target:
        filled(source)
        path = tmp_path / "hub.tar.gz"
        back_up(source, path, files=tmp_path / "files", instance="http://hub.example")
        restore(target, path, files=tmp_path / "there", replace=False, then=lambda _: None)

        with target.connect() as connection:
            counted = connection.execute(text("SELECT seats, taken FROM seat_counters")).all()
    assert [tuple(row) for row in counted] == [(1, 1)]
