"""How long it is until something, in the two units that matter."""

from datetime import datetime

_SECONDS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def left(until: datetime, at: datetime) -> tuple[tuple[str, int], ...]:
    """(("day", 3), ("hour", 4)): the largest unit there is and the next below it, rounded down, so
    that nobody is promised time that is not there. A second unit of zero is left out; nothing when
    it is over."""
    seconds = max(0, int((until - at).total_seconds()))
    for (unit, length), below in zip(_SECONDS, (*_SECONDS[1:], None), strict=True):
        count, rest = divmod(seconds, length)
        if count:
            second = rest // below[1] if below else 0
            return ((unit, count), (below[0], second)) if below and second else ((unit, count),)
    return ()
