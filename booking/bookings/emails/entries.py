"""A booking as a calendar shows it, to whom it is for and to a guest."""

from dataclasses import replace

from flask import current_app

from booking.bookings.icalendar_text import Entry, Method, Person, calendar_text
from booking.bookings.models import Booking, BookingGuest, BookingState
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.outbox.letters import Attachment, Receiver
from hub.web.addresses import public_url


def entry_of(booking: Booking) -> Entry:
    """In the language now spoken."""
    space, site = booking.space, booking.space.site
    place = [space.name, site.name, *([site.address] if site.address else [])]
    lines = [
        _("Booking %(reference)s", reference=booking.reference),
        _("See, change or cancel it: %(url)s", url=booking_url(booking)),
    ]
    return Entry(
        uid=booking.ical_uid,
        sequence=booking.ical_sequence,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        zone=booking.zone,
        title=f"{space.name}: {booking.purpose}" if booking.purpose else space.name,
        place=", ".join(place),
        text="\n".join(lines),
        url=booking_url(booking),
        at=now(),
        made_at=booking.made_at,
        organiser=Person.from_header(current_app.config["MAIL_FROM"]),
        attendee=Person(booking.booked_for.name, booking.booked_for.email),
        cancelled=booking.state is BookingState.CANCELLED,
    )


def guest_entry(booking: Booking, guest: BookingGuest, *, uninvited: bool = False) -> Entry:
    """As a guest needs it: who invites and where; no address but their own, no reference, and no
    link that asks for an account. It has the booking's own UID."""
    entry, host = entry_of(booking), booking.booked_for.name
    lines = [
        _("%(name)s invites you.", name=host),
        _("How to find us: %(url)s", url=site_url(booking)),
    ]
    return replace(
        entry,
        title=booking.purpose or _("Meeting with %(name)s", name=host),
        text="\n".join(lines),
        url=site_url(booking),
        organiser=Person(host, entry.organiser.email),
        attendee=Person(guest.name or guest.email, guest.email),
        has_agreed=False,
        uninvited=uninvited,
    )


def invitation(entry: Entry, method: Method, *, name: str = "booking.ics") -> Attachment:
    text = calendar_text([entry], method=method)
    return Attachment(name, f"text/calendar; method={method}; charset=utf-8", text)


def receiver_of(booking: Booking) -> Receiver:
    person = booking.booked_for
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)


def attachment_for(booking: Booking, method: Method, *, name: str = "booking.ics") -> Attachment:
    """In the language of whom it is for."""
    with speaking(booking.booked_for.language):
        return invitation(entry_of(booking), method, name=name)


def booking_url(booking: Booking) -> str:
    return public_url("bookings.show", booking_id=str(booking.id))


def site_url(booking: Booking) -> str:
    """The page of the house, which everybody may see."""
    return public_url("organisations.site", code=booking.space.site.code)
