"""Where a series that keeps its hour on one clock moves on the clocks of others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from hub.core.series import Drift, drifts
from hub.core.walltime import to_wall

#: The cities whose people take our classes, and what their clocks are kept by.
PLACES: tuple[tuple[str, str], ...] = (
    ("Jakarta", "Asia/Jakarta"),
    ("Tarakan", "Asia/Makassar"),
    ("Bangkok", "Asia/Bangkok"),
    ("Berlin", "Europe/Berlin"),
)


@dataclass(frozen=True)
class DriftFor:
    """What moves for one zone; `city` is empty for a zone that is none of `PLACES`."""

    city: str
    zone: str
    drifts: tuple[Drift, ...]


def drifts_for(
    instants: Sequence[datetime], *, zone: str, viewer: str | None = None
) -> list[DriftFor]:
    """For the zones of `PLACES` and the viewer's, those alone in which something moves, the
    viewer's first. What is compared are sessions that begin at one hour on their own clock: one
    that was moved by itself is no drift.

    Args:
        instants: the starts, in order.
        zone: on whose clock the series stands still.
    """
    by_hour: dict[time, list[datetime]] = defaultdict(list)
    for instant in instants:
        by_hour[to_wall(instant, zone).time()].append(instant)
    found = []
    for city, other in _zones(zone, viewer):
        moves = [m for some in by_hour.values() for m in drifts(some, zone=zone, other=other)]
        if moves:
            moves.sort(key=lambda move: (move.day, move.before))
            found.append(DriftFor(city, other, tuple(moves)))
    return found


def city_of(zone: str) -> str:
    """Empty for a zone that is none of `PLACES`."""
    return next((city for city, known in PLACES if known == zone), "")


def _zones(zone: str, viewer: str | None) -> Iterable[tuple[str, str]]:
    if viewer and viewer != zone:
        yield city_of(viewer), viewer
    for city, other in PLACES:
        if other not in (zone, viewer):
            yield city, other
