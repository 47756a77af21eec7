"""What a site and its spaces are to be, written down before anything is made."""

from dataclasses import dataclass

from booking.spaces.models import SpaceKind
from booking.spaces.rules import Hours

#: Where a room lies on its level's plan: x, y, width, height, as in templates/components/plan.html.
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Margins:
    """Minutes before a booking, after it, and the gap that follows."""

    setup: int = 0
    cleanup: int = 0
    buffer: int = 0


@dataclass(frozen=True)
class Lengths:
    """Minutes: the shortest and longest booking, and how long before one must book."""

    shortest: int = 30
    longest: int = 600
    lead: int = 0


@dataclass(frozen=True)
class LevelSketch:
    """`folds` are walls that open: x1, y1, x2, y2."""

    name: str
    width: int
    height: int
    folds: tuple[Box, ...] = ()


@dataclass(frozen=True)
class SpaceSketch:
    """`rate` is per hour in whole rupiah, euros or baht. `units` names what it is made of, one of
    its own name by default; with `places` that one is pooled. `hours` None is the site's."""

    name: str
    kind: SpaceKind
    people: int
    rate: int = 0
    about: str = ""
    equipment: tuple[str, ...] = ()
    level: str = ""
    box: Box | None = None
    units: tuple[str, ...] = ()
    places: int = 0
    margins: Margins = Margins()
    lengths: Lengths = Lengths()
    hours: tuple[Hours, ...] | None = None

    @property
    def made_of(self) -> tuple[str, ...]:
        return self.units or (self.name,)


@dataclass(frozen=True)
class SiteSketch:
    code: str
    name: str
    city: str
    zone: str
    currency: str
    holiday_calendar: str
    address: str
    hours: tuple[Hours, ...]
    levels: tuple[LevelSketch, ...]
    spaces: tuple[SpaceSketch, ...]


def hours(days: range, *, opens: int, closes: int) -> tuple[Hours, ...]:
    """Open on these weekdays (0 is Monday) between two full hours."""
    return tuple(Hours(day, opens * 60, closes * 60) for day in days)
