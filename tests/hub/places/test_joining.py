"""Coming to a place: a free seat, the line, an offer, the hand of staff."""

from datetime import timedelta

import pytest

from hub.core.ids import new_id
from hub.places import eligibility, queries, services
from hub.places.errors import (
    AlreadyHere,
    LineClosed,
    NoSeatLeft,
    OffersAreOver,
    PoolExists,
    ReasonNeeded,
    SeatsHeld,
)
from hub.places.facts import PlaceConfirmed, PlaceOffered, PlaceWaiting, SeatsFreed
from hub.places.rules.steps import LapsePolicy
from hub.places.rules.terms import Terms
from tests.factories import MONDAY
from tests.hub.places.lines import (
    OWNER,
    STAFF,
    a_line,
    a_pool,
    join,
    kept,
    later,
    offer,
    parties,
    states,
)

pytestmark = pytest.mark.usefixtures("app")
CUTOFF = Terms(quiet=None, cutoff_at=MONDAY + timedelta(days=1))
BY_HAND = Terms(quiet=None, auto_promote=False)


def test_whoever_comes_while_a_seat_is_free_has_it_and_the_others_wait_in_their_order():
    pool = a_pool(seats=2)

    places = [join(pool) for _ in range(5)]

    assert states(*places) == ["confirmed", "confirmed", "waiting", "waiting", "waiting"]
    assert [queries.position(place) for place in places] == [None, None, 1, 2, 3]
    assert queries.line(pool) == places[2:]
    assert queries.positions(places) == {place.id: n + 1 for n, place in enumerate(places[2:])}


def test_a_party_has_one_live_place_and_may_come_again_after_it_ended():
    pool, party = a_pool(seats=0), new_id()
    first = join(pool, party)

    with pytest.raises(AlreadyHere) as refusal:
        join(pool, party)
    kept(services.withdraw, first, by=party)
    second = join(pool, party)

    assert refusal.value.place == first
    assert states(first, second) == ["withdrawn", "waiting"]
    assert queries.live_place(pool, party) == second == queries.newest_place(pool, party)
    assert queries.places_of(party) == [second, first]


def test_a_newcomer_does_not_get_the_seat_for_which_somebody_waits():
    pool = a_pool(seats=1, terms=BY_HAND)
    holder, first = join(pool), join(pool)
    kept(services.withdraw, holder, by=None)

    newcomer = join(pool)

    assert states(first, newcomer) == ["waiting", "waiting"]
    assert queries.counts(pool).free == 1


def test_an_expired_offer_is_swept_before_the_newcomer_is_looked_at():
    pool = a_pool(seats=1)
    silent = offer(pool)

    with later(hours=49):
        newcomer = join(pool)

    assert states(silent, newcomer) == ["lapsed", "confirmed"]


def test_an_offer_in_particular_holds_a_seat_until_it_is_answered(told):
    pool, heard = a_pool(seats=1), told(PlaceOffered)

    place = offer(pool)

    assert states(place) == ["offered"]
    assert place.expires_at == MONDAY + timedelta(hours=48)
    assert [(fact.place_id, fact.party_id, fact.owner_id, fact.offer_number) for fact in heard] == [
        (place.id, place.party_id, pool.owner_id, 1)
    ]
    with pytest.raises(NoSeatLeft):
        offer(pool)
    with pytest.raises(AlreadyHere):
        offer(pool, place.party_id)


def test_somebody_in_line_can_be_offered_a_seat_out_of_turn_by_staff():
    pool = a_pool(seats=1, terms=BY_HAND)
    first, second = a_line(pool, 2)

    offer(pool, second.party_id)

    assert states(first, second) == ["waiting", "offered"]
    assert queries.story_of(second).events[-1].actor_id == STAFF


def test_a_line_is_put_in_order_behind_those_who_wait():
    pool = a_pool(seats=0)
    early = join(pool)

    places = a_line(pool, 3)

    assert queries.line(pool) == [early, *places]
    with pytest.raises(AlreadyHere):
        kept(services.put_in_line, pool, [new_id(), early.party_id], by=STAFF)
    assert len(queries.line(pool)) == 4


def test_a_line_put_before_free_seats_is_offered_them_unless_staff_promote():
    own, by_hand = a_pool(seats=2), a_pool(seats=2, terms=BY_HAND)

    assert states(*a_line(own, 3)) == ["offered", "offered", "waiting"]
    waiting = a_line(by_hand, 3)
    assert states(*waiting) == ["waiting"] * 3
    kept(services.promote, by_hand, by=STAFF)
    assert states(*waiting) == ["offered", "offered", "waiting"]


def test_more_seats_are_offered_at_once_and_in_order():
    pool = a_pool(seats=0)
    places = a_line(pool, 4)

    kept(services.resize, pool, 3, by=STAFF)

    assert states(*places) == ["offered", "offered", "offered", "waiting"]
    assert queries.counts(pool) == queries.Counts(3, confirmed=0, offered=3, waiting=1)


