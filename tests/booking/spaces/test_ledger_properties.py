"""Whatever is asked of the ledger, in whatever order: no unit twice, no more than its places."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from booking.spaces.errors import UnitTaken
from booking.spaces.ledger import Occupancy, PlaceCounter, TakerKind
from booking.spaces.services import Taker, release, take
from hub.core.database import db, transaction
from hub.core.ids import new_id
from tests.factories import a_site, a_unit, slot

asks = st.lists(
    st.tuples(
        st.sets(st.sampled_from([0, 1, 2]), min_size=1),  # which rooms
        st.integers(0, 40),  # quarter hours from 8:00
        st.integers(1, 12),  # length in quarter hours
        st.integers(1, 3),  # desks
        st.booleans(),  # desks rather than rooms
        st.booleans(),  # give something back afterwards
    ),
    max_size=14,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asks, st.randoms(use_true_random=False))
def test_the_ledger_agrees_with_a_model_that_counts_every_quarter_hour(app, asked, chance):
    with transaction():
        db.session.execute(delete(Occupancy))
    site = a_site()
    rooms = [a_unit(site) for _ in range(3)]
    desks = a_unit(site, pooled=True, places=4)
    taken: dict[object, set[tuple[object, int]]] = {}
    seats: dict[object, tuple[range, int]] = {}

    for which, start, length, quantity, wants_desks, gives_back in asked:
        quarters = range(start, start + length)
        during = slot(8 + start / 4, length * 15)
        taker = Taker(TakerKind.BOOKING, new_id())
        units = [desks] if wants_desks else [rooms[i] for i in which]
        cells = {(unit.id, quarter) for unit in units for quarter in quarters}
        if wants_desks:
            fits = all(
                sum(q for r, q in seats.values() if quarter in r) + quantity <= 4
                for quarter in quarters
            )
        else:
            fits = not any(cells & others for others in taken.values())
        assert _takes(units, during, taker, quantity) is fits
        if fits and wants_desks:
            seats[taker.id] = (quarters, quantity)
        elif fits:
            taken[taker.id] = cells
        if gives_back:
            _give_back_one(chance, taken, seats)

    _counters_agree(desks, seats)


def _takes(units, during, taker, quantity):
    try:
        with transaction():
            take(units, during, by=taker, quantity=quantity)
    except UnitTaken:
        return False
    return True


def _give_back_one(chance: random.Random, taken, seats):
    everybody = [*taken, *seats]
    if not everybody:
        return
    gone = chance.choice(everybody)
    with transaction():
        release(TakerKind.BOOKING, gone)
    taken.pop(gone, None)
    seats.pop(gone, None)


def _counters_agree(desks, seats):
    base = int(slot(8).start.timestamp()) // 900
    rows = db.session.execute(
        select(PlaceCounter.slot, PlaceCounter.used).where(PlaceCounter.unit_id == desks.id)
    )
    for counted, used in rows:
        quarter = counted - base
        assert used == sum(q for r, q in seats.values() if quarter in r)
