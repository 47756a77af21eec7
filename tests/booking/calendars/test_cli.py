"""`flask calendars import`: the same preview, in a terminal."""

import pytest

from booking.bookings.models import Booking
from booking.calendars.models import CalendarImport
from hub.accounts.models import Role
from hub.core.database import db
from hub.history.queries import history_of_id
from tests.booking.calendars.calendars import WERKHOF, calendar
from tests.booking.calendars.test_services import a_lab, counted, one_event
from tests.factories import a_person, a_person_who_is


@pytest.fixture
def run(app, tmp_path):
    """Run the command on a file's bytes for a space."""

    def command(file: bytes, space, *more: str):
        path = tmp_path / "werkhof.ics"
        path.write_bytes(file)
        place = ["--site", space.site.code, "--space", space.slug]
        return app.test_cli_runner().invoke(args=["calendars", "import", str(path), *place, *more])

    return command


def test_a_dry_run_prints_what_would_go_where_and_changes_nothing(run):
    a_person_who_is(Role.ADMIN)

    answer = run(WERKHOF, a_lab(), "--dry-run")

    assert answer.exit_code == 0
    assert "booking  Sat 4 Dec 2021, 14:00–19:00 CET" in answer.output
    assert "skipped  Tue 6 Jul 2021, 17:45–19:45 CEST" in answer.output
    assert "(It says that it does not take place.)" in answer.output
    assert counted(Booking) == 0


def test_an_import_says_what_it_did_and_a_second_adds_nothing(run):
    a_person_who_is(Role.ADMIN)
    lab = a_lab()

    first, second = run(WERKHOF, lab), run(WERKHOF, lab)

    assert "Done: 42 booked, 2 closed, 0 updated, 0 already-here, 2 skipped" in first.output
    assert "Done: 0 booked, 0 closed, 0 updated, 44 already-here, 2 skipped" in second.output
    assert counted(Booking) == 42


def test_a_change_is_made_when_asked_for(run):
    a_person_who_is(Role.ADMIN)
    lab = a_lab()
    run(calendar(one_event(9)), lab)

    left = run(calendar(one_event(9, hours=2)), lab)
    made = run(calendar(one_event(9, hours=2)), lab, "--update")

    assert "0 updated" in left.output
    assert "1 updated" in made.output


def test_it_is_done_in_somebodys_name(run):
    a_person_who_is(Role.ADMIN)
    manager = a_person_who_is(Role.HUB_MANAGER)
    lab = a_lab()

    answer = run(calendar(one_event(9)), lab, "--as", manager.email)

    assert answer.exit_code == 0
    done = db.session.query(CalendarImport).one()
    (entry,) = history_of_id("calendar_imports", done.id).items
    assert (entry.actor_id, entry.via) == (manager.id, "command")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--as", "nobody@people.example"], "There is no account with the address"),
        (["--space", "attic"], "There is no space attic"),
        (["--site", "xxx"], "no such"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run, more, sentence):
    a_person_who_is(Role.ADMIN)

    answer = run(WERKHOF, a_lab(), *more)

    assert answer.exit_code == 1
    assert sentence in answer.output


def test_who_may_not_import_is_told_so(run):
    person = a_person()

    answer = run(WERKHOF, a_lab(), "--as", person.email)

    assert answer.exit_code == 1
    assert "Only the managers of a site import calendars" in answer.output


def test_a_bad_file_is_refused_in_a_sentence(run):
    a_person_who_is(Role.ADMIN)

    answer = run(b"<html>", a_lab())

    assert answer.exit_code == 1
    assert "Error: This is a web page, not a calendar." in answer.output
