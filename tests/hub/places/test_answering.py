"""Yes, no, after all, too late, not any more: what an answer does to the place and to the line."""

from datetime import timedelta

import pytest

from hub.core.errors import Invalid
from hub.core.ids import new_id
from hub.places import jobs, queries, services
from hub.places.errors import (
    AlreadyHere,
    NotAsItStands,
    NotTheWholeLine,
    OfferExpired,
    OffersAreOver,
    ReasonNeeded,
    SeatGone,
)
from hub.places.facts import PlaceLapsed, PlaceRemoved, PlaceWaiting
from hub.places.rules.steps import LapsePolicy
from hub.places.rules.terms import Terms
from tests.counting import statements
from tests.factories import MONDAY
from tests.hub.places.lines import (
    STAFF,
    a_line,
    a_pool,
    join,
    kept,
    later,
    offer,
    states,
)

pytestmark = pytest.mark.usefixtures("app")
CLASSES = Terms(quiet=None, lapse_policy=LapsePolicy.TAIL)


def accept(place):
    return kept(services.accept, place, by=place.party_id)


def decline(place):
    return kept(services.decline, place, by=place.party_id)


def undo(place):
    return kept(services.undo_decline, place, by=place.party_id)


def test_an_offer_is_accepted_once_and_again_without_harm():
    place = offer(a_pool())

    accept(place)
    version = place.version
    accept(place)

    assert states(place) == ["confirmed"]
    assert place.version == version
    assert [each.kind for each in queries.story_of(place).events] == ["offered", "accepted"]
    with pytest.raises(NotAsItStands) as refusal:
        decline(place)
    assert refusal.value.details == {"state": "confirmed"}


def test_an_offer_is_refused_from_the_instant_it_runs_out_whether_swept_or_not():
    place = offer(a_pool())

    with later(hours=48):
        for answer in (accept, decline):
            with pytest.raises(OfferExpired):
                answer(place)
        assert place.seen_state() == "lapsed"
        assert states(place) == ["offered"]
        jobs.lapse_offers()
        assert states(place) == ["lapsed"]
        with pytest.raises(OfferExpired):
            accept(place)


def test_an_offer_can_be_accepted_until_the_last_moment():
    place = offer(a_pool())

    with later(hours=47, minutes=59, seconds=59):
        assert states(accept(place)) == ["confirmed"]


def test_an_expired_offer_is_none_to_a_reader_before_it_is_swept():
    pool = a_pool(seats=2)
    offer(pool)
    confirmed = join(pool)

    with later(hours=48):
        assert queries.holders(pool) == [confirmed]
        assert queries.counts(pool) == queries.Counts(2, confirmed=1, offered=0, waiting=0)


def test_a_declined_seat_goes_to_the_next_in_line():
    pool = a_pool(seats=1)
    place, (first, second) = offer(pool), a_line(pool, 2)

    decline(place)
    decline(place)

    assert states(place, first, second) == ["declined", "offered", "waiting"]
    with pytest.raises(SeatGone):
        undo(place)


def test_a_decline_is_undone_while_a_seat_is_free_and_the_offer_would_run():
    place = offer(a_pool())
    end = place.expires_at
    decline(place)

    with later(hours=47):
        undo(place)

    assert states(place) == ["offered"]
    assert place.expires_at == end
    decline(place)
    with later(hours=48), pytest.raises(OfferExpired):
        undo(place)


def test_a_decline_cannot_be_undone_beside_a_new_place_of_the_same_party():
    pool = a_pool(seats=2)
    place = offer(pool)
    decline(place)
    join(pool, place.party_id)

    with pytest.raises(AlreadyHere):
        undo(place)
    with pytest.raises(NotAsItStands):
        undo(join(pool))


@pytest.mark.parametrize("answer", [accept, decline])
def test_who_waits_has_nothing_to_answer(answer):
    pool = a_pool(seats=0)

    with pytest.raises(NotAsItStands):
        answer(join(pool))


def test_who_leaves_gives_the_seat_to_the_next_and_who_leaves_the_line_lets_others_move_up():
    pool = a_pool(seats=1)
    holder, (first, second, third) = join(pool), a_line(pool, 3)

    kept(services.withdraw, second, by=second.party_id)
    assert [queries.position(place) for place in (first, third)] == [1, 2]
    kept(services.withdraw, holder, by=holder.party_id)
    kept(services.withdraw, first, by=first.party_id)

    assert states(holder, first, second, third) == ["withdrawn"] * 3 + ["offered"]
    kept(services.withdraw, holder, by=holder.party_id)
    kept(services.remove, third, by=STAFF, reason="Double")
    with pytest.raises(NotAsItStands):
        kept(services.withdraw, third, by=third.party_id)


