"""A booking as a calendar reads it; checked with a reader that shares no code with the writer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject

from booking.bookings.icalendar_text import Entry, Method, Person, calendar_text

ENTRY = Entry(
    uid="booking-1@futurecityhub",
    sequence=0,
    starts_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 3, tzinfo=UTC),
    zone="Asia/Jakarta",
    title="Ciliwung: weekly planning",
    place="Ciliwung, Hub Jakarta",
    text="Booking 7KQ4MD",
    url="http://hub.example/bookings/1",
    at=datetime(2026, 11, 23, 1, tzinfo=UTC),
    made_at=datetime(2026, 11, 23, 1, tzinfo=UTC),
    organiser=Person("Future City Hub", "hub@futurecityhub.example"),
    attendee=Person("Ayu", "ayu@people.example"),
)


def read(text: str):
    return vobject.readOne(text)


def test_an_invitation_says_what_when_where_and_for_whom():
    calendar = read(calendar_text([ENTRY], method=Method.REQUEST))

    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert event.uid.value == "booking-1@futurecityhub"
    assert event.sequence.value == "0"
    assert event.summary.value == "Ciliwung: weekly planning"
    assert event.location.value == "Ciliwung, Hub Jakarta"
    assert event.url.value == "http://hub.example/bookings/1"
    assert event.status.value == "CONFIRMED"
    assert event.organizer.value == "mailto:hub@futurecityhub.example"
    assert event.attendee.value == "mailto:ayu@people.example"
    assert event.attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert event.dtstamp.value == ENTRY.at


def test_times_go_out_as_wall_times_of_the_place():
    text = calendar_text([ENTRY], method=Method.REQUEST)

    assert "DTSTART;TZID=Asia/Jakarta:20261124T090000" in text
    assert "TZID:Asia/Jakarta" in text
    assert read(text).vevent.dtstart.value.astimezone(UTC) == ENTRY.starts_at


def test_a_cancellation_has_the_same_uid_and_a_later_sequence():
    cancelled = replace(ENTRY, sequence=1, cancelled=True)

    calendar = read(calendar_text([cancelled], method=Method.CANCEL))

    assert calendar.method.value == "CANCEL"
    assert calendar.vevent.uid.value == ENTRY.uid
    assert calendar.vevent.sequence.value == "1"
    assert calendar.vevent.status.value == "CANCELLED"


def test_a_copy_names_no_people():
    text = calendar_text([ENTRY], method=Method.PUBLISH)

    assert "METHOD:PUBLISH" in text
    assert "@people.example" not in text
    assert "ORGANIZER" not in text


@pytest.mark.parametrize("hours", range(-30, 54))
def test_berlin_hours_around_both_changes_of_clocks_come_back_as_they_were(hours):
    """By the rules in the text alone, as a program without a zone database reads them."""
    for change in (
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
    ):
        start = change + timedelta(hours=hours)
        if change.month == 10 and hours in (-1, 0):
            continue  # a wall time that happens twice cannot be told apart in iCalendar
        entry = replace(
            ENTRY, zone="Europe/Berlin", starts_at=start, ends_at=start + timedelta(days=1)
        )

        assert _by_own_rules(calendar_text([entry], method=Method.PUBLISH)) == start


def _by_own_rules(text: str) -> datetime:
    """The DTSTART of the event, converted by the text's VTIMEZONE read line by line: the last
    onset, each on the clock before it, that is not after the wall time."""
    onsets, offset_to, offset_from, onset = [], None, None, None
    wall = None
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name == "DTSTART":
            onset = datetime.fromisoformat(value)
        elif name == "TZOFFSETFROM":
            offset_from = timedelta(hours=int(value[:3]))
        elif name == "TZOFFSETTO":
            offset_to = timedelta(hours=int(value[:3]))
        elif line in ("END:STANDARD", "END:DAYLIGHT"):
            onsets.append((onset - offset_from, offset_to))
        elif name.startswith("DTSTART;TZID"):
            wall = datetime.fromisoformat(value)
    fitting = [to for begins, to in sorted(onsets) if begins <= wall - to]
    return (wall - fitting[-1]).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "hostile",
    [
        "x\r\nATTENDEE:mailto:spy@evil.example",
        "x\nEND:VEVENT\nBEGIN:VEVENT",
        "x\rURL:http://evil.example",
        "x\u2028ATTENDEE:mailto:spy@evil.example",
        'quoted "name"; CN="other"',
        "back\\slash, comma; semicolon",
        "\x00\x0b\x85",
        "long " * 200 + "ĶŁş€😀" * 50,
    ],
)
def test_no_text_can_become_a_line_of_its_own(hostile):
    entry = replace(
        ENTRY,
        title=hostile,
        place=hostile,
        text=hostile,
        attendee=Person(hostile, "ayu@people.example"),
        organiser=Person(hostile, "hub@futurecityhub.example"),
    )

    text = calendar_text([entry], method=Method.REQUEST)
    event = read(text).vevent

    names = [line.partition(":")[0].partition(";")[0] for line in text.split("\r\n")]
    assert [names.count(name) for name in ("ATTENDEE", "URL", "BEGIN")] == [1, 1, 4]
    assert event.attendee.value == "mailto:ayu@people.example"
    assert event.url.value == ENTRY.url


def test_lines_are_folded_and_end_as_the_standard_says():
    text = calendar_text([replace(ENTRY, text="ß" * 500)], method=Method.REQUEST)

    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert read(text).vevent.description.value == "ß" * 500
