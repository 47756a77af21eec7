"""The way into a class, on a phone that runs no script: found, signed up for, waited for, taken."""

import re

import vobject

from hub.core.database import db
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.rules.standing import Standing
from tests.hub.accounts.stories import PASSWORD
from tests.journeys.learner_story import CLASS, LASTS, SLUG, Reader, Story
from tests.journeys.mail import Mail


def find_the_class(siti: Reader) -> None:
    siti.goes("/classes")
    siti.picture("catalogue")
    siti.fills(q="data terbuka")
    siti.press("Search")
    siti.opens(CLASS)
    siti.reads("All places are taken. You would be number %(number)s in line.", number=1)
    siti.picture("class")


def sign_up(siti: Reader) -> None:
    """The button leads to signing in, and from there to an account of one's own."""
    siti.follow("Join the line")
    siti.picture("sign-in")
    siti.follow("Make an account")
    siti.fills(name=siti.who.name, email=siti.who.email, password=PASSWORD)
    siti.chooses("zone", siti.who.zone)
    assert siti.page.locator("select[name=language]").input_value() == "id"
    siti.page.locator("[name=privacy]").check()
    siti.picture("sign-up")
    siti.press("Make my account")
    siti.reads("Check your mail")
    siti.goes(siti.mail().link("/sign-up/confirm"))
    siti.picture("confirm")
    siti.press("Yes, open my account")
    siti.picture("home")


def join_the_line(siti: Reader) -> None:
    siti.goes(f"/classes/{SLUG}")
    siti.follow("Join the line")
    siti.picture("enrol")
    siti.press("Join the line")
    siti.reads("You are in line. When a place becomes free for you, we write to you.")
    siti.picture("in-line")
    mail = siti.mail()
    assert mail.subject == siti.say(
        "You are number %(position)s in line: %(name)s", position=1, name=CLASS
    )


def leave_the_place(dewi: Reader) -> None:
    dewi.goes(f"/classes/{SLUG}/place")
    dewi.picture("place")
    dewi.follow("Leave my place")
    dewi.picture("leaving")
    dewi.press("Leave my place")
    dewi.reads("You have left. What you have learnt stays with you.")


def take_the_place(siti: Reader, mail: Mail, story: Story) -> None:
    """Opening the link answers nothing; the button does."""
    siti.goes(mail.link("/class-offers/"))
    siti.reads("A place is free, and it is yours if you want it.")
    siti.sees(re.compile(r"5 Des.* 07[.:]00"))  # two days later it would be half past nine at night
    siti.picture("offer")
    assert _standing(story) is Standing.OFFERED
    siti.press("Take the place")
    siti.reads("The place is yours.")
    siti.picture("taken")
    assert _standing(story) is Standing.CONFIRMED


def have_it_in_the_mail(siti: Reader, mail: Mail, story: Story) -> None:
    """With an entry for the calendar, on Siti's clock and without the room."""
    assert siti.say("You have a place: %(name)s", name=CLASS) == mail.subject
    assert re.search(r"15[.:]00", mail.text), mail.text
    (event,) = mail.events()
    assert (event.dtstart.value, event.dtend.value) == (story.begins, story.begins + LASTS)
    assert story.room.url not in mail.message.as_string()


def keep_the_calendar(siti: Reader, story: Story) -> None:
    """A secret address that a calendar program reads, which is signed in nowhere."""
    siti.goes("/learning/calendar")
    siti.picture("calendar")
    siti.press("Make an address")
    siti.reads("Here is your address. It is shown this once.")
    address = siti.page.locator("#address").input_value()
    siti.picture("calendar-address")
    answer = story.employer.page.request.get(address)
    assert answer.ok
    assert story.room.url not in answer.text()
    (event,) = vobject.readOne(answer.text()).vevent_list
    assert event.dtstart.value == story.begins
    assert CLASS in event.summary.value


def be_reminded(siti: Reader, mail: Mail, story: Story) -> None:
    assert re.search(r"15[.:]00", mail.text), mail.text
    assert f"/go/{story.session.id}" in mail.text
    assert story.room.url not in mail.message.as_string()


def _standing(story: Story) -> Standing:
    db.session.rollback()
    query = db.select(Enrolment).where(Enrolment.run_id == story.run.id)
    found = {each.user.email: each.state for each in db.session.scalars(query)}
    return found[story.siti.who.email]
