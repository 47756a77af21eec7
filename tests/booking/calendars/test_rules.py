"""What goes where: titles, times, zones and days of a calendar, read as they were meant."""

from datetime import timedelta

import pytest

from booking.calendars.rules import Flag, Kind, Reason, without_overlaps
from booking.calendars.rules.words import says_cancelled, says_closed, says_moved
from tests.booking.calendars.calendars import WERKHOF, calendar, event, only, proposed, rows

NO_MARGINS = (timedelta(0), timedelta(0))


def utc(row) -> tuple[str, str]:
    return f"{row.slot.start:%Y-%m-%dT%H:%MZ}", f"{row.slot.end:%Y-%m-%dT%H:%MZ}"


def local(row) -> tuple[str, str]:
    return f"{row.starts_local:%Y-%m-%d %H:%M}", f"{row.ends_local:%Y-%m-%d %H:%M}"


def titled(title: str):
    return next(row for row in rows(WERKHOF) if row.title.startswith(title))


@pytest.mark.parametrize(
    ("title", "kind", "instants"),
    [
        ("Winterfest", Kind.BOOKING, ("2021-12-04T13:00Z", "2021-12-04T18:00Z")),
        ("Wetterballon", Kind.BOOKING, ("2022-10-23T11:00Z", "2022-10-23T16:00Z")),
        ("Werkhof geschlossen", Kind.CLOSURE, ("2022-06-10T22:00Z", "2022-06-11T22:00Z")),
        ("Der Werkhof auf", Kind.CLOSURE, ("2023-05-19T07:00Z", "2023-05-21T16:00Z")),
        ("Achtung, verschoben", Kind.BOOKING, ("2023-09-02T16:00Z", "2023-09-02T18:00Z")),
        ("Mitgliedertreffen", Kind.BOOKING, ("2023-03-25T15:00Z", "2023-03-25T18:00Z")),
        ("Videorunde", Kind.BOOKING, ("2023-03-26T14:00Z", "2023-03-26T16:00Z")),
        ("Der Nähabend", Kind.SKIPPED, ("2021-07-06T15:45Z", "2021-07-06T17:45Z")),
    ],
)
def test_each_shape_of_a_real_export_goes_where_it_belongs(title, kind, instants):
    row = titled(title)

    assert (row.kind, utc(row)) == (kind, instants)


def test_what_says_that_it_does_not_take_place_is_skipped_but_may_be_taken():
    row = titled("Der Nähabend")

    assert (row.reason, row.can_be_taken) == (Reason.SAYS_CANCELLED, True)


def test_what_needs_a_look_is_flagged():
    flags = {row.title.split()[0]: row.flags for row in rows(WERKHOF)}

    assert flags["Achtung,"] == {Flag.SAYS_MOVED}
    assert flags["Mitgliedertreffen"] == {Flag.FLOATING}
    assert flags["Werkhof"] == {Flag.ALL_DAY}
    assert flags["Der"] == {Flag.LONG}
    assert flags["Winterfest"] == frozenset()


def test_of_two_at_the_same_time_the_first_in_the_file_stays():
    found = without_overlaps(rows(WERKHOF), NO_MARGINS)

    (loser,) = [row for row in found if row.reason is Reason.OVERLAPS_IN_FILE]
    assert (loser.title, loser.about) == ("Webseiten ohne Rahmenwerk", "Wetterballon bauen")
    assert loser.can_be_taken


def test_a_day_closed_for_another_reason_leaves_no_room_for_a_booking():
    file = calendar(
        event(":20260105T090000Z", ":20260105T100000Z").replace("wh-1", "wh-2"),
        event(";VALUE=DATE:20260105", title="geschlossen"),
    )

    found = without_overlaps(rows(file), NO_MARGINS)

    assert [(row.title, row.kind) for row in found] == [
        ("geschlossen", Kind.CLOSURE),
        ("Workshop", Kind.SKIPPED),
    ]


