"""A mentor day is full, clashes nowhere, keeps mentors busy, and says what is missing and why."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.mentor_days.rules import (
    Aim,
    Day,
    Meeting,
    Mentor,
    Room,
    Startup,
    Why,
    numbered_rooms,
    plan,
    repair,
)
from accelerator.mentor_days.rules.placing import Placing
from accelerator.mentor_days.rules.planning import Phase
from hub.core.waiting import GivenUp, Watch
from tests.accelerator.mentor_days.rules.planted import planted
from tests.accelerator.mentor_days.rules.small import every_plan, small_days, wrong_with

ALL_DAY = frozenset(range(6))


def a_day(startups, mentors, **more):
    more = {"slots": 6, "rooms": numbered_rooms(2)} | more
    return Day(startups=tuple(startups), mentors=tuple(mentors), **more)


def shuffled(day, seed):
    dice = Random(seed)

    def mixed(things):
        return tuple(dice.sample(things, len(things)))

    return replace(
        day, startups=mixed(day.startups), mentors=mixed(day.mentors), rooms=mixed(day.rooms)
    )


@given(small_days())
@settings(max_examples=100, deadline=None)
def test_a_small_day_is_as_full_as_trying_everything(day):
    made = plan(day)

    assert wrong_with(day, made.meetings) is None
    assert len(made.meetings) == max(map(len, every_plan(day)))
    assert made.proven


@given(small_days(), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_a_day_is_given_changes_nothing(day, seed):
    assert plan(shuffled(day, seed)) == plan(day)


@given(small_days())
@settings(max_examples=40, deadline=None)
def test_where_no_corner_is_whole_whole_numbers_find_the_same(day):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Placing, "_corner", lambda *_anything: None)
        in_whole_numbers = repair(day, ())

    assert len(in_whole_numbers.plan.meetings) == len(repair(day, ()).plan.meetings)
    assert in_whole_numbers.plan.proven


def test_when_time_runs_out_what_was_planned_stands_and_says_that_more_may_be_possible():
    day = planted(2, startups=12, mentors=14, slots=10, rooms=4, each=3)
    before = plan(day).meetings[::2]

    made = repair(replace(day, seconds=0.0), before).plan

    assert made.meetings == before
    assert len(before) < made.at_most <= sum(startup.wanted for startup in day.startups)
    assert not made.proven


@given(
    st.integers(0, 10_000),
    st.integers(2, 12),
    st.integers(2, 14),
    st.sampled_from([0.3, 0.6, 1.0]),
)
@settings(max_examples=40, deadline=None)
def test_a_day_that_has_room_for_every_wish_grants_every_wish(seed, startups, mentors, window):
    day = planted(
        seed, startups=startups, mentors=mentors, slots=10, rooms=4, each=5, window=window
    )

    made = plan(day)

    assert wrong_with(day, made.meetings) is None
    assert len(made.meetings) == sum(startup.wanted for startup in day.startups)
    assert len(made.meetings) <= day.slots * len(day.rooms)
    assert made.unmet == ()


@given(small_days(), st.data())
@settings(max_examples=80, deadline=None)
def test_what_is_fixed_stands(day, data):
    wished = [(s.id, m) for s in day.startups for m in s.wishes]
    if not wished:
        return
    fixed = Meeting(*data.draw(st.sampled_from(wished)), data.draw(st.integers(0, day.slots - 1)))
    day = replace(day, fixed=frozenset({fixed}))

    made = plan(day)

    where = {meeting.pair: meeting.slot for meeting in made.meetings}
    refused = [unmet.pair for unmet in made.unmet if unmet.why is Why.FIXED]
    assert (where.get(fixed.pair) == fixed.slot) != (fixed.pair in refused)


@pytest.mark.parametrize("aim", Aim)
def test_each_startup_meets_the_mentors_it_wants_most(aim):
    mentors = [Mentor(name, ALL_DAY) for name in ("Ayu", "Budi", "Clara", "Dewi")]
    day = a_day([Startup("airlink", ("Dewi", "Ayu", "Clara", "Budi"), wanted=2)], mentors, aim=aim)

    assert {meeting.mentor for meeting in plan(day).meetings} == {"Dewi", "Ayu"}


def test_nobody_has_many_meetings_where_others_have_few():
    mentors = [Mentor("Ayu", ALL_DAY, most=2), Mentor("Budi", ALL_DAY, most=2)]
    startups = [Startup(name, ("Ayu", "Budi"), wanted=2) for name in ("a", "b", "c", "d")]

    made = plan(a_day(startups, mentors))

    assert [len(made.of_startup(name)) for name in ("a", "b", "c", "d")] == [1, 1, 1, 1]


@pytest.mark.parametrize(("aim", "ranks"), [(Aim.WEIGHTED, [0, 1, 1]), (Aim.RANKS, [0, 0, 3])])
def test_more_first_wishes_or_a_smaller_sum_of_ranks(aim, ranks):
    """Three mentors with one slot each; a fourth is ill. Two first wishes can come true, but then
    the third startup has only its last one."""
    mentors = [Mentor(name, frozenset({n})) for n, name in enumerate(("Ayu", "Budi", "Clara"))]
    startups = [
        Startup("airlink", ("Ayu", "Budi", "ill", "Clara"), wanted=1),
        Startup("banjir", ("Ayu", "Budi", "ill", "Clara"), wanted=1),
        Startup("citra", ("Budi", "Clara"), wanted=1),
    ]

    made = plan(a_day(startups, [*mentors, Mentor("ill", frozenset())], aim=aim))

    wishes = {startup.id: startup.wishes for startup in startups}
    assert sorted(wishes[m.startup].index(m.mentor) for m in made.meetings) == ranks


def test_a_mentor_has_a_break_after_three_meetings_and_it_is_not_counted_as_waiting():
    startups = [Startup(f"s{n}", ("Ayu",), wanted=1) for n in range(5)]
    made = plan(a_day(startups, [Mentor("Ayu", ALL_DAY, longest_run=3)]))

    slots = {meeting.slot for meeting in made.meetings}
    assert len(slots) == 5
    assert ALL_DAY - slots <= {2, 3}
    assert made.waiting == 0


def test_a_mentor_who_is_there_all_day_has_the_meetings_one_after_the_other():
    startups = [Startup(f"s{n}", ("Ayu",), wanted=1, away=frozenset({n})) for n in range(3)]

    made = plan(a_day(startups, [Mentor("Ayu", ALL_DAY)]))

    assert made.waiting == 0
    assert made.room_changes == 0


def test_on_video_nobody_needs_a_room():
    startups = [Startup(f"s{n}", ("Ayu", "Budi"), wanted=2) for n in range(3)]
    mentors = [Mentor("Ayu", ALL_DAY, video=True), Mentor("Budi", ALL_DAY)]

    made = plan(a_day(startups, mentors, rooms=numbered_rooms(1)))

    assert len(made.meetings) == 6
    assert {m.mentor for m in made.meetings if m.room is None} == {"Ayu"}


def test_a_quiet_room_is_kept_for_who_needs_it():
    startups = [Startup("airlink", ("Ayu",), wanted=1), Startup("banjir", ("Budi",), wanted=1)]
    mentors = [Mentor("Ayu", frozenset({0}), kind="quiet"), Mentor("Budi", frozenset({0}))]
    rooms = (Room("a library", kind="quiet"), Room("b hall"))

    made = plan(a_day(startups, mentors, rooms=rooms))

    assert [(m.mentor, m.room) for m in made.meetings] == [("Ayu", "a library"), ("Budi", "b hall")]


def why(day):
    return {unmet.mentor: unmet.why for unmet in plan(day).unmet}


def test_each_wish_that_does_not_come_true_has_its_reason():
    startup = Startup(
        "airlink",
        ("gone", "cousin", "ill", "early", "quiet", "Ayu"),
        wanted=6,
        away=frozenset({0}),
    )
    mentors = [
        Mentor("cousin", ALL_DAY),
        Mentor("ill", frozenset()),
        Mentor("early", frozenset({0})),
        Mentor("quiet", ALL_DAY, kind="quiet"),
        Mentor("Ayu", ALL_DAY),
    ]
    day = a_day([startup], mentors, conflicts=frozenset({("airlink", "cousin")}))

    assert why(day) == {
        "gone": Why.UNKNOWN,
        "cousin": Why.CONFLICT,
        "ill": Why.AWAY,
        "early": Why.APART,
        "quiet": Why.NO_ROOM,
    }


def test_too_many_for_one_mentor_are_told_how_many_meetings_there_are():
    startups = [Startup(f"s{n}", ("Ayu",), wanted=1) for n in range(5)]

    made = plan(a_day(startups, [Mentor("Ayu", frozenset({0, 1, 2}))]))

    assert len(made.meetings) == made.at_most == 3
    assert {(u.why, u.crowd, u.wanted, u.given, len(u.rivals)) for u in made.unmet} == {
        (Why.MENTOR_FULL, ("Ayu",), 5, 3, 3)
    }


def test_when_all_rooms_are_taken_that_is_said():
    startups = [Startup(f"s{n}", (f"m{n}",), wanted=1) for n in range(2)]
    mentors = [Mentor(f"m{n}", frozenset({0})) for n in range(2)]

    assert set(why(a_day(startups, mentors, rooms=numbered_rooms(1))).values()) == {Why.ROOMS_FULL}


def test_a_wish_that_only_time_forbids_is_proven_impossible():
    """Both mentors are there at the same time only, and the startup cannot be in two places."""
    startup = Startup("airlink", ("Ayu", "Budi"), wanted=2)
    made = plan(a_day([startup], [Mentor("Ayu", frozenset({3})), Mentor("Budi", frozenset({3}))]))

    assert made.proven
    assert [unmet.why for unmet in made.unmet] == [Why.TIGHT]


def test_of_two_fixed_meetings_at_the_same_time_the_first_stands_and_the_other_is_named():
    fixed = frozenset({Meeting("airlink", "Ayu", 1), Meeting("airlink", "Budi", 1, "2")})
    mentors = [Mentor("Ayu", ALL_DAY), Mentor("Budi", ALL_DAY)]

    made = plan(a_day([Startup("airlink", (), wanted=2)], mentors, fixed=fixed))

    assert [m.pair for m in made.meetings] == [("airlink", "Ayu")]
    assert [(u.pair, u.why) for u in made.unmet] == [(("airlink", "Budi"), Why.FIXED)]


def test_a_large_day_is_complete_and_mentors_hardly_wait():
    day = planted(1, startups=40, mentors=60, slots=24, rooms=15, each=8)

    made = plan(day)

    assert wrong_with(day, made.meetings) is None
    assert len(made.meetings) == made.at_most == 320
    assert made.waiting <= 20
    assert plan(shuffled(day, 5)) == made


class Until(Watch):
    """Waits until it was asked so often."""

    def __init__(self, often: int) -> None:
        self.asked, self.often, self.phases = 0, often, []

    def begins(self, phase):
        self.phases.append(phase)

    def is_over(self) -> bool:
        self.asked += 1
        return self.asked > self.often


def test_nobody_waits_any_more_so_there_is_no_plan():
    """Asked between the tries, and by the solver while it runs."""
    day = planted(4, startups=30, mentors=40, slots=12, rooms=9, each=6)
    popular = [mentor.id for mentor in day.mentors[:14]]
    dice = Random(1)
    day = replace(
        day,
        startups=tuple(
            replace(each, wishes=tuple(dice.sample(popular, 8)), wanted=8) for each in day.startups
        ),
        mentors=tuple(replace(each, longest_run=2) for each in day.mentors),
    )
    patient = Until(1_000_000)
    assert plan(day, watch=patient) == plan(day)
    assert patient.phases == [Phase.CHOOSING, Phase.TRYING, Phase.SOLVING]
    assert patient.asked > 12

    for often in (0, 3, 9, patient.asked - 1):
        with pytest.raises(GivenUp):
            plan(day, watch=Until(often))


def test_a_day_with_everything_is_sound_and_says_how_full_it_could_be():
    """Breaks, video, quiet rooms, a lunch for all, more wishes than meetings."""
    dice = Random(4)
    day = planted(4, startups=20, mentors=34, slots=14, rooms=9, each=6)
    ids = [mentor.id for mentor in day.mentors]
    day = replace(
        day,
        startups=tuple(
            replace(
                startup,
                wishes=tuple(dict.fromkeys([*startup.wishes, *dice.sample(ids, 8)])),
                wanted=8,
                video=dice.random() < 0.1,
            )
            for startup in day.startups
        ),
        mentors=tuple(
            replace(
                mentor,
                longest_run=dice.choice([2, 3, None]),
                video=dice.random() < 0.2,
                kind=dice.choice(["quiet", *[None] * 8]),
            )
            for mentor in day.mentors
        ),
        rooms=tuple(replace(room, kind="quiet" if room.id == "1" else "") for room in day.rooms),
        pauses=frozenset({7}),
    )

    made = plan(day)

    assert wrong_with(day, made.meetings) is None
    assert 120 <= len(made.meetings) <= made.at_most <= 160
    assert made.proven
    short = {s.id for s in day.startups if len(made.of_startup(s.id)) < s.wanted}
    assert {unmet.startup for unmet in made.unmet} == short
    assert plan(shuffled(day, 9)) == made
