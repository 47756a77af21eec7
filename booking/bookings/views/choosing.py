"""The page where several spaces are put together, one row for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict

from booking.bookings import services
from booking.bookings.availability import availability
from booking.bookings.errors import Refusal
from booking.bookings.forms import SearchForm, TogetherForm
from booking.bookings.models import Booking, BookingState
from booking.bookings.permissions import can_manage
from booking.bookings.receivers import organisations_of, person_at
from booking.bookings.search import Search, today_at, usual_times
from booking.bookings.services import Run, Wish
from booking.bookings.services.together import MOST_TOGETHER
from booking.bookings.views import words
from booking.bookings.views.places import OtherClock, other_clock
from booking.bookings.views.tickets import offer, price_lines
from booking.pricing.rules import price
from booking.spaces.models import Space
from booking.spaces.queries import sites_with_spaces, spaces_of
from hub.accounts.models import User
from hub.core.errors import HubError, Invalid
from hub.core.i18n import gettext as _
from hub.core.money import Money
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site
from hub.web.choices import options

_ROW = re.compile(r"(\d{1,2})-space")


@dataclass
class Row:
    """One space with its own time. `sentences` say why it cannot be had so."""

    number: int
    form: SearchForm
    search: Search
    slot: TimeSlot | None
    space: Space | None
    options: list[tuple[str, str]]
    sentences: list[str] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    remove_url: str = ""

    @property
    def quantity(self) -> int:
        return self.search.people if self.space and self.space.is_pooled else 1

    @property
    def lines(self) -> list[dict[str, Any]]:
        if self.space is None or self.slot is None:
            return []
        lines = price_lines(self.space, self.slot, quantity=self.quantity)
        return [line | {"note": self.space.name} for line in lines]


@dataclass
class Choosing:
    """`given` is the address, or what was sent: `1-space`, `1-day`, `1-from` … for each row, and
    `hold` for what the person has on hold already."""

    given: MultiDict[str, str]
    site: Site
    person: User
    hold: Booking | None
    sentences: list[str] = field(default_factory=list)
    hold_sentences: list[str] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def form(self) -> TogetherForm:
        held = self.hold
        form = TogetherForm(
            data={
                "purpose": held.purpose,
                "needs": held.needs,
                "organisation": str(held.organisation_id or ""),
            }
            if held
            else None
        )
        form.organisation.choices = options([("", _("My own")), *self.names])
        return form

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Organisations in whose name the person may come."""
        return [(str(each.id), each.name) for each in organisations_of(self._whom)]

    @property
    def organisation_id(self) -> UUID | None:
        said = self.form.organisation.data
        return UUID(said) if said and said in dict(self.names) else None

    @property
    def _whom(self) -> User:
        return self.hold.booked_for if self.hold else self.person

    @cached_property
    def rows(self) -> list[Row]:
        numbers = sorted({int(m[1]) for m in map(_ROW.fullmatch, self.given) if m})[:MOST_TOGETHER]
        rows = [self._row(number, self.given) for number in numbers]
        missing = (1 if self.hold else 2) - len(rows)
        more = max(missing, 1 if self.given.get("add") and self.may_add(len(rows)) else 0)
        for _each in range(more):
            rows.append(self._new_row(rows))
        for row in rows:
            if len(rows) > 1:
                row.remove_url = self._url([each for each in rows if each is not row])
        return rows

    def may_add(self, number: int | None = None) -> bool:
        rows = len(self.rows) if number is None else number
        return rows + (1 if self.hold else 0) < MOST_TOGETHER

    @property
    def is_whole(self) -> bool:
        """Every row says a space and a time that can be read, and there are two or more."""
        parts = len(self.rows) + (1 if self.hold else 0)
        return parts > 1 and all(row.space and row.slot for row in self.rows)

    @property
    def can_be_had(self) -> bool:
        refused = any(row.sentences for row in self.rows) or self.hold_sentences or self.sentences
        return self.is_whole and not refused

    @property
    def run(self) -> Run:
        purpose, needs = self.form.purpose.data or "", self.form.needs.data or ""
        organisation = self.organisation_id
        wishes = [
            Wish(
                row.space,
                row.slot,
                row.search.people,
                purpose,
                organisation_id=organisation,
                booked_for=self._whom,
                needs=needs,
            )
            for row in self.rows
            if row.space and row.slot
        ]
        return Run(wishes, [self.hold] if self.hold else [], purpose, needs, organisation)

    @property
    def lines(self) -> list[dict[str, Any]]:
        held = self.hold
        lines = price_lines(held.space, held.slot, quantity=held.quantity) if held else []
        return [
            *(line | {"note": held.space.name} for line in lines if held),
            *(line for row in self.rows for line in row.lines),
        ]

    @property
    def total(self) -> Money:
        held = self.hold.price_minor if self.hold else 0
        minor = sum(
            (price(row.slot, row.space.hourly_rate) * row.quantity).minor
            for row in self.rows
            if row.space and row.slot
        )
        return Money(held + minor, self.site.currency)

    @property
    def count(self) -> int:
        return len(self.run.wishes) + len(self.run.holds)

    @property
    def for_others(self) -> bool:
        return can_manage(self.person, self.site.id)

    @property
    def other_clock(self) -> OtherClock:
        return other_clock(self.site, self.person)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was chosen again, for the form that books it."""
        return [(name, str(value)) for name, value in self._address(self.rows).items()]

    @property
    def sites(self) -> list[Site]:
        return [] if self.hold else sites_with_spaces()

    def look(self) -> "Choosing":
        """Ask what would be refused. While a row is not whole, the others are judged all the
        same."""
        if self.hold and self.hold.state not in (BookingState.HELD, BookingState.EXPIRED):
            self.hold_sentences = [_("This one is no longer on hold, so it cannot come along.")]
        return self.refused(services.look_together(self.run))

    def book(self) -> list[Booking]:
        """Inside a transaction. Raises what the services raise; Invalid for an unknown receiver."""
        return services.book_together(self.run, by=self.person, booked_for=self._receiver())

    def refused(self, refusals: Sequence[Refusal]) -> "Choosing":
        whole = [row for row in self.rows if row.space and row.slot]
        before = 1 if self.hold else 0
        for refusal in refusals:
            if refusal.index < before:
                self.hold_sentences = refusal.sentences
                continue
            row = whole[refusal.index - before]
            row.sentences = refusal.sentences
            row.alternatives = [
                (offer(other), self._with(row, other.slot, space=other.space))
                for other in refusal.alternatives
            ]
        return self

    def refused_whole(self, refusal: HubError) -> "Choosing":
        if isinstance(refusal, Invalid):
            self.form.refuse_all(refusal)
        beside = isinstance(refusal, Invalid) and any(n in self.form for n in refusal.errors)
        if not beside:
            self.sentences = [str(refusal)]
        return self

    def _receiver(self) -> User:
        email = (self.form.for_email.data or "").strip()
        if not self.for_others or not email:
            return self._whom
        found = person_at(email)
        if found is None:
            sentence = _("There is nobody with this e-mail address at the hub.")
            raise Invalid(sentence, errors={"for_email": [sentence]})
        return found

    def _row(self, number: int, given: MultiDict[str, str]) -> Row:
        form = SearchForm(given, prefix=f"{number}-")
        search = form.search(self.site)
        space = next((each for each in self._spaces if each.slug == search.space), None)
        slot = form.slot_of(search)
        return Row(number, form, search, slot, space, self._options(search, slot))

    def _new_row(self, rows: Sequence[Row]) -> Row:
        """The same time as the one before, in a space to be chosen."""
        last = rows[-1].search if rows else self._first
        number = max((row.number for row in rows), default=0) + 1
        return self._row(number, MultiDict(_of_row(number, last.in_space(""))))

    @property
    def _first(self) -> Search:
        search = Search(self.site, *usual_times(self.site))
        if self.hold is None:
            return search
        fits_day = search.at(self.hold.slot)
        return fits_day if fits_day.day >= today_at(self.site) else search

    @cached_property
    def _spaces(self) -> list[Space]:
        return spaces_of(self.site)

    @cached_property
    def _judged(self) -> dict[tuple[TimeSlot, int], dict[UUID, str]]:
        return {}

    def _options(self, search: Search, slot: TimeSlot | None) -> list[tuple[str, str]]:
        """The spaces, each with whether it can be had at that time; read once for each time."""
        if slot is None:
            return [(each.slug, f"{each.name} · {words.capacity(each)}") for each in self._spaces]
        key = (slot, search.people)
        if key not in self._judged:
            found = availability(self.site, slot, people=search.people)
            self._judged[key] = {each.space.id: words.state(each)[0] for each in found}
        said = self._judged[key]
        return [
            (each.slug, " · ".join([each.name, words.capacity(each), said.get(each.id, "")]))
            for each in self._spaces
        ]

    def _with(self, row: Row, slot: TimeSlot, *, space: Space) -> str:
        other = _of_row(row.number, row.search.at(slot, space=space.slug))
        return url_for("bookings.together", **(self._address(self.rows) | other))

    def _url(self, rows: Sequence[Row]) -> str:
        return url_for("bookings.together", **self._address(rows))

    def _address(self, rows: Sequence[Row]) -> dict[str, Any]:
        start = {"hold": str(self.hold.id)} if self.hold else {"site": self.site.code}
        for row in rows:
            start |= _of_row(row.number, row.search)
        return start


def _of_row(number: int, search: Search) -> dict[str, Any]:
    """As the address says one row; its space also where none is chosen, so that the row stays."""
    values = {n: v for n, v in search.address.items() if n not in ("site", "needs")}
    return {f"{number}-{name}": value for name, value in ({"space": ""} | values).items()}
