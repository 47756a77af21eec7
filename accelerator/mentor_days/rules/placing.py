"""Placing by the solver: what the sweeps leave out is placed if it can be, or proven impossible.

One column for each pair and slot that both have in common. A pair has one slot; nobody is in two
places at a time; no more meetings at a time than rooms that suit; runs and limits are kept. Stages
one after the other; what one reaches, those behind it may not give up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from highspy import Highs, HighsModelStatus, HighsSolution, HighsVarType, ObjSense, kHighsInf
from numpy.typing import NDArray

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Place, Two, slots_in

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Placed:
    """`at_most` is proven: no plan of these pairs has more meetings."""

    places: tuple[Place, ...]
    at_most: int


class Placing:
    """The pairs that may meet, in an order that seed and ids decide, and their fixed meetings."""

    def __init__(self, board: Board, pairs: Iterable[Two]) -> None:
        self.board = board
        stays = {(startup, mentor): 1 << slot for startup, mentor, slot in board.fixed}
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
        self.highs = _solver(board.day.seconds)
        self.fixed = np.array([(s, m) in stays for s, m, _slot in self.places], dtype=bool)
        none, nothing = np.zeros(0), np.zeros(0, dtype=np.int32)
        zeros, ones = np.zeros(self.size), np.ones(self.size)
        held = self.fixed.astype(np.float64)
        self.highs.addCols(self.size, zeros, held, ones, 0, nothing, nothing, none)
        whole = np.full(self.size, int(HighsVarType.kInteger), dtype=np.uint8)
        self.highs.changeColsIntegrality(self.size, self._all, whole)
        self._one_place_at_a_time()
        self._rooms()
        self._runs()
        self._limits()

    def fullest(self, start: Iterable[Place]) -> Placed:
        """As many meetings as possible; `start` is a plan to begin with, and to fall back on."""
        start = [place for place in start if place in self.column]
        places, bound = self._best(np.ones(self.size), start)
        return Placed(places, max(int(np.floor(bound + 1e-6)), len(places)))

    def nearest(
        self, placed: Sequence[Place], *, gains: Mapping[Place, int], exactly: bool
    ) -> tuple[Place, ...]:
        """With no meeting less than `placed`, the most gains. `exactly`: within one; otherwise
        what is good enough is soon found."""
        self._row(self._all, lowest=len(placed), highest=kHighsInf)
        costs = np.zeros(self.size)
        for place, gain in gains.items():
            if place in self.column:
                costs[self.column[place]] = gain
        if not exactly:
            self.highs.setOptionValue("mip_rel_gap", 0.02)
        places, _bound = self._best(costs, placed)
        return places

    def _best(self, gains: Floats, start: Sequence[Place]) -> tuple[tuple[Place, ...], float]:
        if not self.size:
            return (), 0.0
        self.highs.changeColsCost(self.size, self._all, gains)
        known = np.zeros(self.size)
        known[[self.column[place] for place in start]] = 1.0
        solution = HighsSolution()
        solution.col_value = list(known)
        self.highs.setSolution(solution)
        # Its clock runs on from answer to answer.
        limit = self.highs.getRunTime() + self.board.day.seconds
        self.highs.setOptionValue("time_limit", limit)
        self.highs.run()
        proven = self.highs.getModelStatus() == HighsModelStatus.kOptimal
        found, info = self.highs.getSolution(), self.highs.getInfo()
        values = np.array(found.col_value) if found.value_valid else known
        if gains @ values < gains @ known:
            values = known
        reached = float(gains @ np.round(values))
        bound = reached if proven else min(float(info.mip_dual_bound), float(gains.sum()))
        return tuple(self.places[column] for column in np.flatnonzero(values > 0.5)), bound

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
        self._row(columns, highest=max(limit, int(self.fixed[columns].sum())))

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

    def _row(self, columns: Ints, *, highest: float, lowest: float = 0) -> None:
        self.highs.addRow(lowest, highest, len(columns), columns, np.ones(len(columns)))


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
