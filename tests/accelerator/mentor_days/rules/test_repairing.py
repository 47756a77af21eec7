"""On the morning somebody is ill: the day is as full as it can be, and hardly anybody notices."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.mentor_days.rules import (
    Day,
    Meeting,
    Mentor,
    Startup,
    numbered_rooms,
    plan,
    repair,
)
from tests.accelerator.mentor_days.rules.planted import planted
from tests.accelerator.mentor_days.rules.small import every_plan, small_days, wrong_with


@st.composite
def mornings(draw):
    """A day, its plan, and what has become of the day."""
    day = draw(small_days())
    before = plan(day)
    slots = st.frozensets(st.integers(0, day.slots - 1), max_size=2)
    changed = replace(
        day,
        mentors=tuple(replace(m, available=m.available - draw(slots)) for m in day.mentors),
        startups=tuple(replace(s, away=s.away | draw(slots)) for s in day.startups),
        rooms=day.rooms[: draw(st.integers(0, len(day.rooms)))],
    )
    return changed, before.meetings


def little_change(before, after):
    """Two for each meeting in its slot, one for the same two at another time."""
    slot_of = {meeting.pair: meeting.slot for meeting in before}
    return sum(1 + (slot_of[m.pair] == m.slot) for m in after if m.pair in slot_of)


@given(mornings())
@settings(max_examples=80, deadline=None)
def test_a_mended_day_is_full_and_as_near_as_trying_everything(morning):
    day, before = morning

    mended = repair(day, before)

    best = max((len(p), little_change(before, p)) for p in every_plan(day))
    after = mended.plan.meetings
    assert wrong_with(day, after) is None
    assert (len(after), little_change(before, after)) == best
    assert len(after) == len(plan(day).meetings)


@given(mornings())
@settings(max_examples=80, deadline=None)
def test_what_is_not_reported_has_not_moved(morning):
    day, before = morning

    mended = repair(day, before)

    named = {move.before for move in mended.moved} | set(mended.dropped)
    new = {move.after for move in mended.moved} | set(mended.added)
    assert set(before) - named == set(mended.plan.meetings) - new
    assert named <= set(before)
    assert new.isdisjoint(before)


@given(small_days())
@settings(max_examples=60, deadline=None)
def test_where_nothing_has_changed_nothing_does(day):
    before = plan(day)

    mended = repair(day, before.meetings)

    assert mended.unchanged
    assert mended.plan.meetings == before.meetings


@given(mornings(), st.integers(0, 4))
@settings(max_examples=80, deadline=None)
def test_the_past_stands_whatever_has_become_of_it(morning, started):
    day, before = morning

    mended = repair(day, before, started=started)

    past = {meeting for meeting in mended.plan.meetings if meeting.slot < started}
    assert past == {meeting for meeting in before if meeting.slot < started}


def a_morning():
    day = planted(3, startups=20, mentors=30, slots=16, rooms=10, each=8)
    return day, plan(day).meetings


def without(day, ill):
    return replace(
        day,
        mentors=tuple(replace(m, available=frozenset()) if m.id in ill else m for m in day.mentors),
    )


def test_three_mentors_are_ill_and_everybody_else_meets_as_planned():
    day, before = a_morning()
    ill = Random(1).sample([mentor.id for mentor in day.mentors], 3)

    mended = repair(without(day, ill), before)

    assert {meeting.mentor for meeting in mended.dropped} == set(ill)
    assert mended.moved == mended.added == ()


def test_mentors_leave_early_and_a_room_is_lost():
    day, before = a_morning()
    early = set(Random(1).sample([mentor.id for mentor in day.mentors], 5))
    changed = replace(
        day,
        mentors=tuple(
            replace(m, available=frozenset(sorted(m.available)[:-3])) if m.id in early else m
            for m in day.mentors
        ),
        rooms=day.rooms[:-1],
    )

    mended, fresh = repair(changed, before), plan(changed)

    slot_of = {meeting.pair: meeting.slot for meeting in before}
    anew = [m for m in fresh.meetings if slot_of.get(m.pair) != m.slot]
    moved = [move for move in mended.moved if not move.only_the_room]
    assert wrong_with(changed, mended.plan.meetings) is None
    assert len(mended.plan.meetings) == len(fresh.meetings) < len(before)
    assert len(moved) * 4 < len(anew)
    assert all(move.before.room == day.rooms[-1].id for move in mended.moved if move.only_the_room)


def test_who_has_lost_a_mentor_meets_the_next_one_it_wants():
    mentors = (
        Mentor("Ayu", frozenset({0, 1})),
        Mentor("Budi", frozenset({1})),
        Mentor("Clara", frozenset({1})),
    )
    startups = (Startup("airlink", ("Ayu", "Clara", "Budi"), wanted=1),)
    day = Day(slots=2, startups=startups, mentors=mentors, rooms=numbered_rooms(1))
    before = plan(day).meetings

    mended = repair(without(day, {"Ayu"}), before)

    assert [meeting.mentor for meeting in mended.dropped] == ["Ayu"]
    assert [(meeting.mentor, meeting.slot) for meeting in mended.added] == [("Clara", 1)]
    assert mended.moved == ()


def test_a_startup_that_comes_later_is_the_only_one_that_moves():
    mentors = (Mentor("Ayu", frozenset(range(4))),)
    startups = tuple(Startup(name, ("Ayu",), wanted=1) for name in ("airlink", "banjir"))
    day = Day(slots=4, startups=startups, mentors=mentors, rooms=numbered_rooms(1))
    before = (Meeting("airlink", "Ayu", 0, "1"), Meeting("banjir", "Ayu", 1, "1"))
    late = replace(startups[0], away=frozenset({0}))

    mended = repair(replace(day, startups=(late, startups[1])), before)

    assert [(move.before.slot, move.after.startup) for move in mended.moved] == [(0, "airlink")]
    assert mended.added == mended.dropped == ()


def test_a_mentor_who_leaves_at_noon_keeps_the_morning():
    day, before = a_morning()
    mentor = next(
        mentor
        for mentor in day.mentors
        if {m.slot < 8 for m in before if m.mentor == mentor.id} == {True, False}
    )

    mended = repair(without(day, {mentor.id}), before, started=8)

    mornings = [m for m in before if m.mentor == mentor.id and m.slot < 8]
    assert [m for m in mended.plan.meetings if m.mentor == mentor.id] == mornings
