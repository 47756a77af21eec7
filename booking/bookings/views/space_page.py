"""One space's page put together: what it is, its rules in words, its day and its week."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from flask import url_for

from booking.bookings.agenda import SpaceDay, days_of_space
from booking.bookings.months import month_of
from booking.bookings.rules import spoken
from booking.bookings.search import Search, today_at
from booking.bookings.views import words
from booking.bookings.views.cards import lane_blocks
from booking.bookings.views.heat import HeatMonth
from booking.bookings.views.raster import raster_of
from booking.bookings.views.rows import Drawing, choose_url, row_of, taken_in_words
from booking.bookings.views.space_month import space_month
from booking.bookings.views.space_week import Week, monday_of, week_of
from booking.bookings.views.tickets import margins_in_words
from booking.spaces.managing import pictures_of
from booking.spaces.models import Space, SpacePicture
from booking.spaces.names import kind_name
from booking.spaces.permissions import can_manage_spaces
from hub.accounts.models import User
from hub.accounts.permissions import Permission, at_site, may
from hub.accounts.queries.history import ShownEntry, shown_history_of
from hub.core.clock import now
from hub.core.errors import Invalid
from hub.core.formats import day as written
from hub.core.formats import long_day
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot

WEEK = 7


class SpaceView(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


VIEWS = {
    SpaceView.DAY: _l("The day"),
    SpaceView.WEEK: _l("The week"),
    SpaceView.MONTH: _l("The month"),
}


@dataclass
class SpacePage:
    """`search` is what one came with, on the day that is shown; `timed` says whether it names a
    time, so that a press on a free hour asks for as long."""

    space: Space
    search: Search
    reader: User | None
    view: SpaceView = SpaceView.DAY
    timed: bool = False

    @property
    def zone(self) -> str:
        return self.space.site.zone

    @property
    def day(self) -> date:
        return self.search.day

    @property
    def views(self) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": self.url(self.day, view), "current": view is self.view}
            for view, label in VIEWS.items()
        ]

    @cached_property
    def calendar_days(self) -> list[SpaceDay]:
        first = monday_of(self.day)
        return days_of_space(self.space, first, days=WEEK, seen_by=self.reader)

    @cached_property
    def calendar_week(self) -> Week:
        days = self.calendar_days
        drawing = Drawing(raster_of(self.zone, days[:1]), self.search, self._length)
        return week_of(days, drawing, urls=[self.url(each.day) for each in days])

    @property
    def weeks_around(self) -> tuple[str, str]:
        week = self.calendar_week
        return self.url(week.before, SpaceView.WEEK), self.url(week.after, SpaceView.WEEK)

    @cached_property
    def month(self) -> HeatMonth:
        all_days = month_of(self.day, today=today_at(self.space.site))
        days = days_of_space(self.space, all_days[0], days=len(all_days), seen_by=self.reader)
        return space_month(
            days,
            self.day,
            link=lambda day, view: self.url(day, SpaceView(view)),
            free=lambda day: _still_free(day, self.space),
        )

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
    def pictures(self) -> list[SpacePicture]:
        return pictures_of(self.space)

    @property
    def manage_url(self) -> str:
        """Where its managers change it; empty for others."""
        if not can_manage_spaces(self.reader, self.space.site):
            return ""
        return url_for("spaces.show", code=self.space.site.code, space_id=self.space.id)

    @cached_property
    def drawing(self) -> Drawing:
        raster = raster_of(self.zone, self.week[:1])
        return Drawing(raster, self.search, self._length)

    @property
    def _length(self) -> timedelta:
        shortest = timedelta(minutes=max(self.space.shortest_minutes, 60))
        if not self.timed:
            return shortest
        try:
            return self.search.slot().length
        except Invalid:  # no such time on that day
            return shortest

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
        """Seven days as a list: from the chosen one on, or those of the week that is shown."""
        days = self.calendar_days if self.view is SpaceView.WEEK else self.week
        return [self._overview(day) for day in days]

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

    def url(self, day: date, view: SpaceView = SpaceView.DAY) -> str:
        address = self.search.on(day).address if self.timed else {"day": day.isoformat()}
        told = address | {"site": self.space.site.code, "slug": self.space.slug}
        told.pop("space", None)
        if view is not SpaceView.DAY:
            told["view"] = view.value
        return url_for("bookings.space_day", **told)

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
