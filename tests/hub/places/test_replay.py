"""The ledger read from its first line: what it allows, and what it finds."""

from datetime import timedelta
from uuid import UUID

import pytest

from hub.places.rules.replay import Line, Replay, replay
from hub.places.rules.steps import EventKind, PlaceState, after_lapse
from hub.places.rules.steps import LapsePolicy as Policy
from tests.factories import MONDAY

A, B = UUID(int=1), UUID(int=2)
K, S = EventKind, PlaceState
DAY = timedelta(days=1)


def written(*lines, seats=1, cutoff=None) -> Replay:
    """Each line is (kind, place, before, after, more); one hour lies between two lines."""
    first = Line(1, K.OPENED, MONDAY, seats=seats, until=cutoff)
    rest = [
        Line(n, kind, MONDAY + n * timedelta(hours=1), place, before, after, **more)
        for n, (kind, place, before, after, more) in enumerate(lines, start=2)
    ]
    return replay([first, *rest])


def a(kind, before, after, **more):
    return (kind, A, before, after, more)


def b(kind, before, after, **more):
    return (kind, B, before, after, more)


OFFER = {"until": MONDAY + 2 * DAY}
BOTH_WAIT = (a(K.PUT, None, S.WAITING), b(K.PUT, None, S.WAITING))
A_OFFERED = (*BOTH_WAIT, a(K.PROMOTED, S.WAITING, S.OFFERED, **OFFER))


def test_a_fair_ledger_has_no_faults_and_gives_the_line():
    told = written(
        *A_OFFERED,
        a(K.DECLINED, S.OFFERED, S.DECLINED),
        b(K.PROMOTED, S.WAITING, S.OFFERED, **OFFER),
        b(K.ACCEPTED, S.OFFERED, S.CONFIRMED),
    )

    assert told.faults == []
    assert told.line() == []
    assert {told.places[A].state, told.places[B].state} == {S.DECLINED, S.CONFIRMED}


def test_the_tail_is_behind_everybody():
    told = written(*A_OFFERED, a(K.MOVED, S.OFFERED, S.WAITING))
    moved = written(*BOTH_WAIT, a(K.MOVED, S.WAITING, S.WAITING))

    assert told.faults == ["line 5: moved does not lead from offered to waiting"]
    assert moved.faults == []
    assert moved.line() == [B, A]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            (a(K.PUT, None, S.WAITING), b(K.TAKEN, None, S.CONFIRMED)),
            "a seat was taken while somebody waited for it",
        ),
        (
            (*BOTH_WAIT, b(K.PROMOTED, S.WAITING, S.OFFERED, **OFFER)),
            "somebody was promoted who was not the first in line",
        ),
        (
            (*A_OFFERED, b(K.PROMOTED, S.WAITING, S.OFFERED, **OFFER)),
            "promoted without a free seat",
        ),
        ((*A_OFFERED, b(K.PROMOTED, S.WAITING, S.OFFERED, **OFFER)), "2 hold 1 seats"),
        (
            (
                *BOTH_WAIT,
                a(K.PROMOTED, S.WAITING, S.OFFERED, until=MONDAY),
                a(K.ACCEPTED, S.OFFERED, S.CONFIRMED),
            ),
            "an offer was accepted after it ran out",
        ),
        ((*A_OFFERED, a(K.LAPSED, S.OFFERED, S.LAPSED)), "an offer lapsed before it ran out"),
        ((a(K.OVERRIDDEN, None, S.CONFIRMED),), "overridden without a reason"),
        ((a(K.ACCEPTED, S.OFFERED, S.CONFIRMED),), "not where the place stood"),
        ((*A_OFFERED, (K.RESIZED, None, None, None, {"seats": 0})), "fewer seats than are held"),
        (
            ((K.LINE_CLOSED, None, None, None, {}), a(K.OFFERED, None, S.OFFERED, **OFFER)),
            "an offer after the cut-off, or from a closed line",
        ),
    ],
)
def test_a_line_that_should_not_be_is_found(lines, fault):
    assert any(fault in found for found in written(*lines).faults)


def test_after_the_cutoff_offers_are_faults_and_free_seats_go_to_whoever_comes():
    cutoff = MONDAY + timedelta(minutes=1)

    offered = written(*A_OFFERED, cutoff=cutoff)
    taken = written(*BOTH_WAIT, b(K.TAKEN, S.WAITING, S.CONFIRMED), cutoff=cutoff)

    assert offered.faults == ["line 4: an offer after the cut-off, or from a closed line"]
    assert taken.faults == []


def test_a_line_that_is_missing_is_missed():
    told = replay([Line(1, K.OPENED, MONDAY, seats=1), Line(3, K.PUT, MONDAY, A, None, S.WAITING)])

    assert told.faults == ["line 2 is missing"]


def test_what_becomes_of_an_offer_that_ran_out():
    assert after_lapse(Policy.FINAL, lapses=1, max_lapses=2) is S.LAPSED
    assert after_lapse(Policy.TAIL, lapses=1, max_lapses=2) is S.WAITING
    assert after_lapse(Policy.TAIL, lapses=2, max_lapses=2) is S.REMOVED
