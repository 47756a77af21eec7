"""The rules of a zone for some years, as a VTIMEZONE (RFC 5545, 3.6.5).

Written here because the library's own give the onset of summer time on the new clock, where the
standard asks for the old one; whoever reads it strictly is an hour off in the first hour of summer.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard


@lru_cache(maxsize=64)
def zone_text(zone: str, *, since: int, until: int) -> str:
    """Right for every moment of these years, both included."""
    return str(_zone_rules(zone, since=since, until=until).to_ical().decode())


def _zone_rules(zone: str, *, since: int, until: int) -> Timezone:
    place = ZoneInfo(zone)
    start = datetime(since, 1, 1, tzinfo=UTC)
    component = Timezone()
    component.add("TZID", zone)
    component.add_component(_observance(start, start, place=place))
    for before, after in _changes(start, datetime(until + 1, 1, 1, tzinfo=UTC), place=place):
        component.add_component(_observance(before, after, place=place))
    return component


def _changes(
    start: datetime, end: datetime, *, place: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """The last second before and the first instant of each new offset."""
    day = start
    while day < end:
        following = day + timedelta(days=1)
        if day.astimezone(place).utcoffset() != following.astimezone(place).utcoffset():
            before, after = day, following
            while after - before > timedelta(seconds=1):
                middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
                same = middle.astimezone(place).utcoffset() == before.astimezone(place).utcoffset()
                before, after = (middle, after) if same else (before, middle)
            yield before, after
        day = following


def _observance(
    before: datetime, after: datetime, *, place: ZoneInfo
) -> TimezoneStandard | TimezoneDaylight:
    old, new = before.astimezone(place), after.astimezone(place)
    old_offset, new_offset = old.utcoffset() or timedelta(0), new.utcoffset() or timedelta(0)
    component = TimezoneDaylight() if new.dst() else TimezoneStandard()
    component.add("DTSTART", (after + old_offset).replace(tzinfo=None))
    component.add("TZOFFSETFROM", old_offset)
    component.add("TZOFFSETTO", new_offset)
    component.add("TZNAME", new.tzname() or str(place))
    return component
