"""Files that are no calendars, or bad ones, are refused in words; of good ones little is kept."""

import gzip
import time

import pytest

from booking.calendars.rules import CannotRead, essential_text
from tests.booking.calendars.calendars import WERKHOF, calendar, event, only, rows

GOOD = event(":20260105T140000Z", ":20260105T150000Z")


def refused(file: bytes) -> str:
    with pytest.raises(CannotRead) as refusal:
        essential_text(file)
    return refusal.value.code


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "not-a-calendar"),
        (b"   \n\n", "not-a-calendar"),
        (b"<!doctype html><title>Sign in</title>", "web-page"),
        (b"\n  <html>BEGIN:VCALENDAR", "web-page"),
        (b"hello", "not-a-calendar"),
        (b"BEGIN:VCARD\nEND:VCARD", "not-a-calendar"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (gzip.compress(WERKHOF), "binary"),
        (b"\xff\xfe\x80 neither text nor calendar", "binary"),
        (WERKHOF.decode().encode("latin-1"), "wrong-charset"),
        (WERKHOF.decode().encode("utf-16"), "wrong-charset"),
        (WERKHOF[: len(WERKHOF) // 2], "cut-off"),
        (WERKHOF.replace(b"END:VCALENDAR", b""), "cut-off"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR", "broken"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT", "broken"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 5000, "broken"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * (5 * 1024 * 1024), "too-large"),
        (calendar(*[GOOD] * 2001), "too-many-events"),
        (calendar(GOOD + "\nEXDATE:" + "2" * 300_000), "broken"),
    ],
)
def test_each_bad_file_is_refused_with_its_own_code(file, code):
    assert refused(file) == code


def test_only_what_an_import_needs_is_kept():
    kept = essential_text(WERKHOF)

    assert "erika" not in kept.lower()
    assert "VTIMEZONE" not in kept
    assert kept.count("BEGIN:VEVENT") == 11
    assert "SUMMARY:Winterfest mit Lötstation" in kept


def test_what_was_kept_is_kept_as_it_is():
    once = essential_text(WERKHOF)

    assert essential_text(once.encode()) == once


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_in_any_way(ends):
    file = WERKHOF.replace(b"\n", ends)

    assert len(rows(file)) == len(rows(WERKHOF))


def test_a_byte_order_mark_is_no_trouble():
    assert essential_text(b"\xef\xbb\xbf" + WERKHOF) == essential_text(WERKHOF)


def test_alarms_and_other_components_are_passed_over():
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nSUMMARY:evil\nDTSTART:20200101T000000Z\nEND:VALARM"
    todo = b"BEGIN:VTODO\r\nUID:1\r\nSUMMARY:todo\r\nEND:VTODO\r\n"
    file = calendar(f"{GOOD}\n{alarm}").replace(b"BEGIN:VEVENT", todo + b"BEGIN:VEVENT")

    row = only(file)

    assert (row.title, f"{row.slot.start:%Y}") == ("Workshop", "2026")


def test_folded_lines_are_joined_also_very_many():
    folded = GOOD.replace("Workshop", "a\n " + "\n ".join("b" * 500_000))
    began = time.perf_counter()

    row = only(calendar(folded))

    assert row.title.startswith("abbb")
    assert len(row.title) < 500
    assert time.perf_counter() - began < 5


def test_a_title_is_text_and_never_a_line():
    title = r"Bauen\, Basteln\; \\ Reden\nmit <b>allen</b>" + "\x0b\x1b[31m\u2028ATTENDEE:x"

    row = only(calendar(GOOD.replace("Workshop", title)))

    assert row.title == "Bauen, Basteln; \\ Reden mit <b>allen</b> [31m ATTENDEE:x"


def test_a_name_of_a_file_is_never_opened(tmp_path):
    """The library would read a file of this name if it were handed a text without line breaks."""
    real = tmp_path / "real.ics"
    real.write_bytes(WERKHOF)

    assert refused(str(real).encode()) == "not-a-calendar"


def test_two_calendars_in_one_file_are_read_as_one():
    titles = {row.title for row in rows(WERKHOF + calendar(GOOD))}

    assert {"Winterfest mit Lötstation", "Workshop"} <= titles
