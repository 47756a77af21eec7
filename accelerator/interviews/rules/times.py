"""Wall times as people write them: "09:00", "12:00-13:00, 15:00-15:15"."""

import re

_WALL = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_SPAN = re.compile(r"(\d{1,2}[:.]\d\d)\s*[-–]\s*(\d{1,2}[:.]\d\d)", re.ASCII)


def is_wall(text: str) -> bool:
    return _WALL.fullmatch(text) is not None


def breaks_in(text: str) -> tuple[tuple[str, str], ...]:
    """Raises: ValueError, for what is no stretch of time."""
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;\n]", text))):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise ValueError(part)
        starts, ends = (wall.replace(".", ":").zfill(5) for wall in match.groups())
        if not (is_wall(starts) and is_wall(ends) and starts < ends):
            raise ValueError(part)
        found.append((starts, ends))
    return tuple(found)


def breaks_written(breaks: list[list[str]]) -> str:
    return ", ".join(f"{starts}-{ends}" for starts, ends in breaks)
