"""A booking as its pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import url_for

from booking.bookings.forms import GuestsForm
from booking.bookings.guests import guests_of
from booking.bookings.models import (
    OCCUPYING,
    Booking,
    BookingGuest,
    BookingKind,
    BookingNote,
    BookingState,
)
from booking.bookings.notes import notes_for
from booking.bookings.permissions import can_change, can_manage
from booking.bookings.sets import set_of, standing_in_set
from booking.bookings.views.places import OtherClock, other_clock
from booking.bookings.views.tickets import margins_in_words, price_lines
from hub.accounts.models import User
from hub.accounts.queries.history import ShownEntry, shown_history_of
from hub.core.clock import now
from hub.core.database import db
from hub.core.formats import day as written
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext
from hub.core.walltime import to_wall
from hub.organisations.models import Organisation

STATES = {
    BookingState.HELD: (_l("On hold"), "warn"),
    BookingState.CONFIRMED: (_l("Confirmed"), "ok"),
    BookingState.CANCELLED: (_l("Cancelled"), "bad"),
    BookingState.EXPIRED: (_l("Hold ran out"), ""),
}


@dataclass
class Record:
    booking: Booking
    reader: User

    @property
    def state(self) -> tuple[str, str]:
        return state_of(self.booking)

    @property
    def url(self) -> str:
        return url_for("bookings.show", booking_id=self.booking.id)

    @property
    def space_url(self) -> str:
        booking, site = self.booking, self.booking.space.site
        day = to_wall(booking.starts_at, booking.zone).date().isoformat()
        return url_for("bookings.space_day", site=site.code, slug=booking.space.slug, day=day)

    @property
    def again_url(self) -> str:
        """The finder with the same space, hours and people, on a day to be chosen."""
        booking = self.booking
        values: dict[str, Any] = {"from": booking.starts_local[-5:], "to": booking.ends_local[-5:]}
        values |= {"site": booking.space.site.code, "space": booking.space.slug}
        return url_for("bookings.find", people=booking.people, **values)

    @property
    def other_clock(self) -> OtherClock:
        return other_clock(self.booking.space.site, self.reader)

    @property
    def can_be_cancelled(self) -> bool:
        booking = self.booking
        stands = booking.state in OCCUPYING and booking.ends_at > now()
        return stands and can_change(self.reader, booking)

    @property
    def can_be_moved(self) -> bool:
        return self.stands and self.booking.kind is BookingKind.BOOKING and self.can_be_cancelled

    @property
    def can_be_confirmed(self) -> bool:
        return self.booking.state is BookingState.HELD and can_change(self.reader, self.booking)

    @property
    def stands(self) -> bool:
        return _stands(self.booking)

    @cached_property
    def guests(self) -> list[BookingGuest]:
        return guests_of(self.booking)

    @property
    def can_invite(self) -> bool:
        return self.can_be_moved

    @cached_property
    def guest_form(self) -> GuestsForm:
        """What was sent, else empty, in the language of who asks."""
        return GuestsForm(data={"language": self.reader.language})

    @cached_property
    def others(self) -> list[dict[str, Any]]:
        """What was booked with it in one go, as rows of a list."""
        booking = self.booking
        return [listed(each, self.reader) for each in set_of(booking) if each.id != booking.id]

    @cached_property
    def standing_with_it(self) -> int:
        """How many of the set a cancellation of all would give back, it included."""
        return len(standing_in_set(self.booking, of=self.reader))

    @property
    def told_of_an_end(self) -> list[str]:
        """Who gets a mail when it is cancelled."""
        if not self.was_told:
            return []
        told = [
            _("%(name)s gets a mail, and the entry in the calendar is taken back.",
              name=self.booking.booked_for.name)
        ]  # fmt: skip
        if self.guests:
            told.append(
                ngettext("%(num)s guest gets one, too.", "%(num)s guests get one, too.",
                         len(self.guests))
            )  # fmt: skip
        return told

    @property
    def was_told(self) -> bool:
        """A hold was never mailed, so nothing is mailed about its end."""
        return self.booking.state is BookingState.CONFIRMED

    @property
    def cancel_title(self) -> str:
        return _("Cancel this booking?") if self.was_told else _("Let this hold go?")

    @property
    def cancel_button(self) -> str:
        return _("Cancel the booking") if self.was_told else _("Let it go")

    @property
    def facts(self) -> list[tuple[str, str]]:
        booking = self.booking
        people = ngettext("%(num)s person", "%(num)s people", booking.people)
        told = [(_("For"), booking.booked_for.name)]
        if booking.booked_for_id != booking.booked_by_id:
            told.append((_("Booked by"), booking.booked_by.name))
        if self.organisation:
            told.append((_("In the name of"), self.organisation))
        told += [(_("People"), people), (_("Reference"), booking.reference)]
        if booking.needs:
            told.append((_("To set up"), booking.needs))
        return told

    @cached_property
    def organisation(self) -> str | None:
        found = self.booking.organisation_id
        return db.session.get_one(Organisation, found).name if found else None

    @property
    def lines(self) -> list[dict[str, Any]]:
        """How the price came about; only while the rate still gives what was agreed."""
        booking = self.booking
        lines = price_lines(booking.space, booking.slot, quantity=booking.quantity)
        return lines if sum(each["amount"].minor for each in lines) == booking.price.minor else []

    @property
    def margins(self) -> list[str]:
        return margins_in_words(self.booking.space)

    @cached_property
    def notes(self) -> Sequence[BookingNote] | None:
        """Of the staff; None for who is not to know of them."""
        return notes_for(self.booking, self.reader)

    @property
    def can_note(self) -> bool:
        return can_manage(self.reader, self.booking.space.site_id)

    @cached_property
    def history(self) -> list[ShownEntry]:
        return [_in_words(entry) for entry in shown_history_of(self.booking)]


def _in_words(entry: ShownEntry) -> ShownEntry:
    """The page says already what was booked; of a step only its reason is worth reading here."""
    return replace(entry, detail=entry.reason or None)


def listed(booking: Booking, reader: User) -> dict[str, Any]:
    """A booking as a row of a list."""
    label, tone = state_of(booking)
    return {
        "booking": booking,
        "title": booking.purpose or booking.space.name,
        "weekday": written(booking.starts_at, booking.zone, form="EEE"),
        "day": written(booking.starts_at, booking.zone, form="d"),
        "month": written(booking.starts_at, booking.zone, form="MMM"),
        "clock": other_clock(booking.space.site, reader),
        "url": _url(booking),
        "label": label,
        "tone": tone,
        "stands": _stands(booking),
    }


def state_of(booking: Booking) -> tuple[str, str]:
    """A word and the tone of its chip; a hold that has run out is told as such at once."""
    expires = booking.hold_expires_at
    if booking.state is BookingState.HELD and expires is not None and expires <= now():
        return _("Hold ran out"), ""
    if booking.state is BookingState.CONFIRMED and booking.ends_at <= now():
        return _("Over"), ""
    label, tone = STATES[booking.state]
    return str(label), tone


def _stands(booking: Booking) -> bool:
    """Agreed, and not over: something for a calendar."""
    return booking.state is BookingState.CONFIRMED and booking.ends_at > now()


def _url(booking: Booking) -> str:
    """A hold leads to where it is confirmed."""
    held = booking.state is BookingState.HELD
    endpoint = "bookings.checkout" if held else "bookings.show"
    return url_for(endpoint, booking_id=booking.id)
