"""Sessions: booked, moved, repeated, held, remembered."""

import csv
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hub.core.formats import day as written_day
from hub.core.formats import span
from hub.core.timeslots import TimeSlot
from tests.journeys.intake_people import Person
from tests.journeys.intake_read import to_the_cohort
from tests.journeys.mail import Mail
from tests.journeys.mentoring_story import JAKARTA, Season, said

PRIVATE = "They are afraid of the tender."
SHARED = "Ask the three districts first."


def find_a_time(ayu: Person, slot: TimeSlot) -> None:
    """One of the hours that both have, from the pair's page."""
    ayu.goes("/mentoring/pairs")
    ayu.opens("Rina Kühn")
    ayu.follow("Find a time")
    ayu.picture("times")
    at = quote(slot.start.isoformat())
    time = ayu.page.locator(f"a.time[href*='at={at}']")
    _unfold(ayu, time)
    time.click()


def book(ayu: Person, slot: TimeSlot, *, room: str = "", about: str) -> str:
    """In a room of the hub, or on video. Returns: the session's page."""
    find_a_time(ayu, slot)
    if room:
        label = ayu.page.locator("[name=where] option", has_text=room).inner_text()
        ayu.page.locator("[name=where]").select_option(label=label)
    ayu.fills(agenda=about, goals="A number to begin with")
    ayu.picture("book")
    ayu.press("Book this time")
    ayu.reads("It is booked. Both of you get a mail with a calendar entry.")
    ayu.sees(room or ayu.say("On video."))
    ayu.picture("booked")
    return str(ayu.page.url)


def _unfold(person: Person, time: Any) -> None:
    """Days that are farther off are folded away."""
    time.wait_for(state="attached")
    if not time.is_visible():
        person.page.locator("summary", has_text=person.say("Later days")).click()


def have_invitations(person: Person, mail: Mail, *slots: TimeSlot) -> None:
    """In mail and calendar entry at the hour of their own clock."""
    for slot in slots:
        told = said(person, span, slot.start, slot.end, person.who.zone)
        assert told in mail.text, (told, mail.text)
    starts = [event.dtstart.value for event in mail.events()]
    assert starts == [slot.start for slot in slots]


def ask_for_another_time(rina: Person, mail: Mail, new: TimeSlot) -> None:
    rina.goes(mail.link("/mentor-sessions/"))
    rina.follow("Ask for another time")
    time = rina.page.locator(f"[name=at][value='{new.start.isoformat()}']")
    _unfold(rina, time)
    time.check()
    rina.fills(note="The council meets that morning.")
    rina.picture("move")
    rina.press("Ask")
    rina.reads("The other side is asked. Until they answer, the session stays where it is.")
    rina.picture("asked")


def take_the_other_time(ayu: Person, new: TimeSlot, mail: Mail) -> None:
    ayu.goes(mail.link("/mentor-sessions/"))
    ayu.sees("The council meets that morning.")
    ayu.picture("answer")
    ayu.press("Take this one")
    ayu.reads("It is moved.")
    ayu.sees(said(ayu, span, new.start, new.end, JAKARTA))


def book_a_series(ayu: Person, season: Season, dates: list[TimeSlot]) -> None:
    """Every second Tuesday at three in Jakarta; the page says what that is in Berlin, and from
    when on it is another hour there."""
    ayu.goes("/mentoring/pairs")
    ayu.opens("Rina Kühn")
    ayu.follow("Find a time")
    ayu.follow("Book a series")
    ayu.fills(day=f"{season.day(-5)}", time="15:00", every_weeks=2, times=len(dates))
    ayu.press("Look at the dates")
    ayu.reads(
        "From %(day)s this is %(after)s in %(city)s instead of %(before)s.",
        day=said(ayu, written_day, season.sunday, form="d MMMM"),
        after=_clock(ayu, season.after),
        before=_clock(ayu, season.before),
        city="Berlin",
    )
    ayu.picture("series")
    ayu.page.locator("button[name=step][value=book]").click()
    ayu.sees(said(ayu, span, dates[0].start, dates[0].end, JAKARTA))
    ayu.picture("series-booked")