def test_in_a_cohort_an_offer_that_ran_out_is_over_and_the_next_is_offered_the_seat(told):
    pool, lapsed = a_pool(seats=1), told(PlaceLapsed)
    first, second = a_line(pool, 2)

    with later(hours=48):
        said = jobs.lapse_offers()
        jobs.lapse_offers()

    assert said == "1 offers ran out; looked at 1 lines"
    assert states(first, second) == ["lapsed", "offered"]
    assert second.expires_at == MONDAY + timedelta(hours=96)
    assert [(fact.place_id, fact.waits_again) for fact in lapsed] == [(first.id, False)]


def test_in_a_class_it_goes_to_the_tail_and_is_removed_after_the_second_lapse(told):
    pool = a_pool(seats=1, terms=CLASSES)
    first, second = a_line(pool, 2)
    waiting, removed = told(PlaceWaiting), told(PlaceRemoved)

    with later(hours=48):
        jobs.lapse_offers()
        assert states(first, second) == ["waiting", "offered"]
        kept(services.withdraw, second, by=second.party_id)
        assert states(first) == ["offered"]
    with later(hours=96):
        jobs.lapse_offers()

    assert states(first) == ["removed"]
    assert [(fact.place_id, fact.lapses) for fact in waiting] == [(first.id, 1)]
    assert [fact.place_id for fact in removed] == [first.id]
    assert first.offer_number == first.lapses == 2


def test_nobody_starves_behind_silent_ones():
    """Three silent people in front: each has two offers, and the fourth gets the seat."""
    pool = a_pool(seats=1, terms=CLASSES)
    *silent, patient = a_line(pool, 4)

    for days in range(2, 14, 2):
        with later(days=days):
            jobs.lapse_offers()
            if patient.state == "offered":
                accept(patient)

    assert states(patient) == ["confirmed"]
    assert max(place.offer_number for place in silent) == 1


def test_an_offer_gets_more_time_with_a_reason_but_not_less_and_not_past_the_cutoff():
    terms = Terms(quiet=None, offer_minutes=60, cutoff_at=MONDAY + timedelta(hours=5))
    place = offer(a_pool(terms=terms))

    def extend(hours, reason="Asked for it"):
        until = MONDAY + timedelta(hours=hours)
        return kept(services.extend, place, until, by=STAFF, reason=reason)

    with pytest.raises(ReasonNeeded):
        extend(3, reason="")
    with pytest.raises(Invalid):
        extend(1)
    with pytest.raises(OffersAreOver):
        extend(6)
    extend(4)
    with later(hours=3):
        accept(place)
        with pytest.raises(NotAsItStands):
            extend(5)


def test_an_offer_that_ran_out_cannot_be_extended():
    place = offer(a_pool())

    with later(hours=48), pytest.raises(OfferExpired):
        kept(services.extend, place, MONDAY + timedelta(days=9), by=STAFF, reason="Ill")


def test_staff_put_the_whole_line_into_another_order_with_a_reason():
    pool = a_pool(seats=0)
    one, two, three = a_line(pool, 3)
    since = [place.waiting_since for place in (one, two, three)]

    with later(hours=1):
        kept(services.reorder, pool, [three.id, one.id, two.id], by=STAFF, reason="Panel")

    assert queries.line(pool) == [three, one, two]
    assert [place.waiting_since for place in (one, two, three)] == since
    for wrong in ([three.id, one.id], [three.id, one.id, one.id], [one.id, two.id, new_id()]):
        with pytest.raises(NotTheWholeLine):
            kept(services.reorder, pool, wrong, by=STAFF, reason="Panel")


def test_who_waits_can_read_where_it_stands_and_why():
    pool = a_pool(seats=2)
    first, second, third, fourth = a_line(pool, 4)

    story = queries.story_of(fourth)

    assert story.position == 2
    assert story.offers_until == [first.expires_at, second.expires_at]
    assert [each.kind for each in story.events] == ["put"]
    kept(services.withdraw, third, by=None)
    with later(hours=48):
        assert queries.story_of(fourth).offers_until == []


def test_reading_a_line_asks_as_often_for_thirty_as_for_three():
    def asked(places):
        pool = a_pool(seats=2)
        a_line(pool, places)
        with statements() as sent:
            shown = queries.holders(pool) + queries.line(pool)
            queries.positions(shown)
            queries.counts_of([pool])
            queries.newest_places(pool, [place.party_id for place in shown])
        return len(sent)

    assert asked(3) == asked(30) == 5
