"""From marks to places: the ranking, the interviews, the meeting, the release, the answers."""

import re

from tests.journeys.intake_people import Person
from tests.journeys.intake_read import to_the_cohort, to_the_round
from tests.journeys.mail import Mail

ADVICE = "Find one shop that pays before you build the second shelf."
DAY = "2027-01-12"
DAY_NAME = {"en": "Jury day", "id": "Hari juri", "de": "Jurytag"}


def rank(staff: Person) -> None:
    """Raw beside calibrated; then the round is closed."""
    to_the_round(staff)
    staff.follow("Ranking")
    staff.press("Work out the ranking")
    staff.reads("Raw mean")
    staff.reads("Calibrated")
    staff.sees("Pumps that call before the street is wet")
    staff.picture("ranking")
    to_the_round(staff)
    staff.follow("Close the round")
    staff.press("Close the round")
    staff.reads("The round is closed.")


def make_the_interview_round(staff: Person) -> None:
    to_the_cohort(staff, "Rounds")
    staff.follow("New round")
    staff.words("name", "Jury", "Juri", "Jury")
    staff.chooses("kind", "interview")
    staff.fills(reads_each=1, most=10, due_day="2027-01-15")
    staff.page.locator("[name=blind]").uncheck()
    staff.chooses("rubric", "jury-day")
    staff.press("Make the round")
    staff.reads("The round is made. Next: which applications does it read?")


def arrange_the_day(staff: Person, *, jurors: list[Person], teams: list[str]) -> None:
    """A panel in a room of the hub; the plan is reckoned, looked at, taken over, published."""
    to_the_cohort(staff, "Interviews")
    staff.follow("Make the first day")
    staff.words("name", *DAY_NAME.values())
    staff.fills(held_on=DAY)
    staff.page.locator("[name=round_id]").select_option(label="Jury")
    staff.press("Make the day")
    staff.reads("The day is made. Next: who listens?")
    staff.follow("Add a panel")
    staff.fills(name="Panel A", starts_local="09:00", ends_local="11:30")
    staff.page.locator("[name=space_id]").select_option(index=1)
    for juror in jurors:
        staff.page.get_by_label(juror.who.name).check()
    staff.press("Save")
    staff.follow("Invite teams")
    for startup in teams:
        staff.page.get_by_label(startup).check()
    staff.press("Put them on the list")
    staff.picture("day-before")
    staff.press("Make a plan")
    staff.picture("day-plan")
    staff.press("Take it over")
    staff.reads("The plan is the day's now.")
    staff.press("Publish")
    staff.reads("Published: everybody knows their time.")
    staff.picture("day")


def see_the_interview(founder: Person, mail: Mail) -> None:
    """In their own time, beside the room's."""
    assert mail.calendar()[0] == "REQUEST"
    founder.goes(mail.link("/interviews/"))
    founder.reads("Your interview")
    founder.sees("Ciliwung")
    founder.picture("interview")


def sit_on_the_jury(juror: Person, *, mark: int) -> int:
    """A phone on the day, in the order of the day. Returns: how many were heard."""
    juror.goes("/jury")
    juror.opens(DAY_NAME[juror.who.language])
    juror.picture("jury")
    turns = int(juror.page.locator("li.turn").count())
    for n in range(turns):
        turn = juror.page.locator("li.turn").nth(n)
        if not turn.locator("details.marks-of").evaluate("each => each.open"):
            turn.locator("details.marks-of > summary").click()
        for key in ("clarity", "answers", "readiness"):
            turn.locator(f"[name='mark-{key}'][value='{mark}']").check()
        turn.get_by_role("button", name=juror.say("Hand in"), exact=True).click()
        turn.get_by_text(re.compile(juror.say("Handed in %(time)s", time=r"\d"))).wait_for()
    juror.picture("jury-done")
    return turns


def begin_the_selection(staff: Person) -> None:
    to_the_cohort(staff)
    staff.page.locator("aside").get_by_role("link", name="Begin the selection").click()
    staff.press("Begin the selection")
    staff.reads("Done: %(phase)s.", phase="Selection")
    staff.picture("selection")


def decide(staff: Person, startup: str, outcome: str, *, reason: str = "") -> None:
    staff.page.get_by_role("rowheader").get_by_role("link", name=startup).click()
    panel = staff.page.locator("#decide")
    panel.get_by_text(startup).first.wait_for()
    panel.locator(f"[name=outcome][value={outcome}]").check()
    if reason:
        panel.locator(f"[name=reason_codes][value={reason}]").check()
    staff.press("Keep and go on")


def write_feedback(staff: Person, startup: str) -> None:
    """Of the readers' words, edited by staff."""
    staff.follow("Feedback")
    staff.press("Gather what readers wrote")
    staff.opens(startup)
    assert "Say who pays for the second year." in staff.page.locator("[name=text]").input_value()
    staff.fills(text=ADVICE)
    staff.press("Ready for the team")
    staff.picture("feedback")


def prepare(staff: Person) -> None:
    staff.follow("Releases")
    staff.press("Start a release")
    staff.picture("letters")
    staff.press("Prepare the release")
    staff.reads("It waits for somebody else")
    staff.picture("prepared")


def release(staff: Person, *, mails: int) -> None:
    """The second person reads each letter, types how many go out, and lets them go."""
    to_the_cohort(staff, "Decisions")
    staff.follow("Releases")
    staff.follow("Release %(number)s", number=1)
    staff.picture("second-look")
    staff.fills(mails=mails)
    staff.press("Release the decisions")
    staff.reads("Released. The mails are on their way.")
    staff.picture("released")


def take_the_place(founder: Person, link: str) -> None:
    founder.goes(link)
    founder.picture("offer")
    founder.page.locator("[name=agreed]").check()
    founder.press("Take the place")
    founder.reads("The place is yours. Welcome!")
    founder.picture("confirmed")


def wait_in_line(founder: Person, link: str) -> None:
    founder.goes(link)
    founder.reads("You are number %(number)s in line.", number=1)
    founder.picture("in-line")


def find_it_run_out(founder: Person, link: str) -> None:
    founder.goes(link)
    founder.reads("This offer has run out.")
    assert not founder.page.locator("[name=agreed]").count()
    founder.picture("run-out")


def look_at_the_places(staff: Person, *startups: str) -> None:
    to_the_cohort(staff, "Decisions")
    staff.follow("Places")
    staff.picture("places")
    for startup in startups:
        row = staff.page.get_by_role("row").filter(has_text=startup)
        assert staff.say("Confirmed") in row.first.inner_text()
