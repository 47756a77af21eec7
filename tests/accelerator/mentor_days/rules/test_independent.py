"""Days too large to try everything: as full as branch and bound over the question as it stands, one
whole number for each two and slot, one row for each rule."""

from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest
from highspy import Highs, HighsModelStatus

from accelerator.mentor_days.rules import Day, plan, repair
from tests.accelerator.mentor_days.rules.planted import planted
from tests.accelerator.mentor_days.rules.small import wrong_with


def most_meetings(day: Day) -> int:
    highs = Highs()  # type: ignore[no-untyped-call] # its __init__ has no types
    for name, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5)):
        highs.setOptionValue(name, value)
    there = {mentor.id: mentor.available for mentor in day.mentors}
    rows, meetings = defaultdict(list), []
    for startup in day.startups:
        for mentor in startup.wishes:
            for slot in there[mentor] - startup.away:
                one = highs.addBinary()
                meetings.append(one)
                rows["pair", startup.id, mentor].append(one)
                rows["startup", startup.id, slot].append(one)
                rows["mentor", mentor, slot].append(one)
                rows["room", slot].append(one)
                rows["limit", startup.id].append(one)
    limits = {startup.id: startup.limit for startup in day.startups}
    for key, its in rows.items():
        most = {"room": len(day.rooms), "limit": limits.get(str(key[1]), 0)}.get(str(key[0]), 1)
        highs.addConstr(highs.qsum(its) <= most)
    highs.maximize(highs.qsum(meetings))
    assert highs.getModelStatus() == HighsModelStatus.kOptimal
    return round(highs.getObjectiveValue())


def crowded(seed: int) -> Day:
    """Everybody wishes for popular mentors, so that not every wish can come true."""
    day, dice = planted(seed, startups=20, mentors=30, slots=12, rooms=8, each=6), Random(seed)
    popular = [mentor.id for mentor in day.mentors[:12]]
    return replace(
        day,
        startups=tuple(
            replace(each, wishes=tuple(dice.sample(popular, 7)), wanted=7) for each in day.startups
        ),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_crowded_day_is_as_full_as_by_branch_and_bound(seed: int) -> None:
    day = crowded(seed)

    made = plan(day)

    assert wrong_with(day, made.meetings) is None
    assert len(made.meetings) == made.at_most == most_meetings(day)
    assert len(made.meetings) < sum(startup.wanted for startup in day.startups)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_mended_day_is_as_full_as_by_branch_and_bound_and_as_a_fresh_one(seed: int) -> None:
    day = crowded(seed)
    before = plan(day)
    ill = {mentor.id for mentor in day.mentors[:2]}
    changed = replace(
        day,
        mentors=tuple(replace(m, available=frozenset()) if m.id in ill else m for m in day.mentors),
        rooms=day.rooms[:-1],
    )

    mended = repair(changed, before.meetings).plan

    assert wrong_with(changed, mended.meetings) is None
    assert len(mended.meetings) == len(plan(changed).meetings) == most_meetings(changed)