def _clock(person: Person, time: str) -> str:
    return time.replace(":", ".") if person.who.language == "id" else time


def see_the_hour(person: Person, path: str, slot: TimeSlot, *, hour: str) -> None:
    """On the page, by their own clock: `hour` is said by hand, lest both be wrong."""
    person.goes(path)
    told = said(person, span, slot.start, slot.end, person.who.zone)
    assert told.startswith(_clock(person, hour))
    person.sees(told)


def open_next(person: Person, slot: TimeSlot, *, hour: str) -> str:
    """The first of their sessions to come. Returns: its page."""
    see_the_hour(person, "/mentor-sessions", slot, hour=hour)
    person.picture("my-sessions")
    person.page.locator("li.session-row a.cover").first.click()
    see_the_hour(person, person.page.url, slot, hour=hour)
    return str(person.page.url)


def cannot_join_yet(person: Person, path: str) -> None:
    person.goes(path)
    person.reads("The way in opens here a quarter of an hour before.")
    assert person.page.request.get(f"{path}/join", max_redirects=0).status == 404
    person.picture("too-early")


def come(person: Person, path: str, *, link: str) -> None:
    """The link is there now, and leads to the mentor's room."""
    person.goes(path)
    joins = person.page.get_by_role("link", name=person.say("Join on video"))
    joins.wait_for()
    assert link not in person.page.content()
    leads = person.page.request.get(str(joins.get_attribute("href")), max_redirects=0)
    assert leads.headers["location"] == link
    person.press("I am here")
    person.reads("You are here")
    person.picture("here")


def write_notes(rina: Person, path: str) -> None:
    rina.goes(path)
    for sight, text in (("private", PRIVATE), ("shared", SHARED)):
        rina.page.locator("#notes summary").click()
        rina.page.locator("#notes [name=text]").fill(text)
        rina.chooses("sight", sight)
        rina.press("Keep this note")
        rina.reads("Your note is kept.")
    assert PRIVATE in rina.text
    rina.picture("notes")


def read_notes(ayu: Person, path: str) -> None:
    ayu.goes(path)
    ayu.sees(SHARED)
    assert PRIVATE not in ayu.page.content()


def say_how_it_was(person: Person, mail: Mail, *, next_step: str) -> None:
    person.goes(mail.link("/mentor-sessions/"))
    person.page.locator("[name=useful][value='5']").check(force=True)
    person.chooses("again", "yes")
    person.fills(text="It went well.", next_step=next_step)
    person.picture("feedback")
    person.press("Send")
    person.reads("Thank you. The programme reads what you said.")
    person.picture("afterwards")


def open_office_hours(rina: Person, season: Season, *, days: int) -> None:
    """Two halves of an hour, from ten on by Berlin's clocks."""
    rina.goes("/office-hours")
    rina.follow("Open office hours")
    rina.fills(topic="Tenders", day=f"{season.day(days)}", time="10:00", slots=2)
    rina.picture("office-hours-open")
    rina.press("Look for rooms")
    rina.page.locator("[name=where] option", has_text="Ciliwung").wait_for(state="attached")
    rina.press("Open office hours")
    rina.sees("Tenders")
    rina.picture("office-hours")


def take_an_office_hour(ayu: Person) -> None:
    ayu.goes("/office-hours")
    ayu.picture("office-hours")
    ayu.press("Take it")
    ayu.reads("It is yours. A mail with a calendar entry is on its way.")
    ayu.picture("office-hour-taken")


def export_hours(maya: Person) -> dict[str, str]:
    """The one row of the table that staff keep."""
    to_the_cohort(maya, "Sessions")
    maya.picture("sessions")
    maya.follow("Hours given")
    maya.picture("hours")
    maya.page.locator("summary", has_text="Export").click()
    with maya.page.expect_download() as waiting:
        maya.follow("CSV")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    return row
