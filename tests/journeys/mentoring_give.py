"""Before the matching: a coordinator brings a mentor in, and everybody says what it needs."""

from tests.hub.accounts.stories import PASSWORD
from tests.journeys.intake_people import Person
from tests.journeys.intake_read import to_the_cohort
from tests.journeys.mail import Mail
from tests.journeys.mentoring_story import BERLIN, HOUSE, STARTUP

LINK = "https://meet.example/rina-room"
CODE = ("We come when we said so.", "Kami datang sesuai janji.", "Wir kommen, wie zugesagt.")


def open_the_mentoring(maya: Person) -> None:
    """With the usual terms, and a code of conduct."""
    maya.goes("/sign-in")
    maya.signs_in()
    to_the_cohort(maya, "Mentors")
    maya.press("Open the mentoring")
    maya.reads("The mentoring is open. Look at its terms, then ask mentors.")
    maya.words("code", *CODE)
    maya.picture("terms")
    maya.press("Save")
    maya.reads("Saved.")


def invite_a_mentor(budi: Person, rina: Person) -> None:
    """From the organisation's own page, with what is known of her already."""
    budi.goes("/sign-in")
    budi.signs_in()
    budi.goes("/organisations")
    budi.opens(HOUSE)
    budi.follow("Its mentors")
    budi.picture("mentors-before")
    budi.follow("Invite a mentor")
    budi.fills(email=rina.who.email, places=1, headline="From pilot to city contract")
    budi.chooses("language", rina.who.language)
    budi.page.locator("[name=cohort]").select_option(label=budi.cohort)
    budi.chooses("topics", "pricing")
    budi.picture("invite")
    budi.press("Send the invitation")
    budi.reads("The invitation to %(email)s is on its way.", email=rina.who.email)


def promise_places(budi: Person, *, places: int) -> None:
    """How much the organisation gives, all its mentors together."""
    budi.page.locator("form[action*='/cohorts/'] [name=places]").first.fill(str(places))
    budi.press("Set")
    budi.reads("Saved.")
    budi.picture("mentors")


def join(rina: Person, mail: Mail) -> None:
    """From the mail; she makes her account on the way."""
    rina.goes(mail.link("/invitations/"))
    rina.fills(name=rina.who.name, password=PASSWORD)
    rina.chooses("zone", BERLIN)
    rina.page.locator("[name=privacy]").check()
    rina.picture("invited")
    rina.press("Accept and join")
    rina.reads("Welcome to the hub, %(name)s.", name=rina.who.name)
    rina.page.locator("summary[aria-label*=Rina]").first.click()
    rina.reads("My mentoring")
    rina.picture("home")


def say_yes(rina: Person, mail: Mail) -> None:
    """To the cohort that asks; then its code of conduct."""
    rina.goes(mail.link("/mentoring"))
    rina.picture("asked")
    rina.press("Yes, I mentor")
    rina.reads("Thank you. The programme knows now.")
    rina.follow("Read and agree")
    rina.sees(CODE[2])
    rina.picture("code")
    rina.press("I agree")
    rina.reads("Thank you. You have agreed to the code of conduct.")


def fill_in_the_profile(rina: Person) -> None:
    rina.follow("My profile")
    for topic in ("pricing", "city-sales"):
        rina.chooses("topics", topic)
    for code in ("en", "id", "de"):
        rina.chooses("languages", code)
    rina.fills(about="Ten years of buying for the city of Berlin.", video_url=LINK)
    rina.picture("profile")
    rina.press("Save")
    rina.reads("How others see me")
    assert LINK not in rina.text
    rina.picture("preview")


def say_the_week(person: Person, path: str, *, between: tuple[str, str], holidays: str) -> None:
    """Monday to Friday, by their own clock."""
    person.goes(path)
    for n in range(5):
        person.page.locator("[name=from]").nth(n).fill(between[0])
        person.page.locator("[name=until]").nth(n).fill(between[1])
    person.chooses("holiday_calendar", holidays)
    person.press("Save the week")
    person.reads("Saved.")
    person.picture("week")


def say_what_is_needed(ayu: Person) -> None:
    """Ranked, a sentence each; from the startup's own place in the cohort."""
    ayu.goes("/mentoring")
    for n, (topic, sentence) in enumerate(
        [("pricing", "What may a city pay?"), ("city-sales", "Who signs?")], start=1
    ):
        ayu.page.locator(f"#topic-{n}").select_option(topic)
        ayu.page.locator(f"#sentence-{n}").fill(sentence)
    for code in ("en", "id"):
        ayu.chooses("languages", code)
    ayu.picture("needs")
    ayu.press("Save")
    ayu.reads("Thank you. Mentors can be found for this now.")
    ayu.follow("Our hours")
    ayu.sees(STARTUP)
