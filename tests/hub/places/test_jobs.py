"""The line on the clock: reminders, and difficulties of one line."""

import pytest

from hub.places import jobs, queries, services
from hub.places.facts import PlaceOfferDue, PlaceOffered
from hub.places.rules.terms import Terms
from tests.hub.places.lines import a_line, a_pool, kept, later, offer, states

pytestmark = pytest.mark.usefixtures("app")


def accept(place):
    return kept(services.accept, place, by=place.party_id)


def test_reminders_come_two_days_and_a_day_before_the_end_once(told):
    week = Terms(offer_minutes=7 * 24 * 60, quiet=None)
    pool, due = a_pool(seats=2, terms=week), told(PlaceOfferDue)
    place, answered = offer(pool), offer(pool)
    accept(answered)

    told_at = []
    for hours in (0, 24 * 5 - 1, 24 * 5, 24 * 5 + 1, 24 * 6 + 3, 24 * 6 + 4, 24 * 8):
        with later(hours=hours):
            jobs.remind_of_offers()
        told_at.append(len(due))

    assert told_at == [0, 0, 1, 1, 2, 2, 2]
    assert {fact.place_id for fact in due} == {place.id}
    assert due[0].expires_at == place.expires_at


def test_a_reminder_that_was_slept_through_comes_once_not_twice(told):
    due = told(PlaceOfferDue)
    offer(a_pool(terms=Terms(offer_minutes=7 * 24 * 60, quiet=None)))

    with later(hours=24 * 6 + 1):
        jobs.remind_of_offers()
        jobs.remind_of_offers()

    assert len(due) == 1


def test_one_line_with_a_difficulty_does_not_hold_up_the_others(monkeypatch):
    ill, well = a_pool(), a_pool()
    places = offer(ill), offer(well)
    truly = services.lapse_due

    def sometimes(pool_id):
        if pool_id == ill.id:
            raise RuntimeError("a listener failed")
        return truly(pool_id)

    monkeypatch.setattr(services, "lapse_due", sometimes)
    with later(hours=48), pytest.raises(RuntimeError):
        jobs.lapse_offers()

    assert states(*places) == ["offered", "lapsed"]


def test_a_line_that_staff_move_is_left_alone_by_the_clock(told):
    pool, heard = a_pool(seats=1, terms=Terms(auto_promote=False)), told(PlaceOffered)
    waiting = a_line(pool, 2)

    assert queries.pools_to_settle(limit=9) == []
    assert jobs.lapse_offers() == "0 offers ran out; looked at 0 lines"
    assert states(*waiting) == ["waiting", "waiting"]
    assert heard == []