def test_one_may_begin_as_the_other_ends_unless_margins_lie_between():
    file = calendar(
        event(":20260105T090000Z", ":20260105T100000Z"),
        event(":20260105T100000Z", ":20260105T110000Z").replace("wh-1", "wh-2"),
    )
    quarter = timedelta(minutes=15)

    close = without_overlaps(rows(file), NO_MARGINS)
    apart = without_overlaps(rows(file), (timedelta(0), quarter))

    assert [row.kind for row in close] == [Kind.BOOKING, Kind.BOOKING]
    assert [row.reason for row in apart] == [None, Reason.OVERLAPS_IN_FILE]


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        ("20230325", "2023-03-25T13:00Z"),
        ("20230326", "2023-03-26T12:00Z"),
        ("20231028", "2023-10-28T12:00Z"),
        ("20231029", "2023-10-29T13:00Z"),
        ("20260329", "2026-03-29T12:00Z"),
        ("20261025", "2026-10-25T13:00Z"),
        ("20320704", "2032-07-04T12:00Z"),
    ],
)
def test_the_files_own_outdated_zone_rules_are_not_used(day, instant):
    """Its rules end in 2024 and know no summer before that; 14:00 is 14:00 in every year."""
    head = WERKHOF.decode().split("BEGIN:VEVENT")[0].split("METHOD:PUBLISH\n")[1]
    times = (f";TZID=Europe/Berlin:{day}T140000", f";TZID=Europe/Berlin:{day}T150000")

    row = only(calendar(event(*times), head=head))

    assert utc(row)[0] == instant
    assert local(row)[0][-5:] == "14:00"


def test_a_false_zone_definition_changes_nothing():
    head = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+1200
