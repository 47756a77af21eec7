"""HiGHS over a network: one model that stays alive, whose changes are changes of bounds.

One column for each possible pair, between 0 and 1, then one for the empty minimum places of each
startup that has a minimum. An empty minimum place costs more than all else can be worth, so that
one linear program counts them first. One thread, a fixed seed, everything sorted: the same answer
each time.
"""

from dataclasses import dataclass

import numpy as np
from highspy import (
    Highs,
    HighsBasis,
    HighsBasisStatus,
    HighsModelStatus,
    ObjSense,
    kHighsInf,
)
from numpy.typing import NDArray

from accelerator.matching.rules.answers import NotSolvedInTime
from accelerator.matching.rules.network import ANY, NONE, Bools, Ints, Network
from hub.core.solving import solved, watched
from hub.core.waiting import TO_THE_END, Watch

Floats = NDArray[np.float64]

#: A number this close to a whole one is that number.
NEARLY = 1e-5
INFINITE = float(kHighsInf)
#: Where there is nothing to choose from, nothing is the best.
SOLVED = HighsModelStatus.kOptimal, HighsModelStatus.kModelEmpty


@dataclass(frozen=True, eq=False)
class Found:
    """`unmet`: how many minimum places stay empty. Prices are those of the whole model. `gap`: by
    how much something not ruled out may be better."""

    chosen: Bools
    unmet: int
    column_prices: Floats
    row_prices: Floats
    row_values: Floats
    values: Floats
    gap: int = 0


def quiet(*, seconds: float) -> Highs:
    """A solver without a word, that answers the same each time."""
    highs = Highs()  # type: ignore[no-untyped-call] # its __init__ has no types
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 1),
        ("time_limit", float(seconds)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),  # points are whole: nearer than one is equal
    ):
        highs.setOptionValue(name, value)
    return highs


