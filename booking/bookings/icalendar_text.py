"""Bookings as iCalendar text (RFC 5545), and as invitations in mail (RFC 5546). Pure: everything
that the text says is handed in.

Wall times go out with the zone of the place and the zone's rules, so that a calendar shows the
right hour also after the clocks change. The UID never changes; SEQUENCE rises with each change.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from booking.bookings.icalendar_zones import zone_text

_END = "END:VCALENDAR\r\n"
MADE_BY = "-//Future City Hub//bookings//EN"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Method(StrEnum):
    """REQUEST puts the entry into the receiver's calendar or changes it, CANCEL takes it out,
    PUBLISH is a copy to keep."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Person:
    name: str
    email: str

    @classmethod
    def from_header(cls, header: str) -> "Person":
        """Of `Future City Hub <hub@futurecityhub.example>`."""
        name, email = parseaddr(header)
        return cls(name, email)


@dataclass(frozen=True)
class Entry:
    """What a calendar says about one booking. `at` is when this text was written."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    title: str
    place: str
    text: str
    url: str
    at: datetime
    made_at: datetime
    organiser: Person
    attendee: Person | None = None
    cancelled: bool = False
    #: Who booked has said yes by booking; a guest has not, and is not asked for an answer.
    has_agreed: bool = True
    #: Taken back from this one attendee; the meeting itself stands.
    uninvited: bool = False


def calendar_text(entries: Iterable[Entry], *, method: Method, name: str = "") -> str:
    """The iCalendar text, lines folded and ended as the standard says."""
    entries = list(entries)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", MADE_BY)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method.value)
    if name:
        calendar.add("X-WR-CALNAME", _clean(name))
    parts: list[str] = []
    for zone in sorted({entry.zone for entry in entries}):
        years = [m.year for e in entries if e.zone == zone for m in (e.starts_at, e.ends_at)]
        # Only the years that matter: a zone's whole history is longer than the entries.
        parts.append(zone_text(zone, since=min(years) - 1, until=max(years) + 1))
    parts += [_event(entry, method).to_ical().decode() for entry in entries]
    begun = calendar.to_ical().decode().removesuffix(_END)
    return "".join((begun, *parts, _END))


def _event(entry: Entry, method: Method) -> Event:
    event = Event()
    zone = ZoneInfo(entry.zone)
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", entry.at)
    event.add("CREATED", entry.made_at)
    event.add("LAST-MODIFIED", entry.at)
    event.add("DTSTART", entry.starts_at.astimezone(zone))
    event.add("DTEND", entry.ends_at.astimezone(zone))
    event.add("SUMMARY", _clean(entry.title))
    event.add("LOCATION", _clean(entry.place))
    event.add("DESCRIPTION", _clean(entry.text))
    event.add("URL", vUri(entry.url))
    cancelled = entry.cancelled or method is Method.CANCEL
    if not entry.uninvited:  # RFC 5546, 3.2.5: to uninvite somebody, STATUS must not be there
        event.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    if method is not Method.PUBLISH:
        event.add("ORGANIZER", _address(entry.organiser))
        if entry.attendee:
            event.add(
                "ATTENDEE", _attendee(entry.attendee, has_agreed=entry.has_agreed), encode=False
            )
    return event


def _attendee(person: Person, *, has_agreed: bool) -> vCalAddress:
    """Nobody is asked for an answer: nobody would read it."""
    address = _address(person)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("ACCEPTED" if has_agreed else "NEEDS-ACTION")
    address.params["RSVP"] = vText("FALSE")
    return address


def _address(person: Person) -> vCalAddress:
    # An address with a line break would be a line of its own in the text.
    address = vCalAddress(f"mailto:{''.join(_clean(person.email).split())}")
    # A parameter can hold neither quotation marks nor line breaks (RFC 5545, 3.2).
    address.params["CN"] = vText(" ".join(_clean(person.name).replace('"', "'").split()))
    return address


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
