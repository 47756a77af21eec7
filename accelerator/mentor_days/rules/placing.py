"""Placing by the solver: what the sweeps leave out is placed if it can be, or proven impossible.

One column for each pair and slot that both have in common. A pair has one slot; nobody is in two
places at a time; no more meetings at a time than rooms that suit; runs and limits are kept. As many
meetings as possible come before all gains: each is worth more than all of them together.

In whole numbers this is hard in theory (windows on both sides). In practice the linear program
nearly always has a whole corner, which then is the optimum, proven; and most columns stay as they
are, so it begins with those that gain and opens others as their prices call for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from highspy import Highs, HighsModelStatus, HighsSolution, HighsVarType, ObjSense
from numpy.typing import NDArray

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Place, Two, slots_in
from hub.core.solving import solved, watched
from hub.core.waiting import TO_THE_END, Watch

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


#: A number this close to a whole one is that number; gains are whole.
NEARLY = 1e-6


@dataclass(frozen=True)
class Placed:
    """`at_most` is proven: no plan of these pairs has more meetings."""

    places: tuple[Place, ...]
    at_most: int


class Placing:
    """The pairs that may meet, in an order that seed and ids decide. What is fixed, and what is
    held besides, is in its slot. Every answer may raise GivenUp."""

    def __init__(
        self,
        board: Board,
        pairs: Iterable[Two],
        *,
        held: Iterable[Place] = (),
        watch: Watch = TO_THE_END,
    ) -> None:
        self.board, self.watch = board, watch
        stays = {(startup, mentor): 1 << slot for startup, mentor, slot in (*board.fixed, *held)}
        self.places = [
            (*pair, slot)
            for pair in pairs
            for slot in slots_in(stays.get(pair) or board.common(*pair))
        ]
        self.column = {place: number for number, place in enumerate(self.places)}
        self.size = len(self.places)
        self.startup, self.mentor, self.slot = (
            np.array([place[part] for place in self.places], dtype=np.int32) for part in range(3)
        )
        self.highs = watched(_solver(board.day.seconds), watch)
        self.fixed = np.array([(s, m) in stays for s, m, _slot in self.places], dtype=bool)
        none, nothing = np.zeros(0), np.zeros(0, dtype=np.int32)
        zeros, ones = np.zeros(self.size), np.ones(self.size)
        self.highs.addCols(self.size, zeros, zeros, ones, 0, nothing, nothing, none)
        self._one_place_at_a_time()
        self._rooms()
        self._runs()
        self._limits()

    def fullest(self, gains: Mapping[Place, int], *, start: Iterable[Place]) -> Placed:
        """As many meetings as possible, then the most gains. `start` is a plan to begin with, and
        to fall back on when time runs out."""
        if not self.size:
            return Placed((), 0)
        values = np.array([gains.get(place, 0) for place in self.places], dtype=np.float64)
        known = np.zeros(self.size)
        known[[self.column[place] for place in start]] = 1.0
        worth = self._most_gains(values) + 1.0
        self.highs.changeColsCost(self.size, self._all, worth + values)
        found = self._corner((values > 0) | (known > 0) | self.fixed)
        bound = float((worth + values) @ found) if found is not None else np.inf
        if found is None:
            found, bound = self._in_whole_numbers(known)
        chosen = np.flatnonzero(found > 0.5)
        pairs = len({place[:2] for place in self.places})
        # Less than one meeting's worth is gains.
        at_most = int(min(bound, (pairs + 0.5) * worth) // worth)
        return Placed(tuple(self.places[column] for column in chosen), max(at_most, len(chosen)))

    def _most_gains(self, values: Floats) -> float:
        best: dict[Two, float] = {}
        for (startup, mentor, _slot), value in zip(self.places, values, strict=True):
            best[startup, mentor] = max(value, best.get((startup, mentor), 0.0))
        return sum(best.values())

    def _corner(self, opened: NDArray[np.bool_]) -> Floats | None:
        """The linear program's optimum, if it is whole; columns are opened until none would gain.
        What stays closed has no price above nothing, so the optimum is that of all columns."""
        self._kind(HighsVarType.kContinuous)
        self.highs.setOptionValue("presolve", "off")  # it would forget where it stood
        while True:
            self._open(opened)
            if not self._run():
                return None
            solution = self.highs.getSolution()
            closed = ~opened & (np.array(solution.col_dual) > NEARLY)
            if not closed.any():
                break
            opened = opened | closed
        values = np.array(solution.col_value)
        return values if bool(np.all(np.abs(values - np.round(values)) < NEARLY)) else None

    def _in_whole_numbers(self, known: Floats) -> tuple[Floats, float]:
        """The best found in time, and a bound on all."""
        self._kind(HighsVarType.kInteger)
        self._open(np.ones(self.size, dtype=bool))
        self.highs.setOptionValue("presolve", "choose")
        start = HighsSolution()
        start.col_value = list(known)
        self.highs.setSolution(start)
        proven = self._run()
        info, found = self.highs.getInfo(), self.highs.getSolution()
        if not info.valid or not found.value_valid:
            return known, np.inf
        bound = info.objective_function_value if proven else info.mip_dual_bound
        return np.array(found.col_value), float(bound)

    def _run(self) -> bool:
        """Whether it came to an end. Its clock runs on from answer to answer."""
        limit = self.highs.getRunTime() + self.board.day.seconds
        self.highs.setOptionValue("time_limit", limit)
        return bool(solved(self.highs, self.watch) == HighsModelStatus.kOptimal)

    def _kind(self, kind: HighsVarType) -> None:
        kinds = np.full(self.size, int(kind), dtype=np.uint8)
        self.highs.changeColsIntegrality(self.size, self._all, kinds)

    def _open(self, opened: NDArray[np.bool_]) -> None:
        held = self.fixed.astype(np.float64)
        self.highs.changeColsBounds(self.size, self._all, held, opened.astype(np.float64))

    @property
    def _all(self) -> Ints:
        return np.arange(self.size, dtype=np.int32)

    def _one_place_at_a_time(self) -> None:
        slots, mentors = self.board.slots, len(self.board.mentors)
        self._grouped(self.startup * mentors + self.mentor)
        self._grouped(self.startup * slots + self.slot)
        self._grouped(self.mentor * slots + self.slot)

    def _rooms(self) -> None:
        needs = np.array([self.board.need(s, m) for s, m, _slot in self.places], dtype=np.int32)
        for kind, rooms in enumerate(self.board.rooms):
            which = needs != VIDEO if kind == ANY else needs == kind
            for slot, count in enumerate(rooms):
                columns = np.flatnonzero(which & (self.slot == slot)).astype(np.int32)
                if len(columns) > count:
                    self._at_most(count, columns)

    def _runs(self) -> None:
        for mentor, longest in enumerate(self.board.runs):
            its = self._all[self.mentor == mentor]
            for first in range(self.board.slots - longest):
                behind = self.board.pauses >> first + 1 & (1 << longest) - 1
                when = self.slot[its]
                columns = its[(when >= first) & (when <= first + longest)]
                if not behind and len(columns) > longest:
                    self._at_most(longest, columns)

    def _limits(self) -> None:
        for startup in range(len(self.board.startups)):
            self._at_most_pairs(self.board.startup_limit(startup), self.startup == startup)
        for mentor in range(len(self.board.mentors)):
            self._at_most_pairs(self.board.mentor_limit(mentor), self.mentor == mentor)

    def _at_most_pairs(self, limit: int, which: NDArray[np.bool_]) -> None:
        columns = self._all[which]
        if len({self.places[column][:2] for column in columns}) > limit:
            self._at_most(limit, columns)

    def _at_most(self, limit: int, columns: Ints) -> None:
        """What is fixed stands, even if it is too much."""
        highest = max(limit, int(self.fixed[columns].sum()))
        self.highs.addRow(0, highest, len(columns), columns, np.ones(len(columns)))

    def _grouped(self, keys: Ints) -> None:
        """Of all columns with the same key one may be chosen."""
        order = np.argsort(keys, kind="stable").astype(np.int32)
        _keys, starts = np.unique(keys[order], return_index=True)
        count = len(starts)
        self.highs.addRows(
            count,
            np.zeros(count),
            np.ones(count),
            self.size,
            starts.astype(np.int32),
            order,
            np.ones(self.size),
        )


def _solver(seconds: float) -> Highs:
    """One thread and a fixed seed: the same question has the same answer."""
    highs = Highs()  # type: ignore[no-untyped-call] # its __init__ has no types
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),  # gains are whole: nearer than one is equal
        ("time_limit", seconds),
    ):
        highs.setOptionValue(name, value)
    highs.changeObjectiveSense(ObjSense.kMaximize)
    return highs