class Solver:
    """`seconds` is the time for all answers of this model together. Every answer may raise
    GivenUp."""

    def __init__(self, network: Network, *, seconds: float, watch: Watch = TO_THE_END) -> None:
        self.network = network
        self.watch = watch
        self.minimum = np.flatnonzero(network.lower > 0)
        self.size = network.size + len(self.minimum)
        self.highs = watched(quiet(seconds=seconds), watch)
        self._columns = np.arange(self.size, dtype=np.int32)
        self.penalty = penalty_of(network)
        self._add_rows()
        self._add_columns()
        self.highs.changeObjectiveSense(ObjSense.kMaximize)

    def solve(self, gain: Ints) -> Found:
        """Fewest empty minimum places, then the greatest gain. Raises NotSolvedInTime."""
        self.cost(gain)
        self._run()
        return self._found()

    def chosen_again(self) -> Bools:
        """For the same gain, after bounds have changed. Raises NotSolvedInTime."""
        self._run()
        values = np.array(self.highs.getSolution().col_value)[: self.network.size]
        if np.any(np.abs(values - np.rint(values)) > NEARLY):
            raise AssertionError("a corner of a network that is not whole")
        chosen: Bools = values > 0.5
        return chosen

    def canonical(self, found: Found, lots: Ints) -> Found:
        """Of all that are as good (the optimal face: what has a price stays), the one with the
        highest sum of lots. The model is afterwards as it was. Raises NotSolvedInTime."""
        basis, model = self.highs.getBasis(), self.highs.getLp()
        low, high = np.array(model.col_lower_), np.array(model.col_upper_)
        priced = np.abs(found.column_prices) > NEARLY
        stay = np.where(priced, found.values, low), np.where(priced, found.values, high)
        rows = np.flatnonzero(np.abs(found.row_prices) > NEARLY).astype(np.int32)
        row_low, row_high = np.array(model.row_lower_)[rows], np.array(model.row_upper_)[rows]
        self.highs.changeColsBounds(self.size, self._columns, *stay)
        self.bound_rows(rows, found.row_values[rows], high=found.row_values[rows])
        self._set_costs(np.concatenate([lots, np.zeros(len(self.minimum))]).astype(np.float64))
        try:
            self._run()
            return self._found()
        finally:
            self.highs.changeColsBounds(self.size, self._columns, low, high)
            self.bound_rows(rows, row_low, high=row_high)
            self.highs.setBasis(basis)

    def begin_at(self, guess: Bools) -> None:
        """Where the search begins; what it finds is the same."""
        basis = HighsBasis()
        chosen = np.append(guess, np.zeros(len(self.minimum), dtype=bool))
        up, down = HighsBasisStatus.kUpper, HighsBasisStatus.kLower
        basis.col_status = [up if its else down for its in chosen.tolist()]
        basis.row_status = [HighsBasisStatus.kBasic] * self.highs.getNumRow()
        basis.valid = True
        self.highs.setBasis(basis)

    def cost(self, gain: Ints) -> None:
        empty = np.full(len(self.minimum), -self.penalty)
        self._set_costs(np.concatenate([gain, empty]).astype(np.float64))

    @property
    def seconds_used(self) -> float:
        return float(self.highs.getRunTime())

    def bound(self, position: int, *, low: int, high: int) -> None:
        """What one pair may be: forced, forbidden, free."""
        self.highs.changeColBounds(position, float(low), float(high))

    def bound_rows(self, rows: NDArray[np.int32], low: Floats, *, high: Floats) -> None:
        self.highs.changeRowsBounds(len(rows), rows, low, high)  # type: ignore[attr-defined]

    def _run(self) -> None:
        if solved(self.highs, self.watch) not in SOLVED:
            raise NotSolvedInTime

    def _set_costs(self, costs: Floats) -> None:
        self.highs.changeColsCost(self.size, self._columns, costs)

    def _found(self) -> Found:
        solution = self.highs.getSolution()
        values = np.array(solution.col_value, dtype=np.float64)
        whole = np.rint(values)
        if np.any(np.abs(values - whole) > NEARLY):
            raise AssertionError("a corner of a network that is not whole")
        return Found(
            chosen=whole[: self.network.size] > 0,
            unmet=int(whole[self.network.size :].sum()),
            column_prices=np.array(solution.col_dual, dtype=np.float64),
            row_prices=np.array(solution.row_dual, dtype=np.float64),
            row_values=np.rint(np.array(solution.row_value, dtype=np.float64)),
            values=whole,
        )

    def _add_rows(self) -> None:
        """Of startups all, of others those that can be broken."""
        network = self.network
        pairs = np.ones(network.size, dtype=bool)
        of_startup, of_mentor, of_organisation, of_group = network.counted(pairs)
        needed = [
            of_startup >= 0,  # all: floors are raised on them
            of_group > network.limit,
            of_mentor > network.places,
            of_organisation > network.room,
        ]
        lows = [network.lower, np.zeros_like(network.limit), 0 * network.places, 0 * network.room]
        highs = [network.upper, network.limit, network.places, network.room]
        self.rows = []
        begin = 0
        for need in needed:
            numbers = np.full(len(need) + 1, NONE, dtype=np.int64)  # the last stands for NONE
            numbers[:-1][need] = np.arange(begin, begin + int(need.sum()))
            self.rows.append(numbers)
            begin += int(need.sum())
        low = np.concatenate([low[need] for low, need in zip(lows, needed, strict=True)])
        high = np.concatenate([high[need] for high, need in zip(highs, needed, strict=True)])
        nothing, none = np.zeros(0, dtype=np.int32), np.zeros(0)
        self.highs.addRows(
            begin,
            low.astype(np.float64),
            np.where(high >= ANY, INFINITE, high.astype(np.float64)),
            0,
            np.zeros(begin, dtype=np.int32),
            nothing,
            none,
        )

    def _add_columns(self) -> None:
        network = self.network
        startups, groups, mentors, organisations = self.rows
        self.entries = entries = np.stack(
            [
                startups[network.startup],
                groups[network.group],
                mentors[network.mentor],
                organisations[network.organisation],
            ],
            axis=1,
        )
        there = entries != NONE
        counts = np.concatenate([there.sum(axis=1), np.ones(len(self.minimum), dtype=np.int64)])
        index = np.concatenate([entries[there], startups[self.minimum]]).astype(np.int32)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32)
        zeros = np.zeros(len(self.minimum))
        self.highs.addCols(
            self.size,
            np.zeros(self.size),
            np.concatenate([network.locked.astype(np.float64), zeros]),
            np.concatenate([np.ones(network.size), network.lower[self.minimum]]).astype(np.float64),
            len(index),
            starts,
            index,
            np.ones(len(index)),
        )


def penalty_of(network: Network) -> int:
    """More points than any exchange can be worth."""
    most = int(network.gain.max(initial=0))
    return most * (int(min(network.upper.sum(), network.places.sum())) + 1) + 1
