"""Those who took their place: the cohort's workspace, its numbers, a month."""

from tests.journeys.intake_people import Person
from tests.journeys.intake_read import to_the_cohort


def follow_a_number(staff: Person) -> None:
    """That begins with an answer of the application."""
    to_the_cohort(staff, "Startups")
    staff.follow("Tasks, numbers, perks")
    staff.page.locator("summary", has_text="Follow a number").click()
    form = staff.page.locator("form[action$='/startups/metrics']")
    for code, text in {"en": "People at work", "id": "Orang bekerja", "de": "Beschäftigte"}.items():
        form.locator(f"[name='name-{code}']").fill(text)
    form.locator("[name=baseline_key]").select_option("full_time")
    staff.press("Follow it")
    staff.sees("People at work")
    staff.picture("numbers")


def begin_the_programme(staff: Person, *, startups: list[str]) -> None:
    to_the_cohort(staff)
    staff.page.locator("aside").get_by_role("link", name="Begin the programme").click()
    staff.press("Begin the programme")
    staff.reads("Done: %(phase)s.", phase="Running")
    staff.picture("running")
    staff.follow("Startups")
    for startup in startups:
        staff.sees(startup)
    staff.picture("startups")


def report_the_month(founder: Person, startup: str, *, people: int) -> None:
    """From the application, which has become a place in the cohort."""
    founder.goes("/applications")
    founder.opens(startup)
    founder.follow("To your cohort")
    founder.picture("workspace")
    founder.follow("Report the month")
    founder.page.locator("[name^='number-']").first.fill(str(people))
    founder.fills(highlights="Two streets stayed dry.")
    founder.picture("month")
    founder.press("Hand in")
    founder.reads("Thank you. The month is handed in.")


def see_how_it_goes(founder: Person, *, began: int, now: int) -> None:
    """The number of the application beside the one of the month."""
    founder.reads("began with %(number)s", number=began)
    line = founder.page.locator("ul.numbers li").first
    assert line.locator(".now").inner_text() == str(now)
    founder.picture("numbers")


def read_the_month(staff: Person, startup: str) -> None:
    to_the_cohort(staff, "Startups")
    staff.picture("months")
    staff.page.get_by_role("row").filter(has_text=startup).locator("a.chip").first.click()
    staff.sees("Two streets stayed dry.")
    staff.press("I have read it")
