"""The week's hours as people write them. Pure: text in, minutes out, and back."""

import itertools
import re
from collections.abc import Iterable, Sequence

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_RANGE = re.compile(rf"\s*{_TIME}\s*(?:-|–|—|to)\s*{_TIME}\s*", re.ASCII)


class NoHours(ValueError):
    """The text says no hours; `args[0]` is the part that cannot be read."""


def intervals_in(text: str) -> list[tuple[int, int]]:
    """`"7-12, 13:00–22:00"` → `[(420, 720), (780, 1320)]`; nothing is closed. 24:00 is midnight.

    Raises: NoHours, for what cannot be read, ends before it begins or overlaps.
    """
    parts = [part for part in re.split(r"[,;\n]", text) if part.strip()]
    found = sorted(_interval(part) for part in parts)
    for (_opens, closes), (opens, later) in itertools.pairwise(found):
        if opens < closes:
            raise NoHours(written([(opens, later)]))
    return found


def written(intervals: Iterable[Sequence[int]]) -> str:
    """`[(420, 720)]` → `"07:00–12:00"`, as `intervals_in` reads it."""
    return ", ".join(f"{_wall(opens)}–{_wall(closes)}" for opens, closes in intervals)


def _interval(part: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(part)
    if match is None:
        raise NoHours(part.strip())
    hour, minute, to_hour, to_minute = (int(number or 0) for number in match.groups())
    opens, closes = hour * 60 + minute, to_hour * 60 + to_minute
    if minute > 59 or to_minute > 59 or not opens < closes <= 1440:
        raise NoHours(part.strip())
    return opens, closes


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
