"""The events of a calendar's essential text, each read on its own so that one broken event does not
take the others with it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import vDuration, vText
from icalendar.parser import Contentline, Parameters

from booking.calendars.rules.essence import CannotRead
from booking.calendars.rules.verdicts import Flag
from booking.calendars.rules.zones import Home, Meant, home_of, next_day, read_time

LONGEST_UID = 200
#: Exceptions and extra dates of all events together.
MOST_DATES = 20_000


@dataclass(frozen=True)
class Event:
    """A VEVENT. `end` is exclusive; None when it is written as a `length` or not at all."""

    number: int
    uid: str
    title: str
    start: Meant
    end: Meant | None
    length: timedelta | None = None
    recurrence_id: Meant | None = None
    this_and_future: bool = False
    rules: tuple[str, ...] = ()
    extra: tuple[Meant, ...] = ()
    except_for: tuple[Meant, ...] = ()
    sequence: int = 0
    status: str = ""
    transparent: bool = False
    flags: frozenset[Flag] = frozenset()

    @property
    def repeats(self) -> bool:
        return bool(self.rules or self.extra)


@dataclass(frozen=True)
class BrokenEvent:
    """An event of which no time can be read, with as much of its title as can."""

    number: int
    uid: str
    title: str


@dataclass(frozen=True)
class Contents:
    events: tuple[Event, ...]
    broken: tuple[BrokenEvent, ...]
    #: The last day that the file itself speaks of: when it was written, or its last event's start.
    last_known: datetime | None


Line = tuple[str, Parameters, str]


def contents_of(text: str, *, zone: str) -> Contents:
    """What is in an essential text, for a space whose clocks are in `zone`.

    Raises:
        CannotRead: more single dates than anybody would write.
    """
    lines = [line for line in text.split("\r\n") if line]
    calendar_zone = next((_value(x) for x in lines if x.upper().startswith("X-WR-TIMEZONE")), None)
    home = home_of(zone, calendar_zone)
    if sum(line.count(",") for line in lines if line.startswith(("EXDATE", "RDATE"))) > MOST_DATES:
        raise CannotRead("too-much-work")
    events: list[Event] = []
    broken: list[BrokenEvent] = []
    for number, block in enumerate(_blocks(lines)):
        try:
            events.append(_event(number, [_parted(line) for line in block], home=home))
        except (ValueError, TypeError, OverflowError, KeyError):
            broken.append(_broken(number, block))
    return Contents(tuple(events), tuple(broken), _last_known(lines, events, home=home))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            block = []
        elif line == "END:VEVENT":
            yield block
        else:
            block.append(line)


def _parted(line: str) -> Line:
    name, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    return name.upper(), parameters, value


def _value(line: str) -> str:
    return line.partition(":")[2].strip()


def _event(number: int, lines: list[Line], *, home: Home) -> Event:
    first = {name: (parameters, value) for name, parameters, value in reversed(lines)}
    start = _time(first["DTSTART"], home)
    title = _title(first["SUMMARY"][1]) if "SUMMARY" in first else ""
    uid, flags = _identity(first, title)
    end = _time(first["DTEND"], home) if "DTEND" in first else None
    if end is not None and end.is_day != start.is_day:
        raise ValueError("begins with a day and ends with a time, or the other way about")
    if start.is_day and (end is None or end.value <= start.value) and "DURATION" not in first:
        end = next_day(start)  # RFC 5545, 3.6.1; and some write the same day as its end
    again = first.get("RECURRENCE-ID")
    return Event(
        number=number,
        uid=uid,
        title=title,
        start=start,
        end=end,
        length=_length(first["DURATION"][1]) if "DURATION" in first else None,
        recurrence_id=_time(again, home) if again else None,
        this_and_future=again is not None and again[0].get("RANGE", "").upper() == "THISANDFUTURE",
        rules=tuple(value for name, _p, value in lines if name == "RRULE")
        + tuple(f"EXRULE={value}" for name, _p, value in lines if name == "EXRULE"),
        extra=_times("RDATE", lines, home=home),
        except_for=_times("EXDATE", lines, home=home),
        sequence=_whole_number(first.get("SEQUENCE")),
        status=first["STATUS"][1].strip().upper() if "STATUS" in first else "",
        transparent="TRANSP" in first and first["TRANSP"][1].strip().upper() == "TRANSPARENT",
        flags=flags | start.flags | (end.flags if end else frozenset()),
    )


def _time(line: tuple[Parameters, str], home: Home) -> Meant:
    return read_time(line[1], line[0].get("TZID"), home=home)


def _times(name: str, lines: list[Line], *, home: Home) -> tuple[Meant, ...]:
    """Of a PERIOD (start/end) only the start: a title says more about its length than a list."""
    return tuple(
        read_time(value.partition("/")[0], parameters.get("TZID"), home=home)
        for found, parameters, values in lines
        if found == name
        for value in values.split(",")
        if value.strip()
    )


def _length(text: str) -> timedelta:
    length: timedelta = vDuration.from_ical(text.strip())  # type: ignore[no-untyped-call]
    return length


def _title(text: str) -> str:
    return " ".join(str(vText.from_ical(text)).split())


def _identity(first: dict[str, tuple[Parameters, str]], title: str) -> tuple[str, frozenset[Flag]]:
    uid = first["UID"][1].strip() if "UID" in first else ""
    if not uid:
        made = hashlib.sha256(f"{title}|{first['DTSTART'][1]}".encode()).hexdigest()[:32]
        return f"no-uid-{made}", frozenset({Flag.NO_UID})
    if len(uid) > LONGEST_UID:
        return f"sha256-{hashlib.sha256(uid.encode()).hexdigest()}", frozenset()
    return uid, frozenset()


def _whole_number(line: tuple[Parameters, str] | None) -> int:
    text = line[1].strip() if line else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _broken(number: int, block: list[str]) -> BrokenEvent:
    def value(name: str) -> str:
        return next((_value(line) for line in block if line.upper().startswith(name)), "")

    return BrokenEvent(number, value("UID")[:LONGEST_UID], _title(value("SUMMARY")))


def _last_known(lines: list[str], events: list[Event], *, home: Home) -> datetime | None:
    days = [datetime(*e.start.value.timetuple()[:3]) for e in events]  # noqa: DTZ001
    for line in lines:
        if line.startswith(("DTSTAMP", "LAST-MODIFIED", "CREATED")):
            try:
                written = read_time(_value(line), None, home=home).value
            except ValueError:
                continue
            days.append(datetime(*written.timetuple()[:3]))  # noqa: DTZ001
    return max(days, default=None)
