"""One instant on several cities' clocks, cities that read the same together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hub.core.walltime import offset_at
from hub.learning.classes.rules.drift import PLACES, city_of


@dataclass(frozen=True)
class Clock:
    """`cities` is empty for a zone that is none of our places; `zone` is the first of theirs."""

    cities: tuple[str, ...]
    zone: str


def clocks(instant: datetime, *, zone: str, viewer: str | None = None) -> list[Clock]:
    """The others' clocks at an instant: the viewer's first, if it reads otherwise than the
    organiser's `zone`, then those of our other places."""
    found: list[Clock] = []
    seen = set()
    if viewer and offset_at(instant, viewer) == offset_at(instant, zone):
        viewer = None
    for other in _zones(viewer):
        offset = offset_at(instant, other)
        if other != zone and offset not in seen:
            seen.add(offset)
            cities = tuple(city for city in cities_at(instant, other) if city != city_of(zone))
            found.append(Clock(cities, other))
    return found


def cities_at(instant: datetime, zone: str) -> tuple[str, ...]:
    """Our cities whose clocks read as `zone`'s does; none for a zone that is none of ours."""
    offset = offset_at(instant, zone)
    same = [city for city, other in PLACES if offset_at(instant, other) == offset]
    own = city_of(zone)
    return tuple(dict.fromkeys([own, *same] if own else ()))


def _zones(viewer: str | None) -> Iterable[str]:
    if viewer:
        yield viewer
    for _city, zone in PLACES:
        yield zone
