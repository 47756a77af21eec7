"""A first visit, as somebody has it who has never heard of us: sign up, read the mail, find a room,
be refused well, book another, find it in the calendar, and give it back.

Once in each language: in English on a laptop without JavaScript, in Indonesian on a phone, in
German on a laptop far from the room.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hub.core.i18n import gettext, speaking
from hub.core.walltime import to_wall
from tests.browser import PATIENCE, chromium_path
from tests.journeys.mail import Mailbox
from tests.journeys.test_booking_journey import furnish, hours
from tests.live import Hub, running_hub

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(240),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
PICTURES = Path("build/screenshots/first-visit")
PASSWORD = "tiga cangkir teh hangat"


@dataclass(frozen=True)
class Newcomer:
    """`own_browser` says whether they open the mail where they signed up."""

    name: str
    language: str
    locale: str
    zone: str
    width: int
    script: bool = True
    own_browser: bool = False

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@first.example"

    @property
    def is_on_a_phone(self) -> bool:
        return self.width < 600

    def say(self, message: str, **values: Any) -> str:
        """What the house says, as this person reads it."""
        with speaking(self.language):
            return gettext(message, **values)


NEWCOMERS = (
    Newcomer("Malee Srisai", "en", "en-GB", "Asia/Bangkok", 1440, script=False, own_browser=True),
    Newcomer("Bagas", "id", "id-ID", "Asia/Jakarta", 390),
    Newcomer("Jonas Ehrlich", "de", "de-DE", "Europe/Berlin", 1440),
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("first")) as running:
        furnish()
        yield running


class Visit:
    """A newcomer, their browser and their mail."""

    def __init__(self, browser: Any, hub: Hub, who: Newcomer) -> None:
        self.who, self.say, self.mail = who, who.say, Mailbox(hub, who.email)
        self._browser, self._hub, self._pictures = browser, hub, 0
        self.complaints: list[str] = []
        self.page = self.another_browser()

    def another_browser(self) -> Any:
        context = self._browser.new_context(
            base_url=self._hub.url,
            viewport={"width": self.who.width, "height": 900},
            java_script_enabled=self.who.script,
            locale=self.who.locale,
            timezone_id=self.who.zone,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear)
        return page

    def press(self, name: str, **values: Any) -> None:
        button = self.page.get_by_role("button", name=self.say(name, **values), exact=True)
        button.locator("visible=true").first.click()

    def follow(self, name: str, **values: Any) -> None:
        link = self.page.get_by_role("link", name=self.say(name, **values), exact=True)
        link.locator("visible=true").first.click()

    def reads(self, sentence: str, **values: Any) -> None:
        """The page says so, and is in their language."""
        text = self.page.get_by_text(self.say(sentence, **values)).locator("visible=true")
        text.first.wait_for()
        assert self.page.locator("html").get_attribute("lang") == self.who.language

    def picture(self, name: str) -> None:
        self._pictures += 1
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{self.who.language}-{self._pictures:02}-{name}.png"
        # Hiding the caret would write styles into fields, and the security policy forbids that.
        self.page.screenshot(path=path, full_page=True, caret="initial")

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text[:200]}")


@pytest.mark.parametrize("who", NEWCOMERS, ids=lambda who: who.language)
def test_a_first_visit(hub: Hub, chromium: Any, who: Newcomer) -> None:
    visit = Visit(chromium, hub, who)

    sign_up(visit)
    look_for_a_room(visit)
    be_refused_well(visit)
    sign_in_and_book(visit)
    uid, sequence = find_it_in_the_calendar(visit)
    give_it_back(visit)
    see_it_gone_from_the_calendar(visit, uid=uid, after=sequence)

    assert visit.complaints == []


def sign_up(visit: Visit) -> None:
    page, who = visit.page, visit.who
    page.goto("/")
    visit.picture("front-page")
    visit.follow("Create an account")
    page.locator("input[name=name]").fill(who.name)
    page.locator("input[name=email]").fill(who.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("select[name=zone]").select_option(who.zone)
    assert page.locator("select[name=language]").input_value() == who.language
    page.locator("input[name=privacy]").check()
    visit.picture("sign-up")
    visit.press("Make my account")
    visit.reads("Check your mail")

    mail = visit.mail.newest()
    assert mail.subject == who.say("Confirm your address")
    assert who.name in mail.text
    first = visit.page
    visit.page = first if who.own_browser else visit.another_browser()
    visit.page.goto(mail.link("/sign-up/confirm"))
    visit.picture("confirm")
    visit.press("Yes, open my account")
    if who.own_browser:
        visit.reads("Welcome, %(name)s. Your account is ready.", name=who.name)
        visit.page.locator("header details.menu:not(.all) > summary").click()
        visit.press("Sign out")
        visit.reads("You are signed out.")
    else:
        visit.reads("Your address is confirmed. Please sign in with your password.")
    visit.page = first


def look_for_a_room(visit: Visit) -> None:
    page, day = visit.page, to_wall(hours(9, 11).start, "Asia/Jakarta")
    page.goto("/")
    visit.follow("Find a space")
    form = page.locator("form.search")
    form.locator("input[name=day]").fill(f"{day:%Y-%m-%d}")
    form.locator("input[name=from]").fill("09:00")
    form.locator("input[name=to]").fill("11:00")
    form.locator("input[name=people]").fill("4")
    visit.press("Show free spaces")
    page.wait_for_url(re.compile("people=4"))
    visit.picture("found")
    # The card on a phone, the room on the plan on a laptop.
    name: Any = "Spree" if visit.who.is_on_a_phone else re.compile("^Spree, ")
    page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()


def be_refused_well(visit: Visit) -> None:
    """A sentence says why, and what could be had instead is a link away."""
    ticket = visit.page.locator("#ticket")
    visit.reads("What you could have instead")
    assert len(ticket.locator(".notice").inner_text().strip()) > 10
    visit.picture("refused")
    offers = ticket.locator("ul.alt a")
    assert offers.count() >= 2
    offers.filter(has_text="Ciliwung").filter(has_text=re.compile(r"09[.:]00")).first.click()


def sign_in_and_book(visit: Visit) -> None:
    page, who = visit.page, visit.who
    visit.follow("Sign in to book %(space)s", space="Ciliwung")
    page.locator("input[name=email]").fill(who.email)
    page.locator("input[name=password]").fill(PASSWORD)
    visit.press("Sign in")
    visit.picture("chosen")
    visit.press("Book %(space)s", space="Ciliwung")
    visit.reads("Confirm the booking")
    assert page.locator("[data-hold]").count() == 1
    page.locator("input[name=purpose], textarea[name=purpose]").fill("Kopi & Pläne")
    visit.picture("held")
    visit.press("Confirm the booking")
    page.get_by_role("heading", name="Kopi & Pläne").wait_for()
    visit.picture("booked")


def find_it_in_the_calendar(visit: Visit) -> tuple[str, int]:
    who, mail = visit.who, visit.mail.newest()
    method, event = mail.calendar()
    at_home = to_wall(hours(9, 11).start, who.zone)

    assert who.say("%(space)s is yours.", space="Ciliwung") in mail.text
    assert re.search(f"{at_home:%H}[.:]{at_home:%M}", mail.text)
    assert f'lang="{who.language}"' in mail.html
    assert method == "REQUEST"
    assert event.summary.value == "Ciliwung: Kopi & Pläne"
    wanted = hours(9, 11)
    assert (event.dtstart.value, event.dtend.value) == (wanted.start, wanted.end)
    visit.page.goto(mail.link("/bookings/"))
    visit.page.get_by_role("heading", name="Kopi & Pläne").wait_for()
    return event.uid.value, int(event.sequence.value)


def give_it_back(visit: Visit) -> None:
    page = visit.page
    page.goto("/bookings")
    visit.picture("mine")
    page.get_by_role("link", name="Kopi & Pläne", exact=True).first.click()
    visit.follow("Cancel the booking")
    visit.reads(
        "The space is free for others at once. Once somebody takes it, you cannot have it back."
    )
    visit.picture("cancel")
    page.locator("main form[method=post] button[type=submit]").click()
    page.wait_for_url(re.compile("/bookings$"))
    visit.reads("%(space)s is given back. Somebody else can have it now.", space="Ciliwung")
    visit.picture("given-back")


def see_it_gone_from_the_calendar(visit: Visit, *, uid: str, after: int) -> None:
    mail = visit.mail.newest()
    method, event = mail.calendar()

    cancelled = visit.say("Your booking of %(space)s is cancelled.", space="Ciliwung")
    assert cancelled in mail.text
    assert (method, event.uid.value, event.status.value) == ("CANCEL", uid, "CANCELLED")
    assert int(event.sequence.value) > after
