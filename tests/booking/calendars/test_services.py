"""A calendar is looked at, then brought in; a second time it adds nothing."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book, cancel
from booking.calendars import services
from booking.calendars.errors import ImportOver, NotACalendar, NotAllFree
from booking.calendars.models import CalendarImport, ImportState
from booking.calendars.queries import Standing, imports_seen_by
from booking.calendars.rules import Kind, Reason
from booking.calendars.services import Choice, Outcome
from booking.spaces.ledger import Occupancy
from booking.spaces.models import Closure
from booking.spaces.services import lift
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed, NotFound, TooLarge
from hub.core.timeslots import TimeSlot
from hub.history.queries import history_of
from hub.outbox.models import Message
from tests.booking.calendars.calendars import WERKHOF, calendar, event
from tests.factories import MONDAY, a_desk_area, a_person, a_person_who_is, a_site, a_space

BERLIN = {"zone": "Europe/Berlin", "currency": "EUR", "holiday_calendar": "DE-BE"}
NINE = datetime(2026, 12, 1, 8, tzinfo=UTC)


def a_lab(**named):
    return a_space(site=a_site(city="Berlin", **BERLIN), name="Lab", **named)


def a_manager():
    return a_person_who_is(Role.HUB_MANAGER)


def imported(file: bytes, space, *, by, choices=None, **named):
    with transaction():
        pending = services.begin(file, space, name="calendar.ics", by=by)
        result = services.apply(pending, choices, by=by, **named)
    return result, pending


def counted(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def at(hour: int, hours: int = 1) -> TimeSlot:
    start = NINE + timedelta(hours=hour - 9)
    return TimeSlot(start, start + timedelta(hours=hours))


def one_event(hour: int = 9, *, title: str = "Workshop", number: int = 1, hours: int = 1) -> str:
    slot = at(hour, hours)
    text = event(f":{slot.start:%Y%m%dT%H%M%SZ}", f":{slot.end:%Y%m%dT%H%M%SZ}", title=title)
    return text.replace("wh-1", f"wh-{number}")


def booked(space, slot, by):
    with transaction():
        return book(Wish(space, slot), booked_by=by, by_the_rules=False)


def test_looking_changes_nothing(app):
    manager, lab = a_manager(), a_lab()

    plan = services.preview(WERKHOF, lab, by=manager)

    assert [len(plan.of(kind)) for kind in (Kind.BOOKING, Kind.CLOSURE, Kind.SKIPPED)] == [42, 2, 2]
    assert [counted(table) for table in (Booking, Closure, CalendarImport, Occupancy)] == [0] * 4


def test_what_was_seen_is_what_comes(app):
    manager, lab = a_manager(), a_lab()
    plan = services.preview(WERKHOF, lab, by=manager)

    result, done = imported(WERKHOF, lab, by=manager)

    assert result.counts[Outcome.BOOKED] == len(plan.of(Kind.BOOKING)) == counted(Booking)
    assert result.counts[Outcome.CLOSED] == len(plan.of(Kind.CLOSURE)) == counted(Closure)
    assert result.counts[Outcome.SKIPPED] == 2
    assert (done.state, done.text, done.applied_by_id) == (ImportState.APPLIED, None, manager.id)
    assert [row["reason"] for row in done.left_out] == ["says-cancelled", "overlaps-in-file"]


def test_times_are_right_in_the_database_on_both_sides_of_the_change_of_clocks(app):
    manager, lab = a_manager(), a_lab()
    imported(WERKHOF, lab, by=manager)

    query = select(Booking).where(Booking.purpose == "Flickcafé").order_by(Booking.starts_at)
    cafes = list(db.session.scalars(query))[:10]

    assert {(b.starts_local[-5:], b.ends_local[-5:], b.zone) for b in cafes} == {
        ("14:00", "17:00", "Europe/Berlin")
    }
    hours = {b.starts_at.month: b.starts_at.hour for b in cafes}
    assert (hours[3], hours[4], hours[10], hours[11]) == (13, 12, 12, 13)


def test_importing_twice_adds_nothing(app):
    manager, lab = a_manager(), a_lab()
    first, _ = imported(WERKHOF, lab, by=manager)
    before = [counted(table) for table in (Booking, Closure, Occupancy)]

    plan = services.preview(WERKHOF, lab, by=manager)
    again, done = imported(WERKHOF, lab, by=manager)

    assert plan.of(Kind.BOOKING, Kind.CLOSURE) == []
    assert [counted(table) for table in (Booking, Closure, Occupancy)] == before
    brought = first.counts[Outcome.BOOKED] + first.counts[Outcome.CLOSED]
    assert again.counts[Outcome.ALREADY_HERE] == brought == 44
    assert [row["reason"] for row in done.left_out] == ["says-cancelled", "overlaps-in-file"]


def test_years_later_it_still_adds_nothing(app):
    manager, lab = a_manager(), a_lab()
    imported(WERKHOF, lab, by=manager)
    before = counted(Booking)

    with frozen_at(MONDAY + timedelta(days=2000)):
        imported(WERKHOF, lab, by=manager)

    assert counted(Booking) == before


def test_the_same_file_may_go_into_two_spaces(app):
    manager, site = a_manager(), a_site(**BERLIN)
    file = calendar(one_event())

    for space in (a_space(site=site), a_space(site=site)):
        imported(file, space, by=manager)

    assert counted(Booking) == 2


def test_what_is_booked_already_keeps_its_place(app):
    manager, lab = a_manager(), a_lab()
    booked(lab, at(9), manager)
    file = calendar(one_event(9), one_event(12, number=2))

    plan = services.preview(file, lab, by=manager)
    result, _ = imported(file, lab, by=manager)

    assert [row.proposed.reason for row in plan.rows] == [Reason.TAKEN, None]
    assert (result.counts[Outcome.BOOKED], result.counts[Outcome.SKIPPED]) == (1, 1)


def test_what_is_taken_does_not_stand_in_the_way_of_others_in_the_file(app):
    """The long one cannot come because of 9 o'clock; so 11 o'clock can."""
    manager, lab = a_manager(), a_lab()
    booked(lab, at(9), manager)
    file = calendar(one_event(9, hours=3), one_event(11, number=2))

    result, _ = imported(file, lab, by=manager)

    assert result.counts[Outcome.BOOKED] == 1


def test_a_person_may_choose_otherwise(app):
    manager, lab = a_manager(), a_lab()
    file = calendar(
        one_event(9, title="Yoga fällt aus"), one_event(11, number=2), one_event(13, number=3)
    )
    keys = [row.key for row in services.preview(file, lab, by=manager).rows]
    choices = dict(zip(keys, [Choice.BOOKING, Choice.SKIP, Choice.CLOSURE], strict=True))

    result, _ = imported(file, lab, by=manager, choices=choices)

    assert list(result.outcomes.values()) == [Outcome.BOOKED, Outcome.SKIPPED, Outcome.CLOSED]


def test_choosing_both_of_two_that_overlap_gives_one_and_says_so(app):
    manager, lab = a_manager(), a_lab()
    file = calendar(one_event(9), one_event(9, number=2))
    keys = [row.key for row in services.preview(file, lab, by=manager).rows]

    result, done = imported(file, lab, by=manager, choices=dict.fromkeys(keys, Choice.BOOKING))

    assert (result.counts[Outcome.BOOKED], result.counts[Outcome.NOT_FREE]) == (1, 1)
    assert [(row["outcome"], row["reason"]) for row in done.left_out] == [("not-free", "taken")]
    assert counted(Occupancy) == 1


def test_all_or_nothing_keeps_nothing_when_something_is_taken(app):
    manager, lab = a_manager(), a_lab()
    file = calendar(one_event(9), one_event(9, number=2))
    keys = [row.key for row in services.preview(file, lab, by=manager).rows]
    with transaction():
        pending = services.begin(file, lab, name="x.ics", by=manager)

    with pytest.raises(NotAllFree), transaction():
        services.apply(
            pending, dict.fromkeys(keys, Choice.BOOKING), by=manager, all_or_nothing=True
        )

    assert (counted(Booking), counted(Occupancy)) == (0, 0)
    assert db.session.get_one(CalendarImport, pending.id).state is ImportState.PENDING


def test_what_was_cancelled_here_does_not_come_back(app):
    manager, lab = a_manager(), a_lab()
    file = calendar(one_event(9), one_event(12, number=2, title="Haus geschlossen"))
    imported(file, lab, by=manager)
    with transaction():
        cancel(db.session.scalars(select(Booking)).one(), by=manager)
        lift(db.session.scalars(select(Closure)).one(), by=manager)

    plan = services.preview(file, lab, by=manager)
    result, _ = imported(file, lab, by=manager)

    assert {row.standing for row in plan.rows} == {Standing.ENDED}
    assert result.counts[Outcome.ALREADY_HERE] == 2
    assert counted(Occupancy) == 0


def test_a_change_is_reported_and_made_only_when_chosen(app):
    manager, lab = a_manager(), a_lab()
    imported(calendar(one_event(9)), lab, by=manager)
    longer = calendar(one_event(9, hours=2, title="Workshop, jetzt länger"))

    (row,) = services.preview(longer, lab, by=manager).rows
    left, _ = imported(longer, lab, by=manager)
    unchanged = db.session.scalars(select(Booking)).one().slot
    updated, _ = imported(longer, lab, by=manager, choices={row.key: Choice.UPDATE})

    booking = db.session.scalars(select(Booking)).one()
    assert (row.standing, row.was) == (Standing.CHANGED, ("Workshop", at(9)))
    assert (left.counts[Outcome.ALREADY_HERE], unchanged) == (1, at(9))
    assert (updated.counts[Outcome.UPDATED], booking.slot) == (1, at(9, 2))
    assert booking.purpose == "Workshop, jetzt länger"
    assert [entry.action for entry in history_of(booking).items] == [
        "booking.changed",
        "booking.confirmed",
    ]
    assert services.preview(longer, lab, by=manager).rows[0].standing is Standing.SAME


def test_a_changed_closure_is_lifted_and_made_anew(app):
    manager, lab = a_manager(), a_lab()
    imported(calendar(one_event(9, title="geschlossen")), lab, by=manager)
    longer = calendar(one_event(9, hours=3, title="geschlossen"))
    (row,) = services.preview(longer, lab, by=manager).rows

    imported(longer, lab, by=manager, choices={row.key: Choice.UPDATE})

    standing = select(Closure).where(Closure.lifted_at.is_(None))
    closure = db.session.scalars(standing).one()
    assert TimeSlot(closure.starts_at, closure.ends_at) == at(9, 3)
    assert counted(Occupancy) == 1


def test_a_change_into_a_taken_time_leaves_everything_as_it_was(app):
    manager, lab = a_manager(), a_lab()
    imported(calendar(one_event(9)), lab, by=manager)
    booked(lab, at(10), manager)
    longer = calendar(one_event(9, hours=2))
    (row,) = services.preview(longer, lab, by=manager).rows

    result, _ = imported(longer, lab, by=manager, choices={row.key: Choice.UPDATE})

    first = db.session.scalars(select(Booking).order_by(Booking.starts_at)).first()
    assert result.counts[Outcome.NOT_FREE] == 1
    assert (first.slot, counted(Occupancy)) == (at(9), 2)


def test_an_event_takes_all_places_of_a_desk_area(app):
    manager = a_manager()
    desks = a_desk_area(site=a_site(**BERLIN), places=4)

    imported(calendar(one_event(9)), desks, by=manager)

    assert db.session.scalars(select(Occupancy.quantity)).all() == [4]


def test_nobody_is_mailed_and_nothing_is_owed(app):
    manager, lab = a_manager(), a_lab(hourly_rate_minor=2500)

    imported(calendar(one_event(9)), lab, by=manager)

    booking = db.session.scalars(select(Booking)).one()
    assert (booking.price_minor, booking.state) == (0, BookingState.CONFIRMED)
    assert counted(Message) == 0


def test_history_says_who_imported_what(app):
    manager, lab = a_manager(), a_lab()

    _, done = imported(calendar(one_event(9)), lab, by=manager)

    (entry,) = history_of(done).items
    assert entry.action == "calendar.imported"
    assert entry.after["sha256"] == done.sha256
    assert entry.after["counts"]["booked"] == 1


def test_only_managers_of_the_site_import(app):
    lab = a_lab()
    elsewhere = a_person_who_is(Role.HUB_MANAGER, site=a_site())

    for person in (a_person(), elsewhere, a_person_who_is(Role.PROGRAMME_MANAGER)):
        with pytest.raises(NotAllowed):
            services.preview(WERKHOF, lab, by=person)
        with pytest.raises(NotAllowed), transaction():
            services.begin(WERKHOF, lab, name="x.ics", by=person)


def test_an_upload_of_another_site_is_not_found(app):
    manager, lab = a_manager(), a_lab()
    _, done = imported(calendar(one_event(9)), lab, by=manager)
    elsewhere = a_person_who_is(Role.HUB_MANAGER, site=a_site())

    with pytest.raises(NotFound):
        services.queries.get_import(done.id, seen_by=elsewhere)
    assert imports_seen_by(elsewhere).items == []
    assert imports_seen_by(manager).items == [done]


def test_an_upload_waits_for_a_day_and_is_then_forgotten(app):
    manager, lab = a_manager(), a_lab()
    with transaction():
        pending = services.begin(WERKHOF, lab, name="x.ics", by=manager)

    with frozen_at(MONDAY + timedelta(hours=25)):
        with pytest.raises(ImportOver), transaction():
            services.apply(pending, by=manager)
        assert imports_seen_by(manager).items == []
        with transaction():
            assert services.forget_unused() == 1

    assert counted(CalendarImport) == 0


def test_an_upload_is_imported_once(app):
    manager, lab = a_manager(), a_lab()
    _, done = imported(calendar(one_event(9)), lab, by=manager)

    with pytest.raises(ImportOver), transaction():
        services.apply(done, by=manager)
    with pytest.raises(ImportOver), transaction():
        services.put_away(done, by=manager)


def test_bad_files_are_refused_in_words(app):
    manager, lab = a_manager(), a_lab()

    with pytest.raises(NotACalendar, match="web page") as refusal:
        services.preview(b"<html>", lab, by=manager)
    with pytest.raises(TooLarge, match="5 MB"):
        services.preview(b"BEGIN:VCALENDAR" + b" " * 6_000_000, lab, by=manager)

    assert (refusal.value.code, refusal.value.status) == ("web-page", 422)


REAL = os.environ.get("HUB_REAL_CALENDAR", "")


@pytest.mark.skipif(not REAL, reason="HUB_REAL_CALENDAR names no file")
def test_a_real_export_comes_in_once(app):
    manager, lab = a_manager(), a_lab()
    file = Path(REAL).read_bytes()
    plan = services.preview(file, lab, by=manager)

    first, _ = imported(file, lab, by=manager)
    before = [counted(table) for table in (Booking, Closure, Occupancy)]
    again, _ = imported(file, lab, by=manager)

    assert first.counts[Outcome.BOOKED] == len(plan.of(Kind.BOOKING)) > 0
    assert first.counts[Outcome.CLOSED] == len(plan.of(Kind.CLOSURE))
    assert first.counts[Outcome.NOT_FREE] == 0
    assert again.counts[Outcome.BOOKED] == again.counts[Outcome.CLOSED] == 0
    assert [counted(table) for table in (Booking, Closure, Occupancy)] == before
