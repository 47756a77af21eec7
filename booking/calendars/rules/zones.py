"""Which clock a time in a file was meant on, and what instant that is.

The file's own VTIMEZONE rules are never used: exports carry a year or two of them, often of the
year they were made. The zone's IANA name is enough, and the zone database knows all years.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from booking.calendars.rules.verdicts import Flag
from hub.core.walltime import NoSuchWallTime, start_of_day, to_instant

_DATE = re.compile(r"^(\d{4})(\d\d)(\d\d)$")
_TIME = re.compile(r"^(\d{8})T(\d\d)(\d\d)(\d\d)(Z?)$")


@dataclass(frozen=True)
class Meant:
    """A DATE, or a wall time with the zone whose clock it is on, as the file says."""

    value: date | datetime
    zone: str
    flags: frozenset[Flag] = frozenset()

    @property
    def is_day(self) -> bool:
        return not isinstance(self.value, datetime)

    @property
    def aware(self) -> date | datetime:
        """For libraries; a wall time that does not exist stays as written."""
        if isinstance(self.value, datetime):
            return self.value.replace(tzinfo=ZoneInfo(self.zone))
        return self.value


@dataclass(frozen=True)
class Home:
    """The zone of the space, and the one in which the file's floating times are meant."""

    zone: str
    floating: str


def home_of(space_zone: str, calendar_zone: str | None) -> Home:
    """`calendar_zone` is the file's X-WR-TIMEZONE, if it has one."""
    return Home(space_zone, (calendar_zone and named_zone(calendar_zone)) or space_zone)


def read_time(text: str, tzid: str | None, *, home: Home) -> Meant:
    """Raises ValueError for what is neither DATE nor DATE-TIME (RFC 5545, 3.3.4 and 3.3.5)."""
    text = text.strip()
    if found := _DATE.match(text):
        return Meant(date(*(int(part) for part in found.groups())), home.zone)
    found = _TIME.match(text)
    if not found:
        raise ValueError(f"not a time: {text[:40]!r}")
    whole = datetime.strptime(found[1], "%Y%m%d")  # noqa: DTZ007
    hour, minute, second = (int(found[n]) for n in (2, 3, 4))
    wall = whole.replace(hour=hour, minute=minute, second=min(second, 59))
    if found[5]:
        return Meant(wall, "UTC")
    if tzid is None:
        return Meant(wall, home.floating, frozenset({Flag.FLOATING}))
    zone = named_zone(tzid)
    if zone is None:
        return Meant(wall, home.floating, frozenset({Flag.UNKNOWN_ZONE}))
    return Meant(wall, zone)


def instant_of(meant: Meant) -> tuple[datetime, frozenset[Flag]]:
    """The UTC instant, and what the clocks did to it.

    Follows RFC 5545, 3.3.5: of a time that happens twice the first is meant; one that does not
    exist is read with the offset before the gap. Both are flagged, for a person to look at.
    A day begins at its first instant in its zone.
    """
    if not isinstance(meant.value, datetime):
        midnight = datetime(meant.value.year, meant.value.month, meant.value.day)  # noqa: DTZ001
        return start_of_day(midnight, meant.zone), frozenset()
    try:
        first = to_instant(meant.value, meant.zone, fold=0)
    except NoSuchWallTime as gap:
        return to_instant(gap.first_after, meant.zone, fold=0), frozenset({Flag.CLOCK_CHANGE})
    twice = first != to_instant(meant.value, meant.zone, fold=1)
    return first, frozenset({Flag.HAPPENS_TWICE}) if twice else frozenset()


def exists(meant: Meant) -> bool:
    """Whether the clocks of the zone ever show this wall time."""
    if not isinstance(meant.value, datetime):
        return True
    try:
        to_instant(meant.value, meant.zone, fold=0)
    except NoSuchWallTime:
        return False
    return True


def next_day(day: Meant) -> Meant:
    return Meant(day.value + timedelta(days=1), day.zone, day.flags)


def named_zone(tzid: str) -> str | None:
    """The IANA zone that a TZID names: itself, Windows' name for it, or the end of a path such as
    `/mozilla.org/20050126_1/Europe/Berlin`. None if it names none."""
    clean = tzid.strip().strip('"').strip("/").strip()
    if found := _zones().get(clean.casefold()):
        return found
    if clean in WINDOWS_TO_OLSON:
        return _zones().get(WINDOWS_TO_OLSON[clean].casefold())
    parts = clean.split("/")
    for first in range(1, min(len(parts), 8)):
        if found := _zones().get("/".join(parts[first:]).casefold()):
            return found
    return None


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}
