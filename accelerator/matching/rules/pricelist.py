"""The prices of all possible pairs of a matching, kept as columns: rows are written when read."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from accelerator.matching.rules.explanations import Price
from accelerator.matching.rules.network import Bools, Ints, Network
from accelerator.matching.rules.problem import Pair


@dataclass(frozen=True, eq=False)
class PriceList:
    """Columns by position of the pair in the network; what they mean, `Price` says."""

    network: Network
    points: Ints
    unmet: Ints
    certain: Bools
    impossible: Bools

    def __getitem__(self, pair: Pair) -> Price:
        """Raises KeyError when the pair is not possible."""
        [row] = self._rows([pair], np.array([self.network.position(pair)]))
        return row

    def __iter__(self) -> Iterator[Price]:
        return self._rows(self.network.pairs(), slice(None))

    def __len__(self) -> int:
        return len(self.points)

    def _rows(self, pairs: list[Pair], at: Ints | slice) -> Iterator[Price]:
        columns = (self.points, self.unmet, self.certain, self.impossible)
        return map(Price._make, zip(pairs, *(c[at].tolist() for c in columns), strict=True))
