"""One space's page put together: what it is, its rules in words, its day and its week."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from flask import url_for

from booking.bookings.agenda import SpaceDay, days_of_space
from booking.bookings.rules import spoken
from booking.bookings.search import Search, today_at, usual_times
from booking.bookings.views import words
from booking.bookings.views.cards import lane_blocks
from booking.bookings.views.raster import raster_of
from booking.bookings.views.rows import Drawing, choose_url, row_of, taken_in_words
from booking.bookings.views.tickets import margins_in_words
from booking.spaces.models import Space
from booking.spaces.names import kind_name
from hub.accounts.models import User
from hub.accounts.permissions import Permission, at_site, may
from hub.accounts.queries.history import ShownEntry, shown_history_of
from hub.core.clock import now
from hub.core.formats import day as written
from hub.core.formats import long_day
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot

WEEK = 7


@dataclass
class SpacePage:
    space: Space
    asked: date | None
    reader: User | None

    @property
    def zone(self) -> str:
        return self.space.site.zone

    @cached_property
    def day(self) -> date:
        return self.asked or today_at(self.space.site)

    @cached_property
    def week(self) -> list[SpaceDay]:
        """Seven days from the chosen one on."""
        return days_of_space(self.space, self.day, days=WEEK, seen_by=self.reader)

    @cached_property
    def history(self) -> list[ShownEntry]:
        """What was done to the space, for the staff of its site."""
        site = at_site(self.space.site_id)
        return (
            shown_history_of(self.space) if may(self.reader, Permission.HISTORY_SEE, site) else []
        )

    @cached_property
    def drawing(self) -> Drawing:
        raster = raster_of(self.zone, self.week[:1])
        shortest = timedelta(minutes=max(self.space.shortest_minutes, 60))
        return Drawing(raster, self.search, shortest)

    @cached_property
    def search(self) -> Search:
        day, start, end = usual_times(self.space.site, self.day)
        return Search(self.space.site, day, start, end, space=self.space.slug)

    @cached_property
    def row(self) -> dict[str, Any]:
        return row_of(self.week[0], self.drawing)

    @cached_property
    def lane(self) -> list[dict[str, Any]]:
        return lane_blocks(self.week[0], self.drawing, looked_for=None)

    @property
    def in_words(self) -> str:
        return taken_in_words(self.week[0], self.zone)

    @property
    def now_column(self) -> int | None:
        return self.drawing.raster.column(now())

    @property
    def sub(self) -> str:
        site = self.space.site
        return " · ".join([kind_name(self.space.kind), words.capacity(self.space), site.name])

    @property
    def find_url(self) -> str:
        return choose_url(self.search, self.space)

    @cached_property
    def free_times(self) -> list[dict[str, str]]:
        """What is still free on the day, as links into the finder."""
        return [_link(slot, self) for slot in _still_free(self.week[0], self.space)]

    @cached_property
    def overview(self) -> list[dict[str, Any]]:
        return [self._overview(day) for day in self.week]

    @cached_property
    def day_items(self) -> list[dict[str, Any]]:
        first = max(today_at(self.space.site), self.day - timedelta(days=2))
        first = min(first, self.day)
        return [self._day_item(first + timedelta(days=n)) for n in range(WEEK)]

    @property
    def rules(self) -> list[tuple[str, str]]:
        """What the space asks of a booking, in words."""
        space = self.space
        notice = spoken(space.lead_minutes) if space.lead_minutes else _("None")
        return [
            (_("Length"), _("%(shortest)s to %(longest)s",
                            shortest=spoken(space.shortest_minutes),
                            longest=spoken(space.longest_minutes))),
            (_("Begins and ends"), _("every %(length)s", length=spoken(space.grid_minutes))),
            (_("Notice"), notice),
            (_("How far ahead"), ngettext("%(num)s day", "%(num)s days", space.window_days)),
        ]  # fmt: skip

    @property
    def margins(self) -> list[str]:
        return margins_in_words(self.space)

    @property
    def equipment(self) -> list[str]:
        return words.equipment(self.space)

    @property
    def rate(self) -> str:
        return words.rate(self.space)

    def url(self, day: date) -> str:
        return url_for(
            "bookings.space_day",
            site=self.space.site.code,
            slug=self.space.slug,
            day=day.isoformat(),
        )

    def _overview(self, day: SpaceDay) -> dict[str, Any]:
        free = _still_free(day, self.space)
        return {
            "weekday": written(day.day, form="EEE"),
            "number": day.day.day,
            "title": long_day(day.day),
            "url": self.url(day.day),
            "open": words.times_of(day.open, self.zone),
            "holiday": day.holiday,
            "free": words.times_of(free, self.zone),
        }

    def _day_item(self, day: date) -> dict[str, Any]:
        return {
            "weekday": written(day, form="EEE"),
            "day": day.day,
            "url": self.url(day),
            "current": day == self.day,
            "label": long_day(day),
        }


def _still_free(day: SpaceDay, space: Space) -> list[TimeSlot]:
    """Free times that are not over and long enough to be booked."""
    shortest = timedelta(minutes=space.shortest_minutes)
    coming = [TimeSlot(max(f.start, now()), f.end) for f in day.free if f.end > now()]
    return [slot for slot in coming if slot.length >= shortest]


def _link(slot: TimeSlot, page: SpacePage) -> dict[str, str]:
    grid = timedelta(minutes=page.space.grid_minutes)
    over = timedelta(seconds=slot.start.timestamp() % grid.total_seconds())
    start = slot.start + grid - over if over else slot.start
    end = min(start + page.drawing.length, slot.end)
    url = choose_url(page.search, page.space, slot=TimeSlot(start, end)) if end > start else ""
    return {"times": words.times(slot, page.zone), "url": url}
