"""The finder page put together: what was looked for, what there is, what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import url_for

from booking.bookings.agenda import SpaceDay, day_of, day_slot
from booking.bookings.availability import Availability, AvailabilityState, availability
from booking.bookings.claims import ForWhom
from booking.bookings.errors import Alternative
from booking.bookings.forms import HoldForm, SearchForm
from booking.bookings.permissions import can_manage
from booking.bookings.queries import alternatives_for
from booking.bookings.search import Search, View, today_at
from booking.bookings.views import words
from booking.bookings.views.cards import card_of
from booking.bookings.views.heat import HeatMonth
from booking.bookings.views.listing import ListRow, columns_of, list_rows, sorts_of
from booking.bookings.views.month_map import month_map
from booking.bookings.views.nothing import Nothing, nothing_for
from booking.bookings.views.places import first_house_first
from booking.bookings.views.plans import Floor, floors_of, free_in_words
from booking.bookings.views.raster import Raster, raster_of
from booking.bookings.views.rows import Drawing, Picked, choose_url, row_of
from booking.bookings.views.tickets import Ticket, ticket_of
from booking.spaces.managing import first_pictures
from booking.spaces.models import Space, SpaceKind
from booking.spaces.names import equipment_name
from booking.spaces.queries import levels_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.formats import day as written
from hub.core.formats import hour, long_day
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site

DAYS_SHOWN = 7
DAYS_BEFORE = 2
_ORDER = {
    AvailabilityState.FREE: 0,
    AvailabilityState.PART: 1,
    AvailabilityState.TAKEN: 2,
    AvailabilityState.CLOSED: 3,
}
VIEWS = {
    View.PLAN: _l("Floor plan"),
    View.DAY: _l("The day"),
    View.LIST: _l("List"),
    View.MONTH: _l("The month"),
}


@dataclass
class Finder:
    """Everything the page shows, read at the first look and in a fixed number of statements."""

    form: SearchForm | HoldForm
    search: Search
    slot: TimeSlot | None
    reader: User | None
    #: A ticket that a refused attempt left; else the page makes its own.
    refused: Ticket | None = None

    @cached_property
    def sites(self) -> list[dict[str, Any]]:
        return [
            {
                "label": site.city,
                "url": url_for("bookings.find", **self._elsewhere(site).address),
                "current": site.id == self.search.site.id,
            }
            for site in first_house_first()
        ]

    @property
    def whom(self) -> ForWhom | None:
        return ForWhom(self.reader.id) if self.reader else None

    @cached_property
    def found(self) -> list[Availability]:
        """In the order in which they fit; without a time there is nothing to say about any."""
        if self.slot is None:
            return []
        people, needs = self.search.people, self.search.needs
        judged = availability(
            self.search.site, self.slot, people=people, equipment=needs, for_whom=self.whom
        )
        return sorted(judged, key=lambda a: (not a.suits, _ORDER[a.state], a.space.capacity_people))

    @cached_property
    def days(self) -> list[SpaceDay]:
        """The spaces' days as the timeline shows them: the house's order, unsuitable ones last."""
        unsuited = {a.space.id for a in self.found if not a.suits}
        days = day_of(self.search.site, self.search.day, seen_by=self.reader)
        return sorted(days, key=lambda day: day.space.id in unsuited)

    @cached_property
    def chosen(self) -> Space | None:
        slug = self.search.space
        if not slug:
            return None
        spaces = [a.space for a in self.found] or [day.space for day in self.days]
        return next((space for space in spaces if space.slug == slug), None)

    @cached_property
    def ticket(self) -> Ticket | None:
        if self.refused:
            return self.refused
        if self.chosen is None or self.slot is None:
            return None
        return ticket_of(self.chosen, self.search, slot=self.slot, reader=self.reader)

    @property
    def behalf_url(self) -> str | None:
        """Where managers of the site book the same for somebody else."""
        site = self.search.site
        if self.reader is None or not can_manage(self.reader, site.id):
            return None
        return url_for("front_desk.book", **self.search.address)

    @cached_property
    def raster(self) -> Raster:
        more = [self.slot] if self.slot else []
        return raster_of(self.search.site.zone, self.days, more=more)

    @cached_property
    def drawing(self) -> Drawing:
        length = self.slot.length if self.slot else timedelta(hours=1)
        picked = (
            Picked(self.ticket.space, self.ticket.slot)
            if self.ticket and self.ticket.can_be_had
            else None
        )
        return Drawing(self.raster, self.search, length, picked)

    @property
    def now_column(self) -> int | None:
        return self.raster.column(now())

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        states = {a.space.id: words.state(a) for a in self.found}
        return [row_of(day, self.drawing, state=states.get(day.space.id)) for day in self.days]

    @cached_property
    def cards(self) -> list[dict[str, Any]]:
        days = {day.space.id: day for day in self.days}
        if not self.found:
            return [card_of(day, self.drawing, found=None, looked_for=None) for day in self.days]
        return [
            card_of(days[a.space.id], self.drawing, found=a, looked_for=self.slot)
            for a in self.found
        ]

    @cached_property
    def floors(self) -> list[Floor]:
        if self.slot is None:
            return []
        return floors_of(
            levels_of(self.search.site), self.found, search=self.search, slot=self.slot
        )

    @cached_property
    def fitting(self) -> list[Availability]:
        return [a for a in self.found if a.state is AvailabilityState.FREE]

    @property
    def count(self) -> str:
        """5 of 9 spaces are free 14:30–16:30"""
        if self.slot is None:
            return _("Please say when.")
        return free_in_words(self.found, words.times(self.slot, self.search.site.zone))

    @property
    def view(self) -> View:
        return self.search.view

    @property
    def views(self) -> list[dict[str, Any]]:
        """The same search, seen in other ways."""
        return [
            {
                "label": label,
                "url": url_for("bookings.find", **self.search.seen_as(view).address),
                "current": view is self.view,
            }
            for view, label in VIEWS.items()
        ]

    @cached_property
    def others(self) -> dict[UUID, list[Alternative]]:
        """What could be had instead of each space that would do and is not free, by its id."""
        if self.slot is None:
            return {}
        wanted = [a.space for a in self.found if a.suits and a.state is not AvailabilityState.FREE]
        people, whom = self.search.people, self.whom
        return alternatives_for(wanted, self.slot, people=people, for_whom=whom)

    @cached_property
    def listed(self) -> list[ListRow]:
        pictures = first_pictures(each.space for each in self.found)
        return list_rows(self.found, self.search, others=self.others, pictures=pictures)

    @property
    def columns(self) -> list[Any]:
        return columns_of(self.search)

    @property
    def sorts(self) -> list[dict[str, Any]]:
        return sorts_of(self.search)

    @cached_property
    def month(self) -> HeatMonth:
        return month_map(self.search, for_whom=self.whom)

    @cached_property
    def nothing(self) -> Nothing | None:
        """What to change, where nothing fits; else None. Of a chosen space the ticket tells."""
        if self.slot is None or self.fitting or not self.found or self.chosen:
            return None
        return nothing_for(self.found, self.search, others=self.others)

    @property
    def told(self) -> str:
        """The search in a few words, for the title: 8 people · Thu 26 Nov 14:30–16:30"""
        search = self.search
        people = ngettext("%(num)s person", "%(num)s people", search.people)
        times = f"{hour(search.start)}–{hour(search.end)}"
        return f"{people} · {written(search.day, form='EEE d MMM')} {times}"

    @property
    def mark_url(self) -> str:
        """Where a page that stands open asks whether it is still true."""
        search = self.search
        month = search.view.value if search.view is View.MONTH else None
        return url_for(
            "bookings.mark", site=search.site.code, day=search.day.isoformat(), view=month
        )

    @property
    def needs_said(self) -> str:
        return ", ".join(equipment_name(n) for n in self.search.needs) or _("Nothing special")

    @property
    def day_start(self) -> datetime:
        """For the name of the zone on that day."""
        return day_slot(self.search.day, self.search.site.zone).start + timedelta(hours=12)

    @property
    def partly(self) -> int:
        return sum(a.state is AvailabilityState.PART for a in self.found)

    @property
    def suggestions(self) -> Sequence[dict[str, str]]:
        """The smallest that are large enough, for whoever just wants a room."""
        return [
            {
                "name": a.space.name,
                "url": choose_url(self.search, a.space),
                "detail": words.detail(a.space),
                "price": words.rate(a.space),
            }
            for a in [a for a in self.fitting if a.space.kind is not SpaceKind.EQUIPMENT][:3]
        ]

    @cached_property
    def day_items(self) -> list[dict[str, Any]]:
        """A week to choose from, beginning a little before the chosen day, never before today."""
        today = today_at(self.search.site)
        first = max(today, self.search.day - timedelta(days=DAYS_BEFORE))
        if self.search.day < today:
            first = self.search.day
        shown = [first + timedelta(days=n) for n in range(DAYS_SHOWN)]
        return [
            {
                "weekday": written(each, form="EEE"),
                "day": each.day,
                "url": url_for("bookings.find", **self.search.on(each).address),
                "current": each == self.search.day,
                "label": long_day(each),
            }
            for each in shown
        ]

    def _elsewhere(self, site: Site) -> Search:
        return replace(self.search, site=site, space="", start_fold=None, end_fold=None)
