"""A place for 8 on Thursday, 14:30–16:30, with a screen: found and booked on a phone and a laptop,
in three languages, light and dark, by keyboard alone, and with JavaScript off."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from booking.bookings.models import BookingState
from booking.bookings.services import Wish, book
from booking.spaces.models import Space
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant, to_wall
from tests.browser import PATIENCE, chromium_path
from tests.hub.accounts.stories import PASSWORD, a_member
from tests.journeys.test_booking_journey import PICTURES, SIZES, Founder, furnish
from tests.journeys.test_booking_journey import chromium as chromium
from tests.live import Hub, running_hub

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(300),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
LOCALES = {"en": "en-GB", "id": "id-ID", "de": "de-DE"}
#: The way in to what was chosen, whatever it is called in the reader's language.
WAY_IN, BOOK = "#ticket .cta a", "#ticket form.cta button"
CONFIRM = "main form[method=post] button.btn[type=submit]"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("searching")) as running:
        furnish()
        yield running


class Searcher(Founder):
    """A founder who reads in a language, in the light or in the dark."""

    def __init__(
        self, browser: Any, hub: Hub, *, size: str, language: str = "en", script: bool = True
    ) -> None:
        super().__init__(browser, hub, size=size, script=script)
        width, height = SIZES[size]
        self.language = language
        self.context = browser.new_context(
            base_url=hub.url,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale=LOCALES[language],
            color_scheme="dark" if language == "id" or not script else "light",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)

    def tab_to(self, selector: str, most: int = 120) -> None:
        """With the keyboard alone; whatever has it must be seen to have it."""
        for _n in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"The keyboard does not come to {selector}")

    def has_keyboard(self) -> str:
        told = "document.activeElement.getAttribute('aria-label') || document.activeElement.id"
        return str(self.page.evaluate(told))

    def looked_at(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        told = f"search-{self.size}-{self.language}-{'script' if self.script else 'plain'}-{name}"
        self.page.screenshot(path=PICTURES / f"{told}.png", full_page=True, caret="initial")
        if self.script:
            found = Axe().run(self.page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{name} is {wide} pixels too wide"

    def has_booked(self, name: str, during: TimeSlot) -> bool:
        booked = [(b.space.name, b.slot, b.state) for b in self.bookings()]
        return booked == [(name, during, BookingState.CONFIRMED)]


def thursday(weeks: int) -> TimeSlot:
    """14:30 to 16:30 on the first Thursday from tomorrow on, or some weeks later, in Jakarta."""
    here = to_wall(now(), "Asia/Jakarta") + timedelta(days=1)
    day = here + timedelta(days=(3 - here.weekday()) % 7, weeks=weeks)
    start = day.replace(hour=14, minute=30, second=0, microsecond=0)
    end = start + timedelta(hours=2)
    return TimeSlot(to_instant(start, "Asia/Jakarta"), to_instant(end, "Asia/Jakarta"))


def address(during: TimeSlot, more: str = "") -> str:
    """As somebody would write it to a colleague."""
    day = to_wall(during.start, "Asia/Jakarta")
    return f"/spaces?people=8&day={day:%Y-%m-%d}&from=14:30&until=16:30&needs=screen{more}"


def take(name: str, during: TimeSlot) -> None:
    db.session.rollback()
    space = db.session.query(Space).filter_by(name=name).one()
    with transaction():
        book(Wish(space, during), booked_by=a_member())


def sign_in(searcher: Searcher) -> None:
    page = searcher.page
    page.locator("input[name=email]").fill(searcher.person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")


@pytest.mark.parametrize(
    ("size", "language", "script", "week"),
    [
        ("phone", "id", True, 0),
        ("phone", "de", False, 1),
        ("laptop", "de", True, 2),
        ("laptop", "en", False, 3),
    ],
)
def test_it_is_found_and_booked(
    hub: Hub, chromium: Any, size: str, language: str, script: bool, week: int
) -> None:
    searcher, during = (
        Searcher(chromium, hub, size=size, language=language, script=script),
        thursday(week),
    )
    page = searcher.page
    for view in ("month", "day", "list"):
        page.goto(address(during, f"&view={view}"))
        page.locator(f"#found-views [aria-current][href*='view={view}']").wait_for()
        searcher.looked_at(view)
    page.locator(".listed th a", has_text="Ciliwung").click()
    page.locator(WAY_IN).wait_for()
    searcher.looked_at("chosen")
    page.locator(WAY_IN).click()
    sign_in(searcher)
    page.locator(BOOK).click()
    page.locator(CONFIRM).first.click()
    page.wait_for_url("**/bookings/*")
    page.locator(".when-card").wait_for()

    assert searcher.has_booked("Ciliwung", during)
    assert searcher.complaints == []


def test_by_keyboard_alone(hub: Hub, chromium: Any) -> None:
    """From the plan, where the arrow keys go from room to room, through to the booking."""
    searcher, during = Searcher(chromium, hub, size="laptop"), thursday(4)
    page = searcher.page
    page.goto(address(during))
    assert page.title().startswith("8 people · Thu ")
    searcher.tab_to("svg.floor a.room")
    assert searcher.has_keyboard().startswith("Ciliwung, ")
    page.get_by_text("The arrow keys go from room to room").wait_for()
    for key, name in (
        ("ArrowRight", "Spree"),
        ("ArrowRight", "Mekong"),
        ("ArrowRight", "Mekong"),  # the last one
        ("ArrowLeft", "Spree"),
        ("ArrowDown", "Spree"),
        ("ArrowLeft", "Ciliwung"),
    ):
        page.keyboard.press(key)
        assert searcher.has_keyboard().startswith(f"{name}, ")
    searcher.looked_at("on the plan")
    page.keyboard.press("Enter")
    page.locator(WAY_IN).wait_for()
    page.wait_for_function("document.activeElement.id === 'ticket'")
    searcher.tab_to(WAY_IN, most=3)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/sign-in"))
    searcher.tab_to("input[name=email]")
    page.keyboard.type(searcher.person.email)
    searcher.tab_to("input[name=password]", most=4)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(BOOK).wait_for()
    searcher.tab_to(BOOK)
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout")
    searcher.tab_to("input[name=purpose]")
    page.keyboard.type("Investor call")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Investor call").wait_for()

    assert searcher.has_booked("Ciliwung", during)
    assert searcher.complaints == []


def test_a_page_that_stands_open_hears_that_its_choice_is_gone(hub: Hub, chromium: Any) -> None:
    searcher, during = Searcher(chromium, hub, size="laptop"), thursday(5)
    page = searcher.page
    with page.expect_response("**/spaces/mark*"):
        page.goto(address(during, "&space=ciliwung"))
    page.locator(WAY_IN).wait_for()
    page.evaluate("window.here = true; window.scrollTo(0, 250)")
    page.locator("svg.floor a.room", has_text="Mekong").focus()

    with page.expect_response("**/spaces/mark*") as same:
        _look_again(page)
    assert same.value.status == 304
    take("Spree", during)  # which was not chosen: nothing is said, but seen
    _look_again(page)
    page.locator("svg.floor a.room.taken", has_text="Spree").wait_for()
    assert "just been taken" not in page.locator("#found-said").inner_text()
    take("Ciliwung", during)
    _look_again(page)
    page.get_by_text("Ciliwung has just been taken.").wait_for(state="attached")

    page.get_by_text("What you could have instead").wait_for()
    assert page.evaluate("window.here") is True
    assert searcher.has_keyboard().startswith("Mekong, ")
    assert page.evaluate("window.scrollY") == 250
    assert searcher.complaints == []


def test_a_changed_field_looks_for_itself_when_one_leaves_it(hub: Hub, chromium: Any) -> None:
    searcher, during = Searcher(chromium, hub, size="laptop"), thursday(6)
    page = searcher.page
    page.goto(address(during))
    page.get_by_text("2 of 4 spaces are free 14:30–16:30").first.wait_for()
    page.evaluate("window.here = true")
    page.locator("#people").fill("30")
    page.keyboard.press("Tab")

    page.get_by_text("No space for 30 people has all of this: screen.").wait_for()
    assert "people=30" in page.url
    assert page.title().startswith("30 people")
    page.get_by_role("link", name="Look without: screen").click()
    page.get_by_text("1 of 4 spaces is free 14:30–16:30").first.wait_for()
    assert page.evaluate("window.here") is True
    assert searcher.complaints == []


def _look_again(page: Any) -> None:
    """As when one comes back to the window; else it would be half a minute."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
