"""A month as a map of numbers: how much is free on each day, with a shade that says it again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hub.core.formats import day as written
from hub.core.formats import long_day
from hub.core.i18n import gettext as _

WEEK = 7


@dataclass(frozen=True)
class Heat:
    """One day: `said` stands in the cell, `told` is the sentence for whoever hears it. `level` is
    none (0) to all (4); "shut" for a day that is over or closed."""

    day: date
    said: str
    told: str
    level: str
    url: str
    current: bool = False

    @property
    def number(self) -> str:
        """With the month where another one begins."""
        return written(self.day, form="d MMM") if self.day.day == 1 else str(self.day.day)

    @property
    def label(self) -> str:
        return f"{long_day(self.day)}: {self.told}"


@dataclass(frozen=True)
class HeatMonth:
    """Weeks from Monday to Sunday; None where no day is shown. `note` says what counts."""

    title: str
    note: str
    weeks: list[list[Heat | None]]
    before: tuple[str, str]
    after: tuple[str, str]

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """Short and long names, from Monday on."""
        monday = date(2024, 1, 1)
        days = [monday + timedelta(days=n) for n in range(WEEK)]
        return [(written(day, form="EEEEEE"), written(day, form="EEEE")) for day in days]

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [
            ("h0", _("None free")),
            ("h1", _("Up to a quarter")),
            ("h2", _("Up to a half")),
            ("h3", _("More than half")),
            ("h4", _("All free")),
            ("shut", _("Closed or over")),
        ]


def weeks_of(days: Iterable[Heat]) -> list[list[Heat | None]]:
    shown = list(days)
    cells: list[Heat | None] = [*(None for _n in range(shown[0].day.weekday())), *shown]
    cells += [None for _n in range(-len(cells) % WEEK)]
    return [cells[n : n + WEEK] for n in range(0, len(cells), WEEK)]


def level_of(part: float, whole: float) -> str:
    """The shade of a share, as the legend names it."""
    if part <= 0 or whole <= 0:
        return "h0"
    share = part / whole
    if share >= 1:
        return "h4"
    return "h1" if share <= 0.25 else "h2" if share <= 0.5 else "h3"


def title_of(days: Sequence[date]) -> str:
    """The month, or the first and the last of those that the days lie in."""
    first, last = days[0], days[-1]
    if (first.year, first.month) == (last.year, last.month):
        return written(first, form="LLLL y")
    return f"{short_month(first)} – {short_month(last)}"


def short_month(day: date) -> str:
    return written(day, form="LLL y")


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def last_month(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
