"""What it takes to choose: readers for applications, scores from marks, times for interviews.

None of it reads a database. Goals of the house: 800 applications × 3 reads × 25 readers assigned in
less than 10 s and scored in less than 5 s.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from accelerator.interviews.rules.scheduling import (
    Availability,
    Candidate,
    Day,
    Panel,
    Timing,
    schedule,
)
from accelerator.reviews.rules.assigning import Paper, Plan, Problem, Reader, assign
from accelerator.reviews.rules.openings import openings
from accelerator.reviews.rules.optima import best_choice
from accelerator.reviews.rules.scoring import Mark, score
from hub.core.timeslots import TimeSlot
from tests.accelerator.reviews.rules.panels import FINE, panel
from tests.accelerator.reviews.rules.rounds import intake
from tests.bench.measures import Result, Work

NINE = datetime(2026, 12, 1, 2, tzinfo=UTC)


def choosing_results(*, rounds: int) -> Iterator[Result]:
    large, small = intake(800, 25), intake(212, 20)
    opened = openings(large)
    what = "assign 800 x 3 x 25 / solver and lots alone"
    yield _compared(what, lambda: best_choice(opened, seed=1), _assigning(large), rounds=rounds)
    what = "assign: 800 / 212 applications"
    yield _compared(what, _assigning(small), _assigning(large), rounds=rounds)
    fields = _fields()
    apart = replace(fields, connected=False)
    what = "assign 800, 5 fields apart: joined / not joined"
    yield _compared(what, _assigning(apart), _assigning(fields), rounds=rounds)
    many, few = panel(1, applications=800, readers=25)[1], panel(1, applications=212, readers=20)[1]
    what = "score 800 x 3 x 25 / 212 x 3 x 20"
    yield _compared(what, _scoring(few), _scoring(many), rounds=rounds)
    day = _day()
    before = schedule(day)
    assert before.complete, before.unplaced
    lost = tuple(replace(p, breaks=(*p.breaks, _at(300, 345))) for p in day.panels[:1])
    repair = replace(day, panels=(*lost, *day.panels[1:]), kept=frozenset(before.meetings))
    what = "interviews, 60 on 5 panels: mend / arrange a day"
    yield _compared(what, lambda: schedule(day), lambda: schedule(repair), rounds=rounds)


def _compared(what: str, *works: Work, rounds: int) -> Result:
    """The two in turn; lower quartiles of milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for work, its_times in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            if number:  # the first time warms up
                its_times.append((time.perf_counter() - started) * 1000)
    return Result(what, *(statistics.quantiles(its, n=4)[0] for its in times))


def _assigning(problem: Problem) -> Work:
    def work() -> None:
        plan = assign(problem)
        assert isinstance(plan, Plan), plan
        assert plan.proven

    return work


def _scoring(marks: list[Mark]) -> Work:
    return lambda: score(marks, FINE, seats=20)


def _fields() -> Problem:
    """Experts of one field each: left alone, they would fall apart."""
    return Problem(
        tuple(Paper(f"A{n:03}", topics=frozenset({str(n % 5)})) for n in range(800)),
        tuple(Reader(f"R{n:02}", 110, 60, expertise=frozenset({str(n % 5)})) for n in range(25)),
        reads_each=3,
    )


def _day() -> Day:
    """A third can come any time, a third in the morning, a third after eleven."""
    when = ((), (Availability(_at(0, 240)),), (Availability(_at(120, 480)),))
    return Day(
        panels=tuple(
            Panel(
                f"P{n}",
                frozenset({f"P{n} first", f"P{n} second"} | ({"chair"} if n < 2 else set())),
                (_at(0, 480),),
                room=f"room {n}",
                breaks=(_at(90 + 5 * n, 105 + 5 * n), _at(220, 280)),
            )
            for n in range(5)
        ),
        candidates=tuple(Candidate(f"A{n:02}", when[n % 3]) for n in range(60)),
        timing=Timing(presentation=10, questions=10, buffer=5),
    )


def _at(start: int, end: int) -> TimeSlot:
    return TimeSlot(NINE + timedelta(minutes=start), NINE + timedelta(minutes=end))
