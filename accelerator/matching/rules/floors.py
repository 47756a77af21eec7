"""The floor below which the worst-off startup must not fall.

A startup's value is the sum of its fits by its upper number. To make the lowest value as high as
can be is hard (it shares out indivisible things: Santa Claus), so it is never an objective. Two
bounds are easy: whole mentors by number (a value needs so many of the best, and whether all can
have so many is a flow) and the linear program over fractions of mentors. Below the lower of the two
lies the best reachable value, as a rule at once; then one program with whole mentors is solved for
the greatest total above the floor.
"""

from dataclasses import dataclass

import numpy as np
from highspy import HighsModelStatus, HighsVarType

from accelerator.matching.rules.answers import NotSolvedInTime
from accelerator.matching.rules.network import Bools, Ints, Network
from accelerator.matching.rules.solver import INFINITE, NEARLY, Floats, Solver
from hub.core.solving import solved
from hub.core.waiting import TO_THE_END, Watch

#: The first guess how many points a pair may cost that is still in the best matching.
FIRST_MARGIN = 2_000
#: From here on the program is solved without guesses.
LAST_MARGIN = 200_000


@dataclass(frozen=True, eq=False)
class Above:
    """The greatest gain above a floor; `gap` more may be possible."""

    chosen: Bools
    gap: int


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The best if mentors could be divided: no matching gains more than `bound`."""

    values: Floats
    prices: Floats
    bound: int


class FloorModel:
    """`counting`: the startups that the floor is for. `unmet`: minimum places that stay empty, none
    of them of a counting startup. All times together are `seconds`. Every answer may raise
    GivenUp."""

    def __init__(
        self,
        network: Network,
        *,
        counting: Bools,
        unmet: int,
        seconds: float,
        watch: Watch = TO_THE_END,
    ) -> None:
        self.network = network
        self.counting = np.flatnonzero(counting)
        self._solver = Solver(network, seconds=seconds, watch=watch)
        self._highs = self._solver.highs
        self._best = _best_sums(network)
        self._rows = self._solver.rows[0][:-1].astype(np.int32)
        self._height = self._solver.size
        self._settle(counting, unmet)
        self._add_height()

    def reachable(self) -> int:
        """No floor above this one is possible."""
        lowest, highest = 0, self._highest_alone()
        while lowest < highest:
            middle = (lowest + highest + 1) // 2
            if self._can_have_enough(middle):
                lowest = middle
            else:
                highest = middle - 1
        self._need(0)
        self._highs.clearSolver()  # from scratch is faster than from where the flows ended
        self._highs.changeColCost(self._height, 1.0)
        self._highs.changeColBounds(self._height, 0.0, float(lowest))
        if self._run() != HighsModelStatus.kOptimal:
            raise NotSolvedInTime
        by_fractions = float(self._highs.getSolution().col_value[self._height])
        self._highs.changeColCost(self._height, 0.0)
        return min(lowest, int(by_fractions + NEARLY))

    def keep_sum(self, weights: Ints, *, at_least: int) -> None:
        """From here on the chosen pairs' weights sum to this at least."""
        its = np.flatnonzero(weights).astype(np.int32)
        terms = weights[its].astype(np.float64)
        self._highs.addRow(float(at_least), INFINITE, len(its), its, terms)

    def best_above(self, floor: int, gain: Ints) -> Above | None:
        """None when the floor is too high. Raises NotSolvedInTime when nothing is known."""
        relaxed = self.in_fractions(floor, gain)
        if relaxed is None:
            return None
        if np.all(np.abs(relaxed.values - np.rint(relaxed.values)) < NEARLY):
            return Above(relaxed.values > NEARLY, gap=0)
        return self._branched(gain, relaxed)

    def in_fractions(self, floor: int, gain: Ints) -> Relaxed | None:
        """The best above the floor if mentors could be divided. Raises NotSolvedInTime."""
        self._need(floor)
        self._highs.changeColBounds(self._height, float(floor), float(floor))
        self._whole(np.zeros(0, dtype=np.int64))
        self._solver.cost(gain)
        status = self._run()
        if status == HighsModelStatus.kInfeasible:
            return None
        if status != HighsModelStatus.kOptimal:
            raise NotSolvedInTime
        solution = self._highs.getSolution()
        values = np.array(solution.col_value, dtype=np.float64)[: self._solver.size]
        empty = int(values[self.network.size :].sum() + NEARLY) * self._solver.penalty
        return Relaxed(
            values=values[: self.network.size],
            prices=np.array(solution.col_dual, dtype=np.float64)[: self.network.size],
            bound=int(self._highs.getInfo().objective_function_value + NEARLY) + empty,
        )

    def _branched(self, gain: Ints, relaxed: Relaxed) -> Above | None:
        """Pairs whose price is above the margin stay as they are in fractions. If the best of the
        rest is within the margin of the bound, they are so in the best matching."""
        basis = self._highs.getBasis()
        margin = FIRST_MARGIN
        try:
            while True:
                stay = np.abs(relaxed.prices) > margin
                stay &= margin < LAST_MARGIN
                found = self._branched_but(stay, np.rint(relaxed.values), gain=gain)
                if found is None and not stay.any():
                    return None
                short = (
                    margin * 8 if found is None else relaxed.bound - int(gain[found.chosen].sum())
                )
                if found is not None and (found.gap or short <= margin or not stay.any()):
                    least = 1 if found.gap else 0
                    return Above(found.chosen, gap=max(least, min(found.gap, short)))
                margin = max(short, margin * 4)
        finally:
            self._hold(np.zeros(self.network.size, bool), relaxed.values)
            self._whole(np.zeros(0, dtype=np.int64))
            self._highs.setBasis(basis)

    def _branched_but(self, stay: Bools, values: Floats, *, gain: Ints) -> Above | None:
        """The best while some pairs stay. Its gap is above zero when time ran out: then nobody
        knows of the pairs that stay."""
        self._hold(stay, values)
        self._whole(np.flatnonzero(~stay))
        status = self._run()
        if status == HighsModelStatus.kInfeasible:
            return None
        solution = self._highs.getSolution()
        in_time = status == HighsModelStatus.kOptimal
        if not solution.value_valid or not (in_time or status == HighsModelStatus.kTimeLimit):
            raise NotSolvedInTime
        chosen = np.array(solution.col_value)[: self.network.size] > 0.5
        unknown = 1 << 40 if stay.any() else self._best_left() - int(gain[chosen].sum())
        return Above(chosen, gap=0 if in_time else max(1, unknown))

    def _best_left(self) -> int:
        return int(self._highs.getInfo().mip_dual_bound + NEARLY)

    def _highest_alone(self) -> int:
        """As if each of them were alone."""
        alone = self._best[self.counting, -1] // self.network.upper[self.counting]
        return int(alone.min(initial=1 << 30)) if len(alone) else 0

    def _can_have_enough(self, floor: int) -> bool:
        self._need(floor)
        status = self._run()
        if status not in (HighsModelStatus.kOptimal, HighsModelStatus.kInfeasible):
            raise NotSolvedInTime
        return status == HighsModelStatus.kOptimal

    def _need(self, floor: int) -> None:
        """So many mentors each counting startup needs at least, were they the best for it."""
        low = np.minimum(self.network.lower, self.network.upper).astype(np.float64)
        needed = (self._best < floor * self.network.upper[:, None]).sum(axis=1) + (floor > 0)
        its = self.counting
        low[its] = np.minimum(np.maximum(low[its], needed[its]), self.network.upper[its])
        high = self.network.upper.astype(np.float64)
        self._solver.bound_rows(self._rows, low, high=high)

    def _settle(self, counting: Bools, unmet: int) -> None:
        """Minimum places that are empty already may stay so, no others."""
        minimum, size = self._solver.minimum, self.network.size
        empty = np.arange(size, self._solver.size, dtype=np.int32)
        most = np.where(counting[minimum], 0, self.network.lower[minimum]).astype(np.float64)
        self._highs.changeColsBounds(len(empty), empty, np.zeros(len(empty)), most)
        if unmet:
            self._highs.addRow(0.0, float(unmet), len(empty), empty, np.ones(len(empty)))
        self._highs.changeColsCost(
            self._solver.size,
            np.arange(self._solver.size, dtype=np.int32),
            np.zeros(self._solver.size),
        )

    def _add_height(self) -> None:
        """A column for the height of the floor, and that each counting startup reaches it."""
        network, its = self.network, self.counting
        nothing, none = np.zeros(0, dtype=np.int32), np.zeros(0)
        self._highs.addCol(0.0, 0.0, 0.0, 0, nothing, none)
        begins = np.searchsorted(network.startup, np.arange(len(network.startup_ids) + 1))
        columns = [np.append(np.arange(begins[s], begins[s + 1]), self._height) for s in its]
        terms = [
            np.append(network.fit[c[:-1]], -network.upper[s])
            for s, c in zip(its, columns, strict=True)
        ]
        if not columns:
            return
        lengths = np.array([len(column) for column in columns])
        self._highs.addRows(
            len(its),
            np.zeros(len(its)),
            np.full(len(its), INFINITE),
            int(lengths.sum()),
            (np.cumsum(lengths) - lengths).astype(np.int32),
            np.concatenate(columns).astype(np.int32),
            np.concatenate(terms).astype(np.float64),
        )

    def _hold(self, stay: Bools, values: Floats) -> None:
        size = self.network.size
        low = np.where(stay, values, self.network.locked).astype(np.float64)
        high = np.where(stay, values, 1.0)
        self._highs.changeColsBounds(size, np.arange(size, dtype=np.int32), low, high)

    def _whole(self, columns: Ints) -> None:
        """Which pairs must be whole; the rest may be in fractions."""
        size = self.network.size
        kinds = np.full(size, int(HighsVarType.kContinuous), dtype=np.uint8)
        kinds[columns] = int(HighsVarType.kInteger)
        self._highs.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)

    def _run(self) -> HighsModelStatus:
        return solved(self._highs, self._solver.watch)


def _best_sums(network: Network) -> Ints:
    """Of each startup the sums of its best one, two, three fits, up to its upper number."""
    most = int(network.upper.max(initial=1)) or 1
    best = np.zeros((len(network.startup_ids), most), dtype=np.int64)
    order = np.lexsort((-network.fit, network.startup))
    begins = np.searchsorted(network.startup, np.arange(len(network.startup_ids)))
    rank = np.arange(network.size) - begins[network.startup[order]]
    good = rank < network.upper[network.startup[order]]
    best[network.startup[order][good], rank[good]] = network.fit[order][good]
    return np.cumsum(best, axis=1)
