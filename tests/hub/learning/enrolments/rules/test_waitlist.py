"""The line of a class by its rules alone: whatever comes in whatever order, its ledger is allowed,
tells who stands where, and nobody is passed."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hub.core.walltime import to_wall
from hub.places.rules.replay import replay
from hub.places.rules.steps import EventKind, PlaceState, gives_rank
from hub.places.rules.terms import NIGHT
from tests.hub.learning.enrolments.rules.clerk import WINDOW, ZONES, Clerk

PEOPLE = 7
VERBS = ["come", "come", "come", "accept", "decline", "leave", "remove", "resize", "wait", "wait"]
commands = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, PEOPLE - 1)), min_size=10, max_size=50
)
cutoffs = st.sampled_from([None, None, timedelta(hours=70), timedelta(days=9)])


def lived(seats: int, steps: list[tuple[str, int]], cutoff: timedelta | None = None) -> Clerk:
    clerk = Clerk(seats, cutoff=cutoff)
    for command, n in steps:
        clerk.do(command, n)
    return clerk


@given(st.integers(0, 3), commands, cutoffs)
def test_the_ledger_read_anew_is_todays_list(seats, steps, cutoff):
    clerk = lived(seats, steps, cutoff)

    told = replay(clerk.ledger)

    assert told.faults == []
    assert told.line() == [clerk.ids[n] for n in clerk.line]
    newest = {n: told.places[id_].state for n, id_ in clerk.ids.items()}
    assert newest == clerk.stands
    assert (told.seats, told.seats - told.held) == (clerk.seats, clerk.free)


@given(st.integers(0, 3), commands, cutoffs)
def test_nobody_waits_beside_a_free_seat_while_offers_are_made(seats, steps, cutoff):
    clerk = Clerk(seats, cutoff=cutoff)
    for command, n in steps:
        clerk.do(command, n)
        assert clerk.over or not clerk.line or clerk.free == 0
        assert clerk.free >= 0


@given(st.integers(1, 3), commands)
def test_a_newcomer_never_passes_who_waits(seats, steps):
    """Of two who wait the one who came to the tail before is offered a place before, or leaves."""
    clerk = lived(seats, steps)
    since: dict[object, int] = {}

    for line in clerk.ledger:
        if line.kind is EventKind.PROMOTED:
            assert since[line.place_id] == min(since.values())
        since.pop(line.place_id, None)
        if line.after is not None and gives_rank(line.kind, after=line.after):
            since[line.place_id] = line.number


@given(st.integers(1, 3), commands, cutoffs)
def test_offers_end_when_people_are_awake_and_at_the_cutoff_at_the_latest(seats, steps, cutoff):
    clerk = lived(seats, steps, cutoff)

    for line in clerk.ledger:
        if line.kind is not EventKind.PROMOTED or line.until is None:
            continue
        n = next(n for n, id_ in clerk.ids.items() if id_ == line.place_id) if (
            line.place_id in clerk.ids.values()
        ) else None  # fmt: skip
        assume(n is not None)
        last = None if cutoff is None else clerk.ledger[0].at + cutoff
        if last is None or line.until < last:
            assert line.until - line.at >= WINDOW
            clock = to_wall(line.until, ZONES[n % len(ZONES)]).time()
            assert NIGHT.end <= clock < NIGHT.start
        else:
            assert line.at < last, "no offer after the cut-off"
            assert line.until <= max(last, line.at + timedelta(hours=1))


@given(st.integers(1, 3), st.integers(1, 12))
def test_if_all_are_silent_all_are_asked_twice_in_their_order_and_the_line_ends(seats, waiting):
    """Nobody starves: after two rounds the last one has been asked twice, too."""
    clerk = Clerk(0)
    for n in range(waiting):
        clerk.do("come", n)
    clerk.do("resize", seats)

    while clerk.line or clerk.free < clerk.seats:
        clerk.do("wait", 10)

    assert set(Counter(clerk.offers).values()) == {2}
    assert clerk.offers[:waiting] == list(range(waiting))
    assert set(clerk.stands.values()) == {PlaceState.REMOVED}
    assert replay(clerk.ledger).faults == []


@given(st.integers(0, 2), st.integers(1, 4), st.integers(1, 6))
def test_more_seats_are_offered_at_once_to_the_first_in_line(seats, more, waiting):
    clerk = lived(seats, [("come", n) for n in range(seats + waiting)])
    first = list(clerk.line)

    assert clerk.do("resize", seats + more)

    assert clerk.offers == first[:more]
    assert clerk.line == first[more:]


@given(st.integers(1, 4), commands)
def test_fewer_seats_than_are_held_are_refused(seats, steps):
    clerk = lived(seats, steps)
    held = clerk.seats - clerk.free
    assume(held > 0)
    before = len(clerk.ledger)

    assert not clerk.do("resize", held - 1)

    assert len(clerk.ledger) == before
    assert clerk.free >= 0


# Most of what is lived through promotes nobody past others: that is no fault of the test.
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.integers(1, 2), commands, st.data())
def test_a_ledger_in_which_somebody_was_passed_is_found_out(seats, steps, data):
    """The control: another who waits is promoted instead of the first."""
    clerk = lived(seats, steps)
    passed = [
        (at, others)
        for at, line in enumerate(clerk.ledger)
        if line.kind is EventKind.PROMOTED
        for others in [replay(clerk.ledger[:at]).line()[1:]]
        if others
    ]
    assume(passed)
    at, others = data.draw(st.sampled_from(passed))
    forged = list(clerk.ledger)
    forged[at] = replace(forged[at], place_id=data.draw(st.sampled_from(others)))

    faults = replay(forged).faults

    assert any("promoted who was not the first in line" in fault for fault in faults)


@settings(max_examples=60)
@given(st.integers(1, 2), commands, st.data())
def test_a_ledger_from_which_a_line_was_taken_is_found_out(seats, steps, data):
    clerk = lived(seats, steps)
    assume(len(clerk.ledger) > 2)
    gone = data.draw(st.integers(0, len(clerk.ledger) - 2))

    told = replay(line for at, line in enumerate(clerk.ledger) if at != gone)

    assert f"line {gone + 1} is missing" in told.faults


@pytest.mark.parametrize("kind", [EventKind.REMOVED, EventKind.OVERRIDDEN])
def test_whoever_is_put_out_or_in_by_hand_is_told_why(kind):
    clerk = Clerk(0)
    clerk.do("come", 0)
    clerk.do("remove", 0)

    silent = [*clerk.ledger[:-1], replace(clerk.ledger[-1], kind=kind, reason="")]

    assert any(fault.endswith(f"{kind} without a reason") for fault in replay(silent).faults)
