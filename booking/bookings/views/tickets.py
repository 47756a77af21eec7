"""The ticket beside the finder: one space at one time, what it costs, and why not if not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from booking.bookings import queries
from booking.bookings.availability import (
    Availability,
    AvailabilityState,
    availability_of,
    whole_days,
)
from booking.bookings.errors import Alternative
from booking.bookings.permissions import can_manage
from booking.bookings.rules import spoken
from booking.bookings.search import Search
from booking.bookings.services import Verdict, Wish, judge
from booking.bookings.views import words
from booking.bookings.views.rows import choose_url, space_url
from booking.pricing.rules import price
from booking.spaces.models import Space
from booking.spaces.names import equipment_name
from hub.accounts.models import User
from hub.core.formats import day as on_day
from hub.core.formats import money
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.money import Money
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Ticket:
    """`refusals` are sentences; with none of them the space can be booked."""

    space: Space
    slot: TimeSlot
    search: Search
    state: tuple[str, str]
    refusals: list[str] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    #: Nothing but rules of the house speaks against it; `for_staff`: the reader may set them aside.
    by_rule: bool = False
    for_staff: bool = False

    @property
    def can_be_had(self) -> bool:
        return not self.refusals

    @property
    def detail(self) -> str:
        people = ngettext("%(num)s person", "%(num)s people", self.search.people)
        return " · ".join([people, *words.equipment(self.space)])

    @property
    def missing(self) -> list[str]:
        """What was looked for and is not here; no reason to refuse somebody."""
        return [equipment_name(n) for n in self.search.needs if n not in self.space.equipment]

    @property
    def price_lines(self) -> list[dict[str, Any]]:
        return price_lines(self.space, self.slot, quantity=self._quantity)

    @property
    def total(self) -> Money:
        return price(self.slot, self.space.hourly_rate) * self._quantity

    @property
    def margins(self) -> list[str]:
        return margins_in_words(self.space)

    @property
    def space_url(self) -> str:
        return space_url(self.space, self.search)

    @property
    def sign_in_url(self) -> str:
        return url_for("accounts.sign_in", next=choose_url(self.search, self.space))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The search again, for the form that holds the space."""
        pairs: list[tuple[str, str]] = []
        for name, value in self.search.address.items():
            values = value if isinstance(value, list) else [value]
            pairs += [(name, str(each)) for each in values]
        return pairs

    @property
    def _quantity(self) -> int:
        return self.search.people if self.space.is_pooled else 1


def ticket_of(
    space: Space, search: Search, *, slot: TimeSlot, reader: User | None = None
) -> Ticket:
    """With all that speaks against it, for this reader."""
    people = search.people
    wish = Wish(space, slot, people, booked_for=reader)
    whom = wish.for_whom()
    known = queries.around([space], whole_days(slot, space.site.zone), for_whom=whom)
    found = availability_of(space, slot, people=people, known=known)
    verdict = judge(wish, known=known)
    if not verdict.against:
        return Ticket(space, slot, search, words.state(found))
    others = (
        queries.alternatives(space, slot, people=people, for_whom=whom)
        if verdict.is_worth_another
        else []
    )
    links = [*_free_part(found, search), *offered(others, search)]
    sentences = [reason.sentence for reason in verdict.against]
    return Ticket(
        space, slot, search, words.state(found), sentences, links,
        by_rule=verdict.may_be_set_aside, for_staff=_for_staff(verdict, space=space, reader=reader),
    )  # fmt: skip


def _for_staff(verdict: Verdict, *, space: Space, reader: User | None) -> bool:
    """Only rules of the house are in the way, and the reader may set them aside."""
    return verdict.may_be_set_aside and can_manage(reader, space.site_id)


def _free_part(found: Availability, search: Search) -> list[tuple[str, str]]:
    """Of a time that is free in part, that part; nearer to what was wanted than anything else."""
    if found.state is not AvailabilityState.PART or not found.free_from or not found.free_until:
        return []
    part = TimeSlot(found.free_from, found.free_until)
    return offered([Alternative(found.space, part)], search)


def refused_ticket(
    refusal: Any, search: Search, *, space: Space, slot: TimeSlot, reader: User
) -> Ticket:
    """What a service said no to, with what it offered instead."""
    reasons = getattr(refusal, "reasons", [])
    sentences = [reason.sentence for reason in reasons] or [str(refusal)]
    others = offered(refusal.alternatives, search)
    by_rule = bool(reasons) and all(reason.by_rule for reason in reasons)
    state = (_("Not to be had"), "bad")
    for_staff = by_rule and can_manage(reader, space.site_id)
    return Ticket(
        space, slot, search, state, sentences, others, by_rule=by_rule, for_staff=for_staff
    )


def offered(others: Sequence[Alternative], search: Search) -> list[tuple[str, str]]:
    """Alternatives as links: a sentence and where it leads."""
    return [(offer(other), choose_url(search, other.space, slot=other.slot)) for other in others]


def price_lines(space: Space, slot: TimeSlot, *, quantity: int) -> list[dict[str, Any]]:
    minutes = int(slot.length.total_seconds() // 60)
    label = _("%(length)s × %(rate)s", length=spoken(minutes), rate=money(space.hourly_rate))
    if quantity > 1:
        label = _("%(line)s × %(num)s places", line=label, num=quantity)
    return [{"label": label, "amount": price(slot, space.hourly_rate) * quantity}]


def margins_in_words(space: Space) -> list[str]:
    lines = []
    if space.setup_minutes:
        lines.append(_("%(length)s before it are kept free to set up.",
                       length=spoken(space.setup_minutes)))  # fmt: skip
    after = space.cleanup_minutes + space.buffer_minutes
    if after:
        lines.append(_("%(length)s after it are kept free to clear up.", length=spoken(after)))
    return lines


def offer(other: Alternative) -> str:
    zone = other.space.site.zone
    return _("%(space)s, %(day)s %(times)s",
             space=other.space.name, day=on_day(other.slot.start, zone, form="EEE d MMM"),
             times=words.times(other.slot, zone))  # fmt: skip
