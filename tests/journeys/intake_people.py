"""The people of an intake: each with a browser of their own, their mail, and one clock for all."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from hub.core.i18n import gettext, speaking
from tests.browser import PATIENCE
from tests.hub.accounts.stories import PASSWORD, code
from tests.journeys.mail import Mail, parsed
from tests.live import Hub

PICTURES = Path("build/screenshots/whole-intake")
JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Who:
    """Somebody, and what they sit before."""

    name: str
    email: str
    language: str = "en"
    zone: str = "Asia/Jakarta"
    width: int = 1440
    script: bool = True
    dark: bool = False
    is_staff: bool = False
    is_new: bool = False
    touch: bool = False

    @property
    def first(self) -> str:
        return self.name.split()[0].lower()


@dataclass
class House:
    """The running hub, its clock and its post. All mails of the story are kept, oldest first."""

    hub: Hub
    browser: Any
    clock: Path
    mails: list[Mail] = field(default_factory=list)
    pictures: Path = PICTURES
    _seen: set[Path] = field(default_factory=set)

    def set_clock(self, wall: str) -> None:
        """`2026-12-01T09:00` by Jakarta's clocks; from there it runs on."""
        meant = datetime.fromisoformat(wall).replace(tzinfo=JAKARTA)
        seconds = round((meant - datetime.now(UTC)).total_seconds())
        self.clock.write_text(f"{seconds:+d}s")

    def run(self, job: str) -> None:
        """One line of the timetable, now."""
        ran = self.hub.app.test_cli_runner().invoke(args=["jobs", "once", job])
        assert ran.exit_code == 0, ran.output

    def post(self) -> list[Mail]:
        """What is delivered now, in no order."""
        self.run("deliver-mail")
        folder = Path(urlsplit(self.hub.environment["MAIL_URL"]).path)
        new = set(folder.glob("*.eml")) - self._seen
        self._seen |= new
        mails = [Mail(parsed(path)) for path in sorted(new)]
        self.mails += mails
        return mails

    def told(self) -> Counter[str]:
        """How many mails each address gets now."""
        return Counter(str(mail.message["To"]) for mail in self.post())


class Person:
    """Somebody at work. They find things by what is written on buttons, links and fields."""

    def __init__(self, house: House, who: Who) -> None:
        self.house, self.who, self._pictures = house, who, 0
        self.complaints: list[str] = []
        context = house.browser.new_context(
            base_url=house.hub.url,
            viewport={"width": who.width, "height": 860 if who.width > 600 else 844},
            java_script_enabled=who.script,
            locale={"en": "en-GB", "id": "id-ID", "de": "de-DE"}[who.language],
            timezone_id=who.zone,
            color_scheme="dark" if who.dark else "light",
            has_touch=who.touch,
            is_mobile=who.touch,
        )
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("response", self._answered)

    def say(self, message: str, **values: Any) -> str:
        """What the house says, as this person reads it."""
        with speaking(self.who.language):
            return gettext(message, **values)

    def goes(self, path: str) -> None:
        """To an address; whoever was signed out meanwhile, for weeks pass, signs in on the way."""
        self.page.goto(path)
        if "/sign-in?next=" in self.page.url:
            self.signs_in()

    def press(self, name: str, /, **values: Any) -> None:
        self._first("button", name, **values).click()

    def follow(self, name: str, /, **values: Any) -> None:
        self._first("link", name, **values).click()

    def opens(self, name: str) -> None:
        """A link that speaks of it: a startup, a round."""
        found = self.page.get_by_role("link", name=re.compile(rf"\b{re.escape(name)}\b"))
        found.locator("visible=true").first.click()

    def fills(self, **values: object) -> None:
        """Fields by their names; `name__en` is the field `name-en`."""
        for name, value in values.items():
            at = name.replace("__", "-")
            self.page.locator(f"[name='{at}']").locator("visible=true").first.fill(str(value))

    def words(self, name: str, *texts: str) -> None:
        """One text in English, Indonesian and German."""
        for spoken, text in zip(("en", "id", "de"), texts, strict=True):
            self.page.locator(f"[name='{name}-{spoken}']").first.fill(text)

    def chooses(self, name: str, value: str) -> None:
        """A radio button, a box or a line of a list."""
        fields = self.page.locator(f"[name='{name}']")
        if fields.first.evaluate("each => each.tagName") == "SELECT":
            fields.first.select_option(value)
        else:
            self.page.locator(f"[name='{name}'][value='{value}']").first.check()

    def reads(self, sentence: str, **values: Any) -> None:
        """The page says so, in their language."""
        self.sees(self.say(sentence, **values))
        assert self.page.locator("html").get_attribute("lang") == self.who.language, self.page.url

    def sees(self, text: str | re.Pattern[str]) -> None:
        """It stands on the page as it is: a name, a number, a date."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    @property
    def cohort(self) -> str:
        """What the story's cohort is called in their language."""
        return {"en": "First cohort", "id": "Angkatan pertama", "de": "Erster Jahrgang"}[
            self.who.language
        ]

    @property
    def programme(self) -> str:
        names = {"en": "Rain and Rivers", "id": "Hujan dan Sungai", "de": "Regen und Flüsse"}
        return names[self.who.language]

    @property
    def text(self) -> str:
        """All that the page says to somebody who can see it."""
        return str(self.page.locator("body").inner_text())

    def mail(self) -> Mail:
        """The one that has come since the last post."""
        (mail,) = [each for each in self.house.post() if self.who.email in str(each.message["To"])]
        return mail

    def picture(self, name: str) -> None:
        """Kept for whoever looks. Nothing may stick out of the screen."""
        self._pictures += 1
        folder = self.house.pictures
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.who.first}-{self._pictures:02}-{name}.png"
        # Hiding the caret would write styles into fields, and the security policy forbids that.
        self.page.screenshot(path=path, full_page=True, caret="initial")
        if self.who.script:
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{name} is {wide} pixels too wide"

    def signs_in(self) -> None:
        """On the page of that name, wherever it came from. Staff have a second step."""
        self.fills(email=self.who.email, password=PASSWORD)
        self.press("Sign in")
        if self.who.is_staff:
            self.fills(code=code())
            self.press("Sign in")
        self.page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))

    def _first(self, role: Any, name: str, /, **values: Any) -> Any:
        said = self.say(name, **values)
        found = self.page.get_by_role(role, name=said, exact=True).locator("visible=true")
        return found.first

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text[:200]}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")
