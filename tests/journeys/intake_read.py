"""After the deadline: screening, reviewers, the plan of reads, marks, and the ranking."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tests.hub.accounts.stories import PASSWORD
from tests.journeys.intake_people import Person
from tests.journeys.mail import Mail

NO_FIT = "The call is about rivers inside the city; yours runs at sea."


def to_the_cohort(staff: Person, tab: str = "") -> None:
    """As staff get there: the programmes, the cohort, one of its pages."""
    staff.goes("/admin/programmes")
    staff.page.get_by_role("link", name=staff.cohort).first.click()
    if tab:
        staff.follow(tab)


def screen(staff: Person, startup: str, *, eligible: int) -> None:
    """One does not fit, and is told why in words; the others are let through at once."""
    to_the_cohort(staff, "Applications")
    staff.picture("applications")
    staff.opens(startup)
    staff.chooses("outcome", "ineligible")
    staff.page.locator("summary", has_text=staff.say("If it does not fit: why?")).click()
    staff.page.locator("[name=codes]").first.check()
    staff.fills(message=NO_FIT)
    staff.picture("screened")
    staff.page.locator("#screening").get_by_role("button", name=staff.say("Save")).click()
    staff.sees(NO_FIT)
    to_the_cohort(staff, "Applications")
    for box in staff.page.locator("[name=application]").all():
        box.check()
    staff.press("Let through what is ticked")
    staff.sees(re.compile(rf"^{eligible} "))


def begin_the_review(staff: Person) -> None:
    to_the_cohort(staff)
    staff.follow("Begin the review")
    staff.press("Begin the review")
    staff.reads("Done: %(phase)s.", phase=staff.say("In review"))
    staff.picture("in-review")


def invite_reviewers(staff: Person, readers: Iterable[Person]) -> None:
    """Into the pool; each makes an account from the mail."""
    for reader in readers:
        staff.goes("/admin/reviewers")
        staff.follow("Invite a reviewer")
        staff.fills(email=reader.who.email, capacity=4)
        staff.chooses("language", reader.who.language)
        for code in ("en", "id", "de"):
            staff.chooses("languages", code)
        staff.press("Send the invitation")
        staff.reads("The invitation to %(email)s is on its way.", email=reader.who.email)
    staff.picture("reviewers")
    mails = staff.house.post()
    for reader in readers:
        mail = _to(reader, mails)
        assert mail.subject == reader.say("You are invited to %(place)s", place=reader.programme)
        reader.goes(mail.link("/invitations/"))
        reader.fills(name=reader.who.name, password=PASSWORD)
        reader.page.locator("[name=privacy]").check()
        reader.press("Accept and join")
        reader.reads("Welcome to the hub, %(name)s.", name=reader.who.name)
        reader.picture("joined")
    staff.house.post()  # they are told that they are reviewers now


def make_the_round(staff: Person) -> None:
    """Blind, two reads each, by the house's rubric."""
    to_the_cohort(staff, "Rounds")
    staff.follow("New round")
    staff.words("name", "First reading", "Pembacaan pertama", "Erste Lesung")
    staff.fills(reads_each=2, most=4)
    staff.chooses("rubric", "pilot-call")
    staff.press("Make the round")
    staff.reads("The round is made. Next: which applications does it read?")
    staff.picture("round")
    staff.follow("Choose the applications")
    staff.page.locator("button[name=all]").click()
    staff.sees("A-0001")


def ask_the_readers(staff: Person, readers: Iterable[Person]) -> None:
    staff.page.get_by_role("link", name=staff.say("Reviewers"), exact=True).last.click()
    staff.press("Ask them")
    staff.picture("asked")
    mails = staff.house.post()
    for reader in readers:
        reader.goes(_to(reader, mails).link("/reviews/"))
        reader.chooses("takes", "yes")
        reader.fills(most=4)
        reader.picture("promise")
        reader.press("Send the answer")
        reader.picture("promised")


def plan(staff: Person, *, reads: int) -> None:
    """Reckoned exactly, looked at, and only then given out."""
    staff.follow("Assigning")
    staff.press("Propose a plan")
    staff.reads("reads in all")
    staff.picture("plan")
    staff.page.get_by_role("button", name=re.compile(rf"\b{reads}\b")).click()
    staff.sees(f"{reads} reads are given out.")
    staff.picture("coverage")


def plan_what_is_missing(staff: Person) -> None:
    to_the_round(staff)
    staff.follow("Assigning")
    staff.fills(most="")  # what each has promised, for the even share is given out
    staff.press("Propose a plan")
    staff.picture("plan-again")
    staff.press("Give out this read")
    staff.reads("One read is given out.")


def to_the_round(staff: Person) -> None:
    to_the_cohort(staff, "Rounds")
    staff.opens("First reading")


def open_the_round(staff: Person) -> None:
    to_the_round(staff)
    staff.follow("Open for reading")
    staff.press("Open for reading")
    staff.reads("The round is open. Its reviewers have been written to.")
    staff.picture("open")


def declare_a_conflict(reader: Person) -> str:
    """With the first application of their pile. Returns: its headline."""
    reader.goes("/reviews")
    reader.picture("pile")
    headline = str(reader.page.locator("ol.reads a.cover").first.inner_text())
    reader.page.get_by_role("link", name=re.compile(reader.say("I have a conflict"))).first.click()
    reader.chooses("kind", "mentor")
    reader.picture("conflict")
    reader.press("Give it back")
    reader.reads("Thank you for saying so. Somebody else will read it.")
    assert headline not in reader.text
    return headline


def read_them_all(reader: Person, marks: Mapping[str, Any], *, never: Iterable[str]) -> int:
    """Every application of the pile, marked by its headline. What must not be there, is nowhere.
    Returns: how many."""
    reader.goes("/reviews")
    done = 0
    while begin := _next_of(reader):
        begin.click()
        text = reader.text
        assert not [name for name in never if name in text], reader.page.url
        chosen = next(m for headline, m in marks.items() if headline in text)
        for key, mark in chosen.items():
            reader.chooses(f"mark-{key}", str(mark))
        reader.chooses("confidence", "4")
        reader.fills(founders_note="Say who pays for the second year.")
        reader.picture("marked")
        reader.page.locator("[data-submit], button[value=submit]").first.click()
        reader.sees(re.compile(_any(reader, "Handed in. Here is the next one.",
                                    "Handed in. That was the last one: thank you.")))  # fmt: skip
        done += 1
        reader.goes("/reviews")
    reader.picture("read")
    return done


def _to(person: Person, mails: Iterable[Mail]) -> Mail:
    (mail,) = [each for each in mails if person.who.email in str(each.message["To"])]
    return mail


def _next_of(reader: Person) -> Any:
    found = reader.page.get_by_role(
        "link", name=re.compile(f"^({_any(reader, 'Begin', 'Go on')})$")
    )
    return found.first if found.count() else None


def _any(person: Person, *messages: str) -> str:
    return "|".join(re.escape(person.say(each)) for each in messages)
