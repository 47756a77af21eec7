"""Wall-clock times of a place, converted to instants once, in Python, and nowhere else.

Python and PostgreSQL disagree about ambiguous local times, and both silently shift times that do
not exist, so neither is asked: a time that does not exist is refused, and one that happens twice
has to be chosen.
"""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

#: Names people say, where the zone database has only an offset or an English one.
_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
    "Asia/Bangkok": "ICT",
}
_GERMAN = {"CET": "MEZ", "CEST": "MESZ", "UTC": "UTC"}


class NoSuchWallTime(ValueError):
    """The clocks jump over this time. `first_after` is the first wall time that exists again."""

    def __init__(self, wall: datetime, zone: str, first_after: datetime) -> None:
        super().__init__(f"{wall:%Y-%m-%d %H:%M} does not exist in {zone}")
        self.wall = wall
        self.zone = zone
        self.first_after = first_after


class WallTimeHappensTwice(ValueError):
    """The clocks are set back over this time. `choices` are the two instants, earlier first."""

    def __init__(self, wall: datetime, zone: str, choices: tuple[datetime, datetime]) -> None:
        super().__init__(f"{wall:%Y-%m-%d %H:%M} happens twice in {zone}")
        self.wall = wall
        self.zone = zone
        self.choices = choices


def to_instant(wall: datetime, zone: str, *, fold: int | None = None) -> datetime:
    """The UTC instant of a naive wall time in an IANA zone.

    Args:
        fold: 0 for the first and 1 for the second of two occurrences; None asks.

    Raises:
        NoSuchWallTime: the time is skipped when the clocks go forward.
        WallTimeHappensTwice: `fold` is None and the time occurs twice.
    """
    if wall.tzinfo is not None:
        raise ValueError(f"a wall time has no offset: {wall.isoformat()}")
    place = ZoneInfo(zone)
    first = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first.astimezone(place).replace(tzinfo=None) != wall:
        # In a gap the two readings differ by the gap's length, the later one first.
        raise NoSuchWallTime(wall, zone, wall + (first - second))
    if fold is None:
        raise WallTimeHappensTwice(wall, zone, (first, second))
    return second if fold else first


def to_wall(instant: datetime, zone: str) -> datetime:
    """The naive wall time that a clock in `zone` shows at `instant`."""
    if instant.tzinfo is UTC:
        return _wall_of(instant, zone)
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@lru_cache(maxsize=10_000)
def _wall_of(instant: datetime, zone: str) -> datetime:
    """Kept, for a page asks for the same hours many times. Only of UTC: two readings of a wall time
    that happens twice are one key."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def start_of_day(day: datetime, zone: str) -> datetime:
    """The instant at which the calendar day of the naive `day` begins in `zone`."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return to_instant(midnight, zone, fold=0)
    except NoSuchWallTime as gap:  # some zones change their clocks at midnight
        return to_instant(gap.first_after, zone, fold=0)


def offset_at(instant: datetime, zone: str) -> timedelta:
    return instant.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def zone_name(instant: datetime, zone: str, *, language: str = "en") -> str:
    """What people call the zone at that instant: WIB, CET, in German MEZ."""
    name = _NAMES.get(zone) or instant.astimezone(ZoneInfo(zone)).tzname() or zone
    if language == "de":
        name = _GERMAN.get(name, name)
    return f"UTC{name}" if name[:1] in "+-" else name


def is_zone(name: str) -> bool:
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    """Once for a process: a folder of six hundred files is walked for it."""
    return frozenset(available_timezones())
