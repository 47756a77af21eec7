"""What somebody looks for: a place, a day, wall times of that place, people, things.

It is read from the address and written into every link of the finder, so that a search can be
kept, sent to a colleague, and come back to after signing in.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from booking.bookings.agenda import day_slot
from booking.bookings.times import slot_between
from booking.spaces.queries import open_times
from hub.core.clock import now
from hub.core.local_times import instant_of
from hub.core.timeslots import TimeSlot
from hub.core.walltime import NoSuchWallTime, WallTimeHappensTwice, to_instant, to_wall
from hub.organisations.models import Site

USUAL_LENGTH = timedelta(hours=1)
#: Who looks in the evening looks for tomorrow.
EVENING = time(20)
MORNING = time(9)


#: Days that a search may name. Whether one can be booked is the rules' matter.
YEARS = range(2000, 2101)


class View(StrEnum):
    """How what was found is shown. The plan has the day below it, as most look first at both."""

    PLAN = "plan"
    DAY = "day"
    LIST = "list"
    MONTH = "month"


class Sort(StrEnum):
    """The order of the list: what fits first, or by name, smallest first, cheapest first."""

    FIT = "fit"
    NAME = "name"
    SIZE = "size"
    PRICE = "price"


@dataclass(frozen=True)
class Search:
    """`start` and `end` are wall times of the site; an `end` that is not after `start` is meant on
    the next day. Folds choose between the two readings of a time that happens twice."""

    site: Site
    day: date
    start: time
    end: time
    people: int = 1
    needs: tuple[str, ...] = ()
    space: str = ""
    start_fold: int | None = None
    end_fold: int | None = None
    view: View = View.PLAN
    sort: Sort = Sort.FIT

    @property
    def end_day(self) -> date:
        return self.day + timedelta(days=1) if self.is_overnight else self.day

    @property
    def is_overnight(self) -> bool:
        return self.end < self.start or self.end == time(0)

    def slot(self) -> TimeSlot:
        """The instants that are meant.

        Raises:
            NoSuchTime, TimeHappensTwice: the clocks change; the field is `start` or `end`.
            Invalid: it ends as it begins.
        """
        zone = self.site.zone
        first = datetime.combine(self.day, self.start)
        last = datetime.combine(self.end_day, self.end)
        start = instant_of(first, zone, fold=self.start_fold, field="start")
        end = instant_of(last, zone, fold=self.end_fold, field="end")
        return slot_between(start, end, field="end")

    def at(self, slot: TimeSlot, *, space: str | None = None) -> "Search":
        """The same search for another time, and another space if named."""
        start, end = to_wall(slot.start, self.site.zone), to_wall(slot.end, self.site.zone)
        return replace(
            self,
            day=start.date(),
            start=start.time(),
            end=end.time(),
            space=self.space if space is None else space,
            start_fold=_fold_of(slot.start, self.site.zone),
            end_fold=_fold_of(slot.end, self.site.zone),
        )

    def on(self, day: date) -> "Search":
        return replace(self, day=day, start_fold=None, end_fold=None)

    def in_space(self, slug: str) -> "Search":
        return replace(self, space=slug)

    def seen_as(self, view: View, *, sort: Sort = Sort.FIT) -> "Search":
        return replace(self, view=view, sort=sort)

    @property
    def address(self) -> dict[str, Any]:
        """The values of the address, without those that say nothing."""
        values: dict[str, Any] = {
            "site": self.site.code,
            "day": self.day.isoformat(),
            "from": f"{self.start:%H:%M}",
            "to": f"{self.end:%H:%M}",
            "people": self.people,
            "needs": list(self.needs),
            "space": self.space,
            "from_fold": self.start_fold,
            "to_fold": self.end_fold,
            "view": "" if self.view is View.PLAN else self.view.value,
            "sort": "" if self.sort is Sort.FIT else self.sort.value,
        }
        return {name: value for name, value in values.items() if value not in (None, "", [])}


def today_at(site: Site) -> date:
    return to_wall(now(), site.zone).date()


def usual_times(site: Site, day: date | None = None) -> tuple[date, time, time]:
    """Day, start and end to begin with: the next half hour, or tomorrow's morning in the evening,
    or the morning of the day that was asked for. Nobody is shown a closed house unasked."""
    here = to_wall(now(), site.zone)
    chosen = day or here.date()
    if chosen != here.date():
        return chosen, MORNING, an_hour_after(MORNING)
    if day is None and (here.time() >= EVENING or not _opens_on(site, here.date())):
        return _next_open_day(site, here.date()), MORNING, an_hour_after(MORNING)
    if here.time() >= EVENING:
        return chosen, MORNING, an_hour_after(MORNING)
    soon = max(_next_half_hour(here), datetime.combine(chosen, MORNING))
    return chosen, soon.time(), an_hour_after(soon.time())


def _opens_on(site: Site, day: date) -> bool:
    return open_times(site, day_slot(day, site.zone)).house_opens_on(day)


def _next_open_day(site: Site, day: date) -> date:
    """The first open day after `day`; tomorrow when the house is closed for two weeks."""
    ahead = [day + timedelta(days=n) for n in range(1, 15)]
    span = TimeSlot(day_slot(ahead[0], site.zone).start, day_slot(ahead[-1], site.zone).end)
    opening = open_times(site, span)
    return next((each for each in ahead if opening.house_opens_on(each)), ahead[0])


def an_hour_after(start: time) -> time:
    return (datetime.combine(date.min, start) + USUAL_LENGTH).time()


def readings(wall: datetime, zone: str) -> tuple[datetime, datetime] | None:
    """The two instants of a wall time that happens twice, earlier first; None for all others."""
    try:
        to_instant(wall, zone)
    except WallTimeHappensTwice as twice:
        return twice.choices
    except NoSuchWallTime:
        return None  # it has no reading at all; whoever makes a slot of it says so
    return None


def _next_half_hour(wall: datetime) -> datetime:
    minutes = wall.hour * 60 + wall.minute
    up = -(-minutes // 30) * 30
    return datetime.combine(wall.date(), time()) + timedelta(minutes=up)


def _fold_of(instant: datetime, zone: str) -> int | None:
    """Which of two readings this is, where there are two; so that a link means one instant."""
    twice = readings(to_wall(instant, zone), zone)
    return twice.index(instant) if twice else None
