"""Before the deadline, on the staff's side: a programme, its cohort, its questions, its call."""

import re

from tests.journeys.intake_people import Person

CALL = "rain-and-rivers-1"
AGREEMENT = "We come to every session, and say early when we cannot."


def make_the_programme(maya: Person) -> None:
    maya.goes("/sign-in")
    maya.signs_in()
    maya.follow("Programmes")
    maya.goes("/admin/programmes")
    maya.follow("New programme")
    maya.words("name", "Rain and Rivers", "Hujan dan Sungai", "Regen und Flüsse")
    maya.words("summary", "Pilots against floods.", "Uji coba melawan banjir.", "Gegen Fluten.")
    maya.words("about", "Ten weeks.", "Sepuluh minggu.", "Zehn Wochen.")
    maya.fills(slug="rain-and-rivers")
    assert maya.page.locator("[name=zone]").input_value() == "Asia/Jakarta"
    maya.press("Make the programme")
    maya.reads("The programme is there. Nobody sees it until you publish it.")
    maya.press("Publish")
    maya.reads("Everybody sees the programme now.")
    maya.picture("programme")


def make_the_cohort(maya: Person) -> None:
    """Two places; everything by Jakarta's clocks."""
    maya.follow("New cohort")
    maya.words("name", "First cohort", "Angkatan pertama", "Erster Jahrgang")
    maya.fills(
        slug=CALL, seats=2, opens_local="2026-12-01T09:00", closes_local="2026-12-14T23:59",
        decisions_on="2027-01-20", starts_on="2027-02-01", ends_on="2027-04-30",
        demo_day_local="2027-04-28T15:00",
    )  # fmt: skip
    maya.press("Make the cohort")
    maya.reads("The cohort is there, as a draft.")
    maya.reads("No form yet: choose what applicants are asked.")
    maya.picture("cohort")


def build_the_form(maya: Person) -> None:
    """The house's short form, and two questions more: a file and a number."""
    maya.follow("Choose a form")
    ready = maya.page.locator("li", has_text="Pilot call")
    ready.get_by_role("button", name="Begin with it").click()
    maya.reads("Saved.")
    maya.follow("Open the form")
    _add_known(maya, "How many people work on it full time?")
    _add_known(maya, "Your deck")
    maya.picture("form")
    maya.follow("Publish…")
    maya.reads("New applications answer version %(number)s.", number=1)
    maya.press("Publish version %(number)s", number=1)
    maya.reads("The form is live.")


def _add_known(maya: Person, question: str) -> None:
    maya.page.get_by_role("link", name=re.compile("^Add a question")).last.click()
    maya.press(question)


def open_the_call(maya: Person) -> None:
    maya.goes("/admin/programmes")
    maya.opens("First cohort")
    maya.follow("Write it")
    maya.words("eligibility", "Something that runs.", "Sudah berjalan.", "Etwas, das läuft.")
    maya.words("tagline", "Dry feet.", "Kaki kering.", "Trockene Füße.")
    maya.words("about", "A street to try it.", "Satu jalan.", "Eine Straße zum Ausprobieren.")
    maya.fills(offer_hours=72)
    maya.press("Save")
    maya.follow("Agreement")
    maya.words("agreement", AGREEMENT, "Kami datang ke setiap sesi.", "Wir kommen zu allem.")
    maya.press("Save")
    maya.follow("Publish")
    maya.press("Publish the call")
    maya.reads("Done: %(phase)s.", phase="Call published")
    maya.picture("published")
