"""The finder page put together: what was looked for, what there is, what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from flask import url_for

from booking.bookings.agenda import SpaceDay, day_of, day_slot
from booking.bookings.availability import Availability, AvailabilityState, availability
from booking.bookings.forms import HoldForm, SearchForm
from booking.bookings.search import Search, today_at
from booking.bookings.views import words
from booking.bookings.views.cards import card_of
from booking.bookings.views.plans import Floor, floors_of, free_in_words
from booking.bookings.views.raster import Raster, raster_of
from booking.bookings.views.rows import Drawing, Picked, choose_url, row_of
from booking.bookings.views.tickets import Ticket, ticket_of
from booking.spaces.models import Space, SpaceKind
from booking.spaces.names import equipment_name
from booking.spaces.queries import levels_of, sites_with_spaces
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.errors import NotFound
from hub.core.formats import day as written
from hub.core.formats import long_day
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site

#: The hub's first house: where nobody said another.
FIRST_ZONE = "Asia/Jakarta"
DAYS_SHOWN = 7
DAYS_BEFORE = 2
_ORDER = {
    AvailabilityState.FREE: 0,
    AvailabilityState.PART: 1,
    AvailabilityState.TAKEN: 2,
    AvailabilityState.CLOSED: 3,
}


def site_for(code: str | None, person: User | None) -> Site:
    """The one that was named, else the one where the person is, else the first house."""
    sites = sites_with_spaces()
    if not sites:
        raise NotFound(_("There is no space to book yet."))
    named = [site for site in sites if site.code == code]
    if code and not named:
        raise NotFound(_("There is no such site."))
    zones = (person.zone if person else FIRST_ZONE, FIRST_ZONE)
    near = [site for zone in zones for site in sites if site.zone == zone]
    return [*named, *near, *sites][0]


def _first_house_first() -> list[Site]:
    return sorted(sites_with_spaces(), key=lambda site: (site.zone != FIRST_ZONE, site.city))


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
            for site in _first_house_first()
        ]

    @cached_property
    def found(self) -> list[Availability]:
        """In the order in which they fit; without a time there is nothing to say about any."""
        if self.slot is None:
            return []
        people, needs = self.search.people, self.search.needs
        judged = availability(self.search.site, self.slot, people=people, equipment=needs)
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
        return next((day.space for day in self.days if slug and day.space.slug == slug), None)

    @cached_property
    def ticket(self) -> Ticket | None:
        if self.refused:
            return self.refused
        if self.chosen is None or self.slot is None:
            return None
        return ticket_of(self.chosen, self.search, slot=self.slot)

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
