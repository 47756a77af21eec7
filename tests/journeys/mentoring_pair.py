"""A proposal, looked into, locked, published; both say yes."""

import re

from tests.journeys.intake_people import Person
from tests.journeys.intake_read import to_the_cohort
from tests.journeys.mail import Mail
from tests.journeys.mentoring_story import OTHER_STARTUP, STARTUP

DIMAS, RINA = "Dimas Prakoso", "Rina Kühn"


def propose(maya: Person) -> None:
    """Everything is said; nobody hears of a proposal."""
    to_the_cohort(maya, "Mentors")
    maya.reads("Everybody has said what the matching needs.")
    maya.picture("mentors")
    maya.follow("Mentor matching")
    maya.press("Make a proposal")
    maya.sees("2 / 6")  # one place each is given, and three are wanted
    assert maya.house.told() == {}


def look_into_it(maya: Person) -> None:
    """The parts of a fit; and what the other mentor would cost."""
    maya.page.get_by_role("row").filter(has_text=STARTUP).get_by_role("link", name=RINA).click()
    why = maya.page.locator("#why")
    why.get_by_text(f"{STARTUP} × {RINA}").wait_for()
    for part in ("Expertise for need", "Hours in common", "Language"):
        why.get_by_text(maya.say(part)).first.wait_for()
    maya.picture("why")
    maya.page.locator("#ask").select_option(label=DIMAS)
    maya.press("Why not?")
    price = why.locator(".alts li").first
    price.get_by_role("link", name=DIMAS).wait_for()
    assert re.search(r"\d\.\d\d.*(−|cost)", price.inner_text(), re.S), price.inner_text()
    maya.picture("why-not")


def lock_and_publish(maya: Person, *, mails: int) -> None:
    """The lock is shown with its effect, and becomes a proposal of its own."""
    maya.follow("Lock")
    maya.reads("What it would do")
    maya.fills(reason="They have met at the open day.")
    maya.picture("effect")
    maya.press("Keep it as a new proposal")
    maya.reads("locked")
    maya.picture("locked")
    maya.follow("Publish matches")
    maya.sees(OTHER_STARTUP)
    maya.picture("publish")
    maya.press("Publish and ask both sides")
    maya.sees(f"{mails} new pairs were asked.")
    maya.picture("pairs")


def accept(person: Person, mail: Mail, *, both: bool) -> None:
    person.goes(mail.link("/mentoring/pairs/"))
    person.reads("Why you two")
    person.picture("pair")
    person.press("Yes, gladly")
    person.reads("You work together" if both else "You have said yes.")
    person.picture("paired")