TZOFFSETTO:+1200
RRULE:FREQ=SECONDLY
END:STANDARD
END:VTIMEZONE"""
    times = (";TZID=Europe/Berlin:20260105T140000", ";TZID=Europe/Berlin:20260105T150000")

    assert utc(only(calendar(event(*times), head=head)))[0] == "2026-01-05T13:00Z"


@pytest.mark.parametrize(
    "tzid",
    [
        "Europe/Berlin",
        "europe/berlin",
        '"Europe/Berlin"',
        "/mozilla.org/20050126_1/Europe/Berlin",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "W. Europe Standard Time",
    ],
)
def test_a_zone_is_known_by_whatever_name_programs_give_it(tzid):
    row = only(
        calendar(event(f";TZID={tzid}:20260705T140000", f";TZID={tzid}:20260705T150000")),
        zone="Asia/Jakarta",
    )

    assert (utc(row)[0], row.flags) == ("2026-07-05T12:00Z", frozenset())
    assert local(row)[0] == "2026-07-05 19:00"


def test_an_unknown_zone_is_read_as_the_places_own_and_flagged():
    tzid = '"(UTC+01:00) Amsterdam, Berlin, Bern"'

    row = only(calendar(event(f";TZID={tzid}:20260705T140000", f";TZID={tzid}:20260705T150000")))

    assert (utc(row)[0], row.flags) == ("2026-07-05T12:00Z", {Flag.UNKNOWN_ZONE})


def test_floating_times_are_the_calendars_then_the_places():
    file = event(":20260705T140000", ":20260705T150000")

    own = only(calendar(file, head="X-WR-TIMEZONE:Asia/Jakarta"))
    places = only(calendar(file))

    assert (utc(own)[0], own.flags) == ("2026-07-05T07:00Z", {Flag.FLOATING})
    assert (utc(places)[0], places.flags) == ("2026-07-05T12:00Z", {Flag.FLOATING})


@pytest.mark.parametrize(
    ("start", "end", "instants"),
    [
        ("20260329", "20260330", ("2026-03-28T23:00Z", "2026-03-29T22:00Z")),
        ("20261025", "20261026", ("2026-10-24T22:00Z", "2026-10-25T23:00Z")),
        ("20260105", "", ("2026-01-04T23:00Z", "2026-01-05T23:00Z")),
        ("20260105", "20260105", ("2026-01-04T23:00Z", "2026-01-05T23:00Z")),
        ("20260105", "20260108", ("2026-01-04T23:00Z", "2026-01-07T23:00Z")),
    ],
)
def test_whole_days_last_from_midnight_to_midnight_of_the_place(start, end, instants):
    row = only(calendar(event(f";VALUE=DATE:{start}", end and f";VALUE=DATE:{end}")))

    assert (row.kind, utc(row)) == (Kind.CLOSURE, instants)


def test_a_night_over_the_change_of_clocks_has_its_real_length():
    times = (";TZID=Europe/Berlin:20261024T220000", ";TZID=Europe/Berlin:20261025T060000")

    assert only(calendar(event(*times))).slot.length == timedelta(hours=9)


def test_an_hour_that_is_skipped_is_read_by_the_old_clock_and_flagged():
    times = (";TZID=Europe/Berlin:20260329T023000", ";TZID=Europe/Berlin:20260329T040000")

    row = only(calendar(event(*times)))

    assert utc(row)[0] == "2026-03-29T01:30Z"
    assert (local(row)[0], row.flags) == ("2026-03-29 03:30", {Flag.CLOCK_CHANGE})


def test_of_an_hour_that_happens_twice_the_first_is_meant_and_flagged():
    times = (";TZID=Europe/Berlin:20261025T023000", ";TZID=Europe/Berlin:20261025T040000")

    row = only(calendar(event(*times)))

    assert (utc(row)[0], row.flags) == ("2026-10-25T00:30Z", {Flag.HAPPENS_TWICE})


def test_a_length_stands_for_an_end():
    row = only(calendar(event(";TZID=Europe/Berlin:20260105T140000", more="DURATION:PT1H30M")))

    assert local(row) == ("2026-01-05 14:00", "2026-01-05 15:30")


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("", Reason.NO_LENGTH),
        (":20260105T140000Z", Reason.NO_LENGTH),
        (":20260105T130000Z", Reason.ENDS_BEFORE_START),
    ],
)
def test_what_takes_no_time_cannot_be_taken(end, reason):
    row = only(calendar(event(":20260105T140000Z", end)))

    assert (row.kind, row.reason, row.can_be_taken) == (Kind.SKIPPED, reason, False)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("STATUS:CANCELLED", Reason.SAYS_CANCELLED),
        ("TRANSP:TRANSPARENT", Reason.TAKES_NO_TIME),
        ("STATUS:CONFIRMED\nTRANSP:OPAQUE", None),
    ],
)
def test_properties_say_it_too(more, reason):
    row = only(calendar(event(":20260105T140000Z", ":20260105T150000Z", more=more)))

    assert row.reason is reason


@pytest.mark.parametrize(
    "title",
    ["Yoga fällt aus", "ABGESAGT: Yoga", "Yoga - cancelled", "Kelas dibatalkan", "Yoga  fällt  aus",
     "Das Treffen entfällt", "งดแล้ว ยกเลิกกิจกรรม"],
)  # fmt: skip
def test_titles_that_say_cancelled(title):
    assert says_cancelled(title)


@pytest.mark.parametrize("title", ["Ausgefallene Ideen", "Batalyon", "Cancelling noise: workshop"])
def test_titles_that_do_not_say_cancelled(title):
    assert not says_cancelled(title)


@pytest.mark.parametrize(
    "title", ["Lab geschlossen", "CLOSED today", "Hub tutup", "Libur nasional"]
)
def test_titles_that_say_closed(title):
    assert says_closed(title)


@pytest.mark.parametrize("title", ["Enclosed circuits", "Geschlossenheit", "Tutupan lahan"])
def test_titles_that_do_not_say_closed(title):
    assert not says_closed(title)


@pytest.mark.parametrize("title", ["Verschoben: Yoga", "Class moved", "Rapat diundur"])
def test_titles_that_say_moved(title):
    assert says_moved(title)


def test_closed_weighs_more_than_cancelled():
    title = "Kurs fällt aus, Haus geschlossen"

    row = only(calendar(event(":20260105T140000Z", ":20260105T150000Z", title=title)))

    assert row.kind is Kind.CLOSURE


def test_an_event_without_a_name_of_its_own_is_known_again():
    nameless = event(":20260105T140000Z", ":20260105T150000Z").replace(
        "UID:wh-1@werkhof.example\n", ""
    )

    first, second = only(calendar(nameless)), only(calendar(nameless))

    assert first.source_uid == second.source_uid
    assert Flag.NO_UID in first.flags


def test_a_name_too_long_to_keep_is_kept_as_its_fingerprint():
    long = event(":20260105T140000Z", ":20260105T150000Z").replace("wh-1", "w" * 5000)

    assert len(only(calendar(long)).source_uid) < 300


def test_one_broken_event_does_not_take_the_others_with_it():
    file = calendar(
        event(":2026", ":20260105T150000Z", title="kaputt"),
        event(":20260105T140000Z", ":20260105T150000Z").replace("wh-1", "wh-2"),
        "UID:wh-3\nSUMMARY:ohne Zeit",
        event(":20269905T140000Z", title="unmöglich").replace("wh-1", "wh-4"),
    )

    found = {row.title: row.reason for row in rows(file)}

    assert found == {
        "kaputt": Reason.UNREADABLE,
        "Workshop": None,
        "ohne Zeit": Reason.UNREADABLE,
        "unmöglich": Reason.UNREADABLE,
    }


def test_the_same_file_gives_the_same_rows():
    assert proposed(WERKHOF) == proposed(WERKHOF)
