"""A season of mentoring, played through by a manager, a coordinator in Jakarta, a mentor in Berlin
and a founder in Jakarta, over the last Sunday of March and over that of October.

Berlin changes its clocks on that Sunday and Jakarta does not: what is booked for three in the
afternoon in Jakarta is at nine in Berlin on one side of it and at ten on the other. One of the two
has switched JavaScript off, and sits before a phone.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hub.core.clock import read_from
from hub.core.formats import span
from hub.core.timeslots import TimeSlot
from tests.browser import chromium_path, launch
from tests.journeys import mentoring_give as giving
from tests.journeys import mentoring_meet as meeting
from tests.journeys import mentoring_pair as pairing
from tests.journeys.intake_people import House
from tests.journeys.mentoring_story import (
    AUTUMN,
    BERLIN,
    HOUSE,
    SPRING,
    Season,
    Story,
    said,
    to,
)
from tests.live import running_hub

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
PICTURES = Path("build/screenshots/mentoring")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    # The browser's own package is heavy, and missing where there is no browser.
    from playwright.sync_api import sync_playwright

    clock = tmp_path / "clock"
    with running_hub(tmp_path, HUB_CLOCK_FILE=str(clock)) as hub, sync_playwright() as playwright:
        browser = launch(playwright)
        yield House(hub, browser, clock)
        browser.close()
    read_from(None)


@pytest.mark.parametrize("season", [SPRING, AUTUMN], ids=lambda season: season.name)
def test_a_season_of_mentoring(house: House, season: Season) -> None:
    house.pictures = PICTURES / season.name
    house.set_clock(f"{season.day(-17)}T14:00")
    story = Story(house, season)
    for chapter in CHAPTERS:
        chapter(story)
    complaints = [each for person in story.people.values() for each in person.complaints]
    assert complaints == []


def a_mentor_is_brought_in(story: Story) -> None:
    giving.open_the_mentoring(story.maya)
    giving.invite_a_mentor(story.budi, story.rina)
    giving.promise_places(story.budi, places=1)
    giving.join(story.rina, *story.mails(story.rina))
    giving.say_yes(story.rina, *story.mails(story.rina))


def everybody_says_what_matters(story: Story) -> None:
    giving.fill_in_the_profile(story.rina)
    giving.say_the_week(
        story.rina, "/mentoring/hours", between=("08:00", "18:00"), holidays="DE-BE"
    )
    giving.say_what_is_needed(story.ayu)
    giving.say_the_week(story.ayu, story.ayu.page.url, between=("09:00", "18:00"), holidays="ID")


def they_are_matched(story: Story) -> None:
    pairing.propose(story.maya)
    pairing.look_into_it(story.maya)
    pairing.lock_and_publish(story.maya, mails=2)
    came = story.house.post()
    assert len(came) == 4
    first, second = (to(each, came) for each in (story.rina, story.ayu))
    pairing.accept(story.rina, first, both=False)
    assert story.house.told() == {}
    pairing.accept(story.ayu, second, both=True)
    story.mails(story.rina, story.ayu)


def sessions_are_booked(story: Story) -> None:
    """Ten days before the Sunday in a room, and nine days before it on video."""
    ayu, rina = story.ayu, story.rina
    in_person, on_video = story.season.hour(-10, "16:00"), story.season.hour(-9, "16:00")
    meeting.book(ayu, in_person, room="Ciliwung", about="The first plan")
    for person, mail in zip((rina, ayu), story.mails(rina, ayu), strict=True):
        meeting.have_invitations(person, mail, in_person)
        assert "Ciliwung" in mail.text
    ayu.goes("/bookings")
    ayu.sees("Ciliwung")
    meeting.book(ayu, on_video, about="Prices")
    mails = story.mails(rina, ayu)
    assert giving.LINK not in "".join(each.text for each in mails)
    meeting.have_invitations(rina, mails[0], on_video)


def one_is_moved(story: Story) -> None:
    """By the mentor, to the other side of the Sunday; the founder takes it."""
    ayu, rina, new = story.ayu, story.rina, story.season.hour(2, "16:00")
    booked = [each for each in story.house.mails if rina.who.email in str(each.message["To"])][-1]
    meeting.ask_for_another_time(rina, booked, new)
    meeting.take_the_other_time(ayu, new, *story.mails(ayu))
    moved = story.mails(rina, ayu)
    for person, mail in zip((rina, ayu), moved, strict=True):
        meeting.have_invitations(person, mail, new)
    (was,), (now,) = booked.events(), moved[0].events()
    assert (was.uid.value, int(now.sequence.value)) == (now.uid.value, 1)


def a_series_crosses_the_sunday(story: Story) -> None:
    ayu, rina, season = story.ayu, story.rina, story.season
    dates = story.series
    meeting.book_a_series(ayu, season, dates)
    for person, mail in zip((rina, ayu), story.mails(rina, ayu), strict=True):
        meeting.have_invitations(person, mail, *dates)


def they_meet(story: Story) -> None:
    """On the Tuesday before the Sunday."""
    ayu, rina, season = story.ayu, story.rina, story.season
    first = story.series[0]
    story.clock(-5, "14:30")
    path = meeting.open_next(rina, first, hour=season.before)
    rina.picture("before")
    meeting.cannot_join_yet(ayu, path)
    story.clock(-5, "14:50")
    for person in (rina, ayu):
        meeting.come(person, path, link=giving.LINK)
    meeting.write_notes(rina, path)
    meeting.read_notes(ayu, path)
    story.clock(-5, "16:05")
    story.house.run("settle-sessions")
    asked = story.mails(rina, ayu)
    meeting.say_how_it_was(rina, asked[0], next_step="Write to three districts")
    meeting.say_how_it_was(ayu, asked[1], next_step="Bring the numbers")
    ayu.sees("Write to three districts")


def they_meet_again(story: Story) -> None:
    """A fortnight later, when it is another hour in Berlin."""
    ayu, rina, season = story.ayu, story.rina, story.season
    second = story.series[1]
    story.clock(9, "14:05")
    story.house.run("settle-sessions")  # what nobody came to is not known
    story.house.post()
    story.house.run("remind-of-sessions")
    for person, mail in zip((rina, ayu), story.mails(rina, ayu), strict=True):
        assert said(person, span, second.start, second.end, person.who.zone) in mail.text
    story.clock(9, "14:50")
    path = meeting.open_next(rina, second, hour=season.after)
    for person in (rina, ayu):
        meeting.come(person, path, link=giving.LINK)
    meeting.see_the_hour(ayu, path, second, hour="15:00")


def hours_are_counted(story: Story) -> None:
    story.clock(9, "17:00")
    story.house.run("settle-sessions")
    story.house.post()
    row = meeting.export_hours(story.maya)
    assert row["Mentor"] == "Rina Kühn"
    assert (row["Organisation"], row["Sessions held"], float(row["Hours"])) == (HOUSE, "2", 2.0)


def an_office_hour_is_taken(story: Story) -> None:
    ayu, rina = story.ayu, story.rina
    ten = story.season.at(11, "10:00", BERLIN)
    meeting.open_office_hours(rina, story.season, days=11)
    assert story.house.told() == {}
    meeting.take_an_office_hour(ayu)
    slot = TimeSlot(ten, ten + timedelta(minutes=30))
    for person, mail in zip((rina, ayu), story.mails(rina, ayu), strict=True):
        meeting.have_invitations(person, mail, slot)
    rina.goes("/office-hours")
    rina.reads("Taken")


CHAPTERS: tuple[Callable[[Story], None], ...] = (
    a_mentor_is_brought_in,
    everybody_says_what_matters,
    they_are_matched,
    sessions_are_booked,
    one_is_moved,
    a_series_crosses_the_sunday,
    they_meet,
    they_meet_again,
    hours_are_counted,
    an_office_hour_is_taken,
)
