"""A program that stays alive and is small: only pairs and limits that may matter are in it.

After a change of bounds it is solved from where it was, and the other pairs are priced with the
dual values; one that would be worth it joins, with the limits that it may break, and it is solved
again, until none would (Gilmore and Gomory 1961). The answer is the same as with all pairs.
"""

import numpy as np
from highspy import HighsBasisStatus, ObjSense

from accelerator.matching.rules.answers import NotSolvedInTime
from accelerator.matching.rules.network import NONE, Bools, Ints, Network
from accelerator.matching.rules.solver import NEARLY, SOLVED, Floats, Solver, quiet

#: So many columns for each chosen pair, the best priced ones; more join when they matter.
FOR_EACH = 6


class Live:
    """Fewest empty minimum places, then the greatest gain, for changing locks and bans. All answers
    together may take `seconds`."""

    def __init__(self, network: Network, guess: Bools, *, seconds: float) -> None:
        self.network = network
        whole = Solver(network, seconds=seconds)
        whole.begin_at(guess)
        found = whole.solve(network.gain)
        model = whole.highs.getLp()
        self._highs = quiet(seconds=seconds)
        self._highs.changeObjectiveSense(ObjSense.kMaximize)
        # Columns are numbered as in the whole program: pairs, then empty minimum places.
        empty = whole.rows[0][whole.minimum]
        self._entries = np.full((whole.size, whole.entries.shape[1]), NONE, dtype=np.int64)
        self._entries[: network.size] = whole.entries
        self._entries[network.size :, 0] = empty
        self._cost = np.array(model.col_cost_)
        self._low, self._high = np.array(model.col_lower_), np.array(model.col_upper_)
        self._row_low, self._row_high = np.array(model.row_lower_), np.array(model.row_upper_)
        self._at = np.full(whole.size, NONE, dtype=np.int64)
        self._row_at = np.full(len(self._row_low) + 1, NONE, dtype=np.int64)
        self._counts = np.zeros(len(self._row_low) + 1, dtype=np.int64)
        self._columns = np.zeros(0, dtype=np.int64)
        self._rows = np.zeros(0, dtype=np.int64)
        few = min(network.size, max(200, FOR_EACH * int(found.chosen.sum())))
        price = np.where(found.values > 0, np.inf, found.column_prices)
        best = np.argsort(-price[: network.size], kind="stable")[:few]
        self._join(np.append(np.sort(best), np.arange(network.size, whole.size)))
        self._begin(found.values)

    def bound(self, position: int, *, low: int, high: int) -> None:
        """What one pair may be: forced, forbidden, free."""
        self._low[position], self._high[position] = low, high
        if self._at[position] != NONE:
            self._highs.changeColBounds(int(self._at[position]), float(low), float(high))
        elif low:
            self._join(np.array([position]))

    def best(self) -> Bools:
        """Raises NotSolvedInTime."""
        while True:
            self._highs.run()
            if self._highs.getModelStatus() not in SOLVED:
                raise NotSolvedInTime
            solution = self._highs.getSolution()
            worth = self._worth_it(np.array(solution.row_dual))
            if not len(worth):
                break
            self._join(worth)
        values = np.array(solution.col_value)
        if np.any(np.abs(values - np.rint(values)) > NEARLY):
            raise AssertionError("a corner of a network that is not whole")
        chosen = np.zeros(len(self._at), dtype=bool)
        chosen[self._columns[values > 0.5]] = True
        return chosen[: self.network.size]

    def _worth_it(self, prices: Floats) -> Ints:
        """The pairs outside that would raise the gain."""
        duals = np.zeros(len(self._row_at))
        duals[self._rows] = prices
        one, two, three, four = self._entries.T
        price = self._cost - duals[one] - duals[two] - duals[three] - duals[four]
        return np.flatnonzero((price > NEARLY) & (self._at == NONE) & (self._high > 0))

    def _join(self, columns: Ints) -> None:
        """The columns, and the rows that they may now break."""
        self._at[columns] = len(self._columns) + np.arange(len(columns))
        self._columns = np.append(self._columns, columns)
        entries = self._row_at[self._entries[columns]]
        there = entries != NONE
        counts = there.sum(axis=1)
        self._highs.addCols(
            len(columns),
            self._cost[columns],
            self._low[columns],
            self._high[columns],
            int(counts.sum()),
            (np.cumsum(counts) - counts).astype(np.int32),
            entries[there].astype(np.int32),
            np.ones(int(counts.sum())),
        )
        np.add.at(self._counts, self._entries[columns].ravel(), 1)
        may_break = (self._row_low > 0) | (self._counts[:-1] > self._row_high)
        rows = np.flatnonzero(may_break & (self._row_at[:-1] == NONE))
        if len(rows):
            self._add_rows(rows)

    def _add_rows(self, rows: Ints) -> None:
        self._row_at[rows] = len(self._rows) + np.arange(len(rows))
        self._rows = np.append(self._rows, rows)
        number = np.full(len(self._row_at), NONE, dtype=np.int64)
        number[rows] = np.arange(len(rows))
        entries = number[self._entries[self._columns]]
        its_columns, _which = np.nonzero(entries != NONE)
        its_rows = entries[entries != NONE]
        order = np.argsort(its_rows, kind="stable")
        self._highs.addRows(
            len(rows),
            self._row_low[rows],
            self._row_high[rows],
            len(order),
            np.searchsorted(its_rows[order], np.arange(len(rows))).astype(np.int32),
            its_columns[order].astype(np.int32),
            np.ones(len(order)),
        )

    def _begin(self, values: Floats) -> None:
        basis = self._highs.getBasis()
        up, down = HighsBasisStatus.kUpper, HighsBasisStatus.kLower
        chosen = (values[self._columns] > 0) & (self._columns < self.network.size)
        basis.col_status = [up if its else down for its in chosen.tolist()]
        basis.row_status = [HighsBasisStatus.kBasic] * len(self._rows)
        basis.valid = True
        self._highs.setBasis(basis)
