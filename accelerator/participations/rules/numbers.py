"""Numbers as they are typed, and whether one looks like a slip of the finger."""

from dataclasses import dataclass

#: So many times more or less than last month, and more than a handful: ask whether it is meant.
JUMP = 10
HANDFUL = 20
LARGEST = 10**15


@dataclass(frozen=True)
class Compared:
    """One number beside the last one and beside where the startup began; None is unknown, never
    zero."""

    now: int | None
    last: int | None = None
    baseline: int | None = None

    @property
    def since_last(self) -> int | None:
        return self._since(self.last)

    @property
    def since_baseline(self) -> int | None:
        return self._since(self.baseline)

    @property
    def is_jump(self) -> bool:
        """Whether to ask, before it is kept, if this is meant."""
        if self.now is None or self.last is None:
            return False
        small, large = sorted((abs(self.now), abs(self.last)))
        return large >= HANDFUL and large >= JUMP * max(small, 1)

    def _since(self, before: int | None) -> int | None:
        return None if self.now is None or before is None else self.now - before


def spark(values: list[int | None], *, width: int, height: int) -> list[tuple[float, float]]:
    """Points of a small line, left to right; what is unknown is left out."""
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if not known:
        return []
    low, high = min(v for _, v in known), max(v for _, v in known)
    step, span = width / max(len(values) - 1, 1), max(high - low, 1)
    return [
        (round(index * step, 1), round(height - (value - low) / span * height, 1))
        for index, value in known
    ]
