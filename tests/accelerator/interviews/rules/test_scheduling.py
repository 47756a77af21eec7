"""A day is as good as trying everything, clashes nowhere, and says who is left out and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.interviews.rules.scheduling import (
    Availability,
    Candidate,
    Day,
    Meeting,
    Panel,
    Timing,
    Way,
    Why,
    choices,
    schedule,
)
from hub.core.timeslots import TimeSlot

MORNING = datetime(2026, 12, 1, 2, tzinfo=UTC)  # nine o'clock in Jakarta
TIMING = Timing(presentation=10, questions=10, buffer=10)


def at(start, end):
    """Minutes after nine."""
    return TimeSlot(MORNING + timedelta(minutes=start), MORNING + timedelta(minutes=end))


def panel(name="P", start=0, end=90, **more):
    more = {"room": f"room of {name}"} | more
    return Panel(name, frozenset(more.pop("members", {f"{name}1"})), (at(start, end),), **more)


def candidates(count, **more):
    return tuple(Candidate(f"A{n}", **more) for n in range(count))


def begins(meeting):
    return (meeting.slot.start - MORNING) // timedelta(minutes=1)


@st.composite
def small_days(draw):
    """Two panels, three slots each, up to four candidates; a juror or room may be shared."""
    shared = draw(st.sampled_from([set(), {"both"}]))
    room = draw(st.sampled_from(["room of Q", "room of P"]))
    panels = (
        panel("P", members={"P1", *shared}, online=draw(st.booleans())),
        panel("Q", draw(st.sampled_from([0, 15])), 105, members={"Q1", *shared}, room=room),
    )
    when = st.sampled_from([at(0, 60), at(30, 90), at(0, 120), at(60, 120)])
    how = st.sampled_from([frozenset(Way), frozenset({Way.ONLINE}), frozenset({Way.ROOM})])
    people = tuple(
        Candidate(
            f"A{n}",
            available=tuple(
                Availability(draw(when), draw(how)) for _ in range(draw(st.integers(0, 2)))
            ),
            preferred=draw(st.sampled_from([frozenset(), frozenset({"Q"})])),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    conflicts = st.tuples(st.sampled_from([p.id for p in people]), st.sampled_from(["P1", "Q1"]))
    return Day(panels, people, TIMING, conflicts=draw(st.frozensets(conflicts, max_size=2)))


def days_possible(day):
    """Every choice of meetings without a clash."""
    offers = [[None, *choices(day, candidate.id)] for candidate in day.candidates]
    for chosen in product(*offers):
        meetings = [meeting for meeting in chosen if meeting]
        if not any(clash(day, one, other) for one, other in combinations(meetings, 2)):
            yield meetings


def clash(day, one, other):
    first, second = (
        next(p for p in day.panels if p.id == meeting.panel) for meeting in (one, other)
    )
    shared = first.id == second.id or first.members & second.members or first.room == second.room
    return shared and one.slot.widened(before=timedelta(0), after=timedelta(minutes=10)).overlaps(
        other.slot.widened(before=timedelta(0), after=timedelta(minutes=10))
    )


def aims(day, meetings):
    """What is compared, in this order: heard, kept, liked, waiting."""
    kept = {meeting.place for meeting in day.kept}
    people = {candidate.id: candidate for candidate in day.candidates}
    liked = sum(2 for m in meetings if m.panel in people[m.application].preferred)
    return len(meetings), sum(m.place in kept for m in meetings), liked, -waiting(meetings)


def waiting(meetings):
    total = 0
    for name in {meeting.panel for meeting in meetings}:
        starts = sorted(begins(meeting) for meeting in meetings if meeting.panel == name)
        total += sum(later - earlier - 30 for earlier, later in pairwise(starts))
    return total


@settings(max_examples=40)
@given(small_days(), st.data())
def test_a_day_is_as_good_as_trying_everything(day, data):
    taken = data.draw(st.sampled_from(list(days_possible(day))))
    day = replace(day, kept=frozenset(taken[:2]))

    found = schedule(day)

    best = max(aims(day, meetings) for meetings in days_possible(day))
    assert aims(day, found.meetings) == best
    assert found.idle == -best[3]
    assert found.proven
    assert not any(clash(day, one, other) for one, other in combinations(found.meetings, 2))
    assert len(found.meetings) + len(found.unplaced) == len(day.candidates)
    assert set(found.moved) == {m.application for m in day.kept} - {
        m.application for m in found.meetings if m.place in {k.place for k in day.kept}
    }


@settings(max_examples=15)
@given(small_days(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_handed_over_does_not_matter(day, random):
    people, panels = list(day.candidates), list(day.panels)
    random.shuffle(people)
    random.shuffle(panels)

    assert schedule(replace(day, candidates=tuple(people), panels=tuple(panels))) == schedule(day)


def test_slots_are_cut_between_breaks_and_keep_the_buffer():
    day = Day((panel(end=180, breaks=(at(70, 100),)),), candidates(4), TIMING)

    assert [begins(m) for m in choices(day, "A0")] == [0, 30, 100, 130, 160]
    found = schedule(day)
    assert found.complete
    assert [begins(m) for m in found.meetings][:2] in ([0, 30], [100, 130])
    assert found.idle == 0


def test_online_only_after_eleven_is_kept():
    """In the room until eleven, from afar after that."""
    candidate = Candidate(
        "A0",
        available=(
            Availability(at(0, 120), frozenset({Way.ROOM})),
            Availability(at(120, 240), frozenset({Way.ONLINE})),
        ),
    )
    rooms, online = panel("P", end=240), panel("Q", end=240, room=None, online=True)
    day = Day((rooms, online), (candidate,), TIMING)

    offered = choices(day, "A0")

    assert {(m.panel, m.way) for m in offered if begins(m) < 120} == {("P", Way.ROOM)}
    assert {(m.panel, m.way) for m in offered if begins(m) >= 120} == {("Q", Way.ONLINE)}


def test_a_juror_on_two_panels_is_in_one_place_at_a_time():
    panels = (panel("P", members={"J", "K"}), panel("Q", members={"J", "L"}))

    found = schedule(Day(panels, candidates(6), TIMING))

    assert len(found.meetings) == 3
    assert {each.why for each in found.unplaced} == {Why.SHARED}


def test_two_panels_in_one_room_take_turns():
    panels = (panel("P", room="hall"), panel("Q", room="hall"))

    assert len(schedule(Day(panels, candidates(6), TIMING)).meetings) == 3


@pytest.mark.parametrize(
    ("candidate", "conflicts", "why"),
    [
        (Candidate("A"), {("A", "P1")}, Why.CONFLICT),
        (Candidate("A", (Availability(at(200, 300)),)), set(), Why.TIME),
        (Candidate("A", (Availability(at(0, 90), frozenset({Way.ONLINE})),)), set(), Why.WAY),
    ],
)
def test_who_cannot_be_heard_is_told_why(candidate, conflicts, why):
    found = schedule(Day((panel(),), (candidate,), TIMING, conflicts=frozenset(conflicts)))

    assert [(each.application, each.why) for each in found.unplaced] == [("A", why)]


def test_those_who_compete_for_too_few_slots_are_named():
    early = tuple(Candidate(f"E{n}", (Availability(at(0, 60)),)) for n in range(3))
    day = Day((panel(end=150),), (*early, Candidate("L")), TIMING)

    [left] = schedule(day).unplaced

    assert (left.why, left.rivals, left.room, left.slots) == (Why.CROWDED, ("E0", "E1", "E2"), 2, 2)


def test_a_day_without_slots_says_so():
    [left] = schedule(Day((panel(end=15),), candidates(1), TIMING)).unplaced

    assert left.why is Why.NO_PANEL


def test_after_a_panel_loses_time_only_what_must_move_moves():
    day = Day((panel("P", end=180), panel("Q", end=180)), candidates(8), TIMING)
    before = schedule(day)
    shorter = (panel("P", end=180, breaks=(at(60, 80),)), panel("Q", end=180))

    after = schedule(replace(day, panels=shorter, kept=frozenset(before.meetings)))

    lost = [m for m in before.meetings if m.panel == "P" and m.slot.overlaps(at(60, 80))]
    assert len(after.meetings) == 8
    assert set(after.moved) == {meeting.application for meeting in lost}


def test_a_fixed_meeting_stays_even_off_the_grid():
    fixed = Meeting("A0", "P", at(45, 65))
    day = Day((panel(end=180),), candidates(5), TIMING, fixed=frozenset({fixed}))

    found = schedule(day)

    assert fixed.place in {meeting.place for meeting in found.meetings}
    assert not any(clash(day, one, other) for one, other in combinations(found.meetings, 2))


def test_a_fixed_meeting_that_cannot_be_is_said_and_hinders_nobody():
    conflicted = Meeting("A0", "P", at(0, 20))
    twice = {Meeting("A1", "P", at(30, 50)), Meeting("A2", "P", at(30, 50))}
    day = Day(
        (panel(), panel("Q")),
        candidates(4),
        TIMING,
        conflicts=frozenset({("A0", "P1")}),
        fixed=frozenset({conflicted, *twice}),
    )

    found = schedule(day)

    assert [(each.application, each.why) for each in found.unplaced] == [
        ("A0", Why.FIXED),
        ("A2", Why.FIXED),
    ]
    assert {meeting.application for meeting in found.meetings} == {"A1", "A3"}


def test_a_panel_meets_somewhere():
    with pytest.raises(ValueError, match="neither"):
        panel(room=None)