def test_fewer_seats_than_are_held_are_refused_with_those_who_hold_them():
    pool = a_pool(seats=3)
    confirmed, offered = join(pool), offer(pool)

    with pytest.raises(SeatsHeld) as refusal:
        kept(services.resize, pool, 1, by=STAFF)
    kept(services.resize, pool, 2, by=STAFF)

    assert refusal.value.holders == (confirmed, offered)
    assert refusal.value.details["holders"][0]["party"] == str(confirmed.party_id)
    assert queries.counts(pool).free == 0


def test_staff_give_a_seat_past_the_line_with_a_reason_and_only_one_that_is_there():
    pool = a_pool(seats=1, terms=BY_HAND)
    first, second = a_line(pool, 2)

    with pytest.raises(ReasonNeeded):
        kept(services.override, pool, second.party_id, by=STAFF, reason=" ")
    place = kept(services.override, pool, second.party_id, by=STAFF, reason="City delegate")

    assert states(first, place) == ["waiting", "confirmed"]
    assert queries.story_of(place).events[-1].reason == "City delegate"
    with pytest.raises(NoSeatLeft):
        kept(services.override, pool, new_id(), by=STAFF, reason="One more")
    with pytest.raises(AlreadyHere):
        kept(services.override, pool, second.party_id, by=STAFF, reason="Again")


def test_after_the_cutoff_nobody_is_offered_anything_and_the_first_to_come_has_the_seat(told):
    pool, freed = a_pool(seats=1, terms=CUTOFF), told(SeatsFreed)
    holder, first, second = join(pool), join(pool), join(pool)

    with later(days=1):
        kept(services.withdraw, holder, by=None)
        with pytest.raises(OffersAreOver):
            offer(pool)
        assert states(first, second) == ["waiting", "waiting"]
        assert [(fact.pool_id, fact.seats) for fact in freed] == [(pool.id, 1)]
        assert join(pool, second.party_id) == second
        with pytest.raises(AlreadyHere):
            join(pool, first.party_id)

    assert states(first, second) == ["waiting", "confirmed"]


def test_a_closed_line_tells_those_who_waited_and_keeps_what_is_held():
    pool = a_pool(seats=2)
    confirmed, offered = join(pool), offer(pool)
    waiting = a_line(pool, 2)

    kept(services.close_line, pool, by=STAFF, reason="The cohort is full")

    assert states(confirmed, offered, *waiting) == ["confirmed", "offered", "closed", "closed"]
    for refused in (join, offer, lambda pool: a_line(pool, 1)):
        with pytest.raises(LineClosed):
            refused(pool)
    assert states(kept(services.accept, offered, by=None)) == ["confirmed"]


def test_who_is_no_longer_admitted_is_told_so_and_the_next_is_offered_the_seat(monkeypatch):
    pool = a_pool(seats=0)
    first, second = a_line(pool, 2)
    monkeypatch.setattr(eligibility, "_questions", {})
    eligibility.ask_before_offering(
        OWNER, lambda _owner, party: "It has moved." if party == first.party_id else None
    )

    kept(services.resize, pool, 1, by=STAFF)

    assert states(first, second) == ["removed", "offered"]
    assert queries.story_of(first).events[-1].reason == "It has moved."


def test_one_owner_has_one_pool():
    pool = a_pool()

    with pytest.raises(PoolExists):
        kept(services.open_pool, OWNER, pool.owner_id, seats=3)
    assert queries.pool_of(OWNER, pool.owner_id) == pool
    assert queries.pools_of(OWNER, [pool.owner_id, new_id()]) == {pool.owner_id: pool}


def test_each_party_goes_by_the_night_of_its_own_zone():
    pool = a_pool(seats=2, terms=Terms(offer_minutes=60, zone="Asia/Jakarta"))
    with later(hours=13):  # 21:00 in Jakarta, 15:00 in Berlin
        in_jakarta = kept(services.offer, pool, new_id(), by=STAFF)
        in_berlin = kept(services.offer, pool, new_id(), by=STAFF, zone="Europe/Berlin")

    assert in_jakarta.expires_at == MONDAY + timedelta(hours=24)
    assert in_berlin.expires_at == MONDAY + timedelta(hours=14)


def test_waiting_and_having_are_told(told):
    pool, waiting, confirmed = a_pool(seats=1), told(PlaceWaiting), told(PlaceConfirmed)

    first, second = (join(pool, party) for party in parties(2))

    assert [fact.party_id for fact in confirmed] == [first.party_id]
    assert [(fact.party_id, fact.lapses) for fact in waiting] == [(second.party_id, 0)]


def test_terms_change_for_offers_to_come_only():
    pool = a_pool(seats=2)
    before = offer(pool)

    tail = Terms(offer_minutes=60, quiet=None, lapse_policy=LapsePolicy.TAIL)
    kept(services.set_terms, pool, tail, by=STAFF, reason="Classes")
    after = offer(pool)

    assert before.expires_at == MONDAY + timedelta(hours=48)
    assert after.expires_at == MONDAY + timedelta(hours=1)
