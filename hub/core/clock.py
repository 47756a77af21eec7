"""The one place that reads the wall clock, so that tests can set it and move it.

Two ways to move it: `frozen_at` inside one process, and a clock file (`HUB_CLOCK_FILE`) that a
running server reads at every look, holding an RFC 3339 instant or an offset such as `+49h`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)
_file: Path | None = None

_OFFSET = re.compile(r"^([+-])(\d+)([smhdw])$")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def now() -> datetime:
    """Current instant, timezone-aware, in UTC."""
    frozen = _frozen.get()
    if frozen is not None:
        return frozen
    return datetime.now(UTC) if _file is None else _read(_file)


def read_from(path: Path | None) -> None:
    """Take the time from a clock file from now on; None goes back to the machine's clock."""
    global _file
    _file = path


@contextmanager
def frozen_at(instant: datetime) -> Iterator[None]:
    """Hold the clock at `instant` inside a `with` block."""
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)


def _read(path: Path) -> datetime:
    """A missing or empty file is the machine's clock; an unreadable one is an error."""
    text = path.read_text().strip() if path.exists() else ""
    if not text:
        return datetime.now(UTC)
    if offset := _OFFSET.match(text):
        sign, amount, unit = offset.groups()
        shift = timedelta(**{_UNITS[unit]: int(amount)})
        return datetime.now(UTC) + (shift if sign == "+" else -shift)
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"the clock file needs an instant with an offset, not {text!r}")
    return instant.astimezone(UTC)
