"""Small calendars for tests, put together from lines."""

from datetime import date
from pathlib import Path

from booking.calendars.rules import Proposal, Proposed, essential_text, propose

#: A made-up maker space near Berlin, in the shapes of real exports.
WERKHOF = Path(__file__).with_name("werkhof.ics").read_bytes()


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar of events, each given as lines such as `DTSTART:20260101T090000`."""
    blocks = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, [head.strip()]), *blocks]
    return "\r\n".join("\n".join([*lines, "END:VCALENDAR", ""]).split("\n")).encode()


def event(start: str, end: str = "", *, title: str = "Workshop", more: str = "") -> str:
    """`start` and `end` are what follows DTSTART and DTEND: `;TZID=Europe/Berlin:2026…`."""
    lines = ["UID:wh-1@werkhof.example", f"DTSTART{start}", *([f"DTEND{end}"] if end else [])]
    return "\n".join([*lines, f"SUMMARY:{title}", *filter(None, [more.strip()])])


def proposed(file: bytes, *, zone: str = "Europe/Berlin", today: str = "2026-11-23") -> Proposal:
    return propose(essential_text(file), zone=zone, today=date.fromisoformat(today))


def rows(file: bytes, **named: str) -> list[Proposed]:
    found = proposed(file, **named).rows
    return sorted(found, key=lambda row: row.slot.start.timestamp() if row.slot else 0)


def only(file: bytes, **named: str) -> Proposed:
    (row,) = rows(file, **named)
    return row
