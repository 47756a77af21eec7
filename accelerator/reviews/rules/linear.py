"""The solver behind the plans: HiGHS, asked so that it always answers the same.

One thread and a fixed seed; what comes first is for the caller to fix (sort before you build).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from highspy import (
    Highs,
    HighsModelStatus,
    HighsVarType,
    ObjSense,
    kHighsInf,
)
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: A number this close to a whole one is that number; gains are whole.
NEARLY = 1e-6
NO_LIMIT = float(kHighsInf)


class Undecided(Exception):
    """Time ran out before there was any answer; nothing is known."""


@dataclass(frozen=True)
class Row:
    """`lowest` ≤ the sum of coefficient × column ≤ `highest`."""

    lowest: float
    highest: float
    terms: tuple[tuple[int, int], ...]


def total_of(columns: Iterable[int], *, lowest: float = 0, highest: float = NO_LIMIT) -> Row:
    return Row(lowest, highest, tuple((column, 1) for column in columns))


@dataclass(frozen=True)
class Found:
    """`proven` is False when time ran out while something better was not yet ruled out."""

    values: Floats
    proven: bool
    column_prices: Floats
    row_prices: Floats
    row_values: Floats

    @property
    def is_whole(self) -> bool:
        return bool(np.all(np.abs(self.values - np.round(self.values)) < NEARLY))

    @property
    def chosen(self) -> list[int]:
        return [int(column) for column in np.flatnonzero(self.values > 0.5)]


class Model:
    """`size` columns between 0 and 1, and rows over them. `seconds` bounds each answer."""

    def __init__(self, size: int, rows: Sequence[Row], *, seconds: float = 60) -> None:
        self.size = size
        self._columns = np.arange(size, dtype=np.int32)
        self._seconds = seconds
        self._highs = Highs()  # type: ignore[no-untyped-call] # its __init__ has no types
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.99),  # gains are whole: nearer than one is equal
        ):
            self._highs.setOptionValue(name, value)
        zeros, ones = np.zeros(size), np.ones(size)
        nothing, none = np.zeros(0, dtype=np.int32), np.zeros(0)
        self._highs.addCols(size, zeros, zeros, ones, 0, nothing, nothing, none)
        self._highs.changeObjectiveSense(ObjSense.kMaximize)
        self.add(rows)

    def add(self, rows: Sequence[Row]) -> None:
        lengths = [len(row.terms) for row in rows]
        terms = [term for row in rows for term in row.terms]
        self._highs.addRows(
            len(rows),
            np.array([row.lowest for row in rows], dtype=np.float64),
            np.array([row.highest for row in rows], dtype=np.float64),
            len(terms),
            np.cumsum([0, *lengths[:-1]], dtype=np.int32),
            np.array([column for column, _times in terms], dtype=np.int32),
            np.array([times for _column, times in terms], dtype=np.float64),
        )

    def maximise(self, gains: Sequence[int], *, whole: bool = False) -> Found | None:
        """The best there is; None when nothing satisfies all rows.

        Args:
            whole: every column is to be 0 or 1. Not asked for, it is not refused either: where rows
                form a network all corners are whole, and are found in a fraction of the time.

        Raises Undecided.
        """
        kind = HighsVarType.kInteger if whole else HighsVarType.kContinuous
        kinds = np.full(self.size, int(kind), dtype=np.uint8)
        self._highs.changeColsIntegrality(self.size, self._columns, kinds)
        self._highs.changeColsCost(self.size, self._columns, np.array(gains, dtype=np.float64))
        # Its clock runs on from answer to answer.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._seconds)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible):
            return None
        proven = status in (HighsModelStatus.kOptimal, HighsModelStatus.kModelEmpty)
        solution = self._highs.getSolution()
        if not solution.value_valid or (not proven and not whole):
            raise Undecided
        return Found(
            values=np.array(solution.col_value, dtype=np.float64),
            proven=proven,
            column_prices=np.array(solution.col_dual, dtype=np.float64),
            row_prices=np.array(solution.row_dual, dtype=np.float64),
            row_values=np.array(solution.row_value, dtype=np.float64),
        )

    def stay_best(self, found: Found) -> None:
        """From here on only what is as good as this (its optimal face: complementary slackness)."""
        priced = np.abs(found.column_prices) > NEARLY
        values = np.round(found.values)
        self._highs.changeColsBounds(
            self.size,
            self._columns,
            np.where(priced, values, 0.0),
            np.where(priced, values, 1.0),
        )
        for row in np.flatnonzero(np.abs(found.row_prices) > NEARLY):
            value = float(np.round(found.row_values[row]))
            self._highs.changeRowBounds(int(row), value, value)
