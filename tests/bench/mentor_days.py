"""What the manager of a mentor day waits for: a full plan, and one that is mended on the morning.

Of CPU time, against the solver's own on the bare problem: as many of the wished meetings as can be
in slots, where one optimum is as good as any other. Days are made from a full plan, so that every
wish can be placed; mentors are there for 60 % of the day, startups have a lunch of their own.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import TypeVar

import numpy as np
from highspy import Highs, HighsVarType

from accelerator.mentor_days.rules import Day, Meeting, Plan, plan, repair
from accelerator.mentor_days.rules.boards import Board, Place, board_of
from accelerator.mentor_days.rules.choosing import wished_in
from accelerator.mentor_days.rules.placing import Placing
from accelerator.mentor_days.rules.planning import table_of
from tests.accelerator.mentor_days.rules.planted import planted
from tests.bench.measures import Result

SIZES = {
    "40 x 60 x 24": {"startups": 40, "mentors": 60, "slots": 24, "rooms": 15, "each": 8},
    "84 x 120 x 32": {"startups": 84, "mentors": 120, "slots": 32, "rooms": 27, "each": 10},
}
SEEDS = range(1, 6)

Made = TypeVar("Made")


def mentor_day_results(*, rounds: int) -> Iterator[Result]:
    """Medians of five days each; of idle slots, the sums."""
    for size, numbers in SIZES.items():
        days = [planted(seed, **numbers) for seed in SEEDS]  # type: ignore[arg-type]
        bare = [_bare(day) for day in days]
        plans = [_timed(lambda day=day: plan(day), rounds=min(rounds, 3)) for day in days]
        for day, (_took, made) in zip(days, plans, strict=True):
            assert len(made.meetings) == sum(startup.wanted for startup in day.startups)
        yield _medians(f"mentor day {size}: plan / bare placement", bare, plans)
        idle = [_idle(day, places) for day, (_took, places) in zip(days, bare, strict=True)]
        waiting = [made.waiting for _took, made in plans]
        yield Result(f"mentor day {size}: idle slots / bare", sum(idle), sum(waiting))
        mornings = [_morning(day, seed) for day, seed in zip(days, SEEDS, strict=True)]
        mended = [
            _timed(lambda day=day, its=made.meetings: repair(day, its), rounds=min(rounds, 3))
            for day, (_took, made) in zip(mornings, plans, strict=True)
        ]
        yield _medians(f"mentor day {size}: mend / plan", plans, mended)
        yield _medians(f"mentor day {size}: mend / bare placement", bare, mended)
        fresh = [plan(day) for day in mornings]
        for one, (_took, other) in zip(fresh, mended, strict=True):
            assert len(one.meetings) == len(other.plan.meetings) == other.plan.at_most
        befores = [made for _took, made in plans]
        anew = sum(_moved(b, f.meetings) for b, f in zip(befores, fresh, strict=True))
        near = sum(
            _moved(b, m.plan.meetings) for b, (_took, m) in zip(befores, mended, strict=True)
        )
        yield Result(f"mentor day {size}: moved, mended / planned anew", anew, near)


def _timed(work: Callable[[], Made], *, rounds: int) -> tuple[float, Made]:
    """Milliseconds of the processor, the least of some; and what was made."""
    times = []
    for _round in range(rounds):
        started = time.process_time()
        made = work()
        times.append((time.process_time() - started) * 1000)
    return min(times), made


def _medians(
    what: str, ones: list[tuple[float, object]], others: list[tuple[float, object]]
) -> Result:
    """The median of the days' own ratios, and the days' median as baseline."""
    ratio = statistics.median(b / a for (a, _), (b, _) in zip(ones, others, strict=True))
    baseline = statistics.median(took for took, _made in ones)
    return Result(what, baseline, baseline * ratio)


def _bare(day: Day) -> tuple[float, list[Place]]:
    """Only the solver's run, as it comes: whole numbers, one gain for each meeting."""
    board = board_of(day)
    placing = Placing(board, wished_in(board))
    highs: Highs = placing.highs
    columns = np.arange(placing.size, dtype=np.int32)
    whole = np.full(placing.size, int(HighsVarType.kInteger), dtype=np.uint8)
    highs.changeColsIntegrality(placing.size, columns, whole)
    highs.changeColsCost(placing.size, columns, np.ones(placing.size))
    highs.setOptionValue("time_limit", 300.0)
    started = time.process_time()
    highs.run()
    took = (time.process_time() - started) * 1000
    chosen = np.flatnonzero(np.array(highs.getSolution().col_value) > 0.5)
    return took, [placing.places[column] for column in chosen]


def _idle(day: Day, places: list[Place]) -> int:
    board: Board = board_of(day)
    return table_of(board, places).idle


def _morning(day: Day, seed: int) -> Day:
    """Three mentors are ill, five lose four slots, and a room is lost."""
    dice = Random(seed)
    mentors = dice.sample(day.mentors, len(day.mentors))
    ill = [replace(mentor, available=frozenset()) for mentor in mentors[:3]]
    busy = [
        replace(mentor, available=mentor.available - set(dice.sample(sorted(mentor.available), 4)))
        for mentor in mentors[3:8]
    ]
    return replace(day, mentors=(*ill, *busy, *mentors[8:]), rooms=day.rooms[:-1])


def _moved(before: Plan, after: tuple[Meeting, ...]) -> int:
    slots = {meeting.pair: meeting.slot for meeting in before.meetings}
    return sum(slots[m.pair] != m.slot for m in after if m.pair in slots)


if __name__ == "__main__":
    for result in mentor_day_results(rounds=3):
        print(f"{result.what}: {result.measured:.0f} / {result.baseline:.0f} = {result.ratio:.2f}")
