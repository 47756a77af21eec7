"""A founder finds a room, signs in, books it, and gives it back: on a phone and on a laptop, with
JavaScript and without."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from sqlalchemy import select

from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book
from booking.spaces.models import Level, Space
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant, to_wall
from tests.browser import PATIENCE, chromium_path, launch
from tests.factories import a_desk_area, a_site, a_space, kept
from tests.hub.accounts.stories import PASSWORD, a_member
from tests.live import Hub, running_hub

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(240),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
PICTURES = Path("build/screenshots")
SIZES = {"phone": (390, 844), "laptop": (1440, 960)}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("booking")) as running:
        furnish()
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def furnish() -> None:
    """A small house in Jakarta with a plan, where the mornings are busy."""
    site = a_site(code="jkt", name="Future City Hub", address="Jalan Contoh 8")
    level = kept(Level(site_id=site.id, name="Level 2", plan={"width": 520, "height": 200}))

    def room(name: str, x: int, **named: Any) -> Space:
        plan = {"x": x, "y": 20, "width": 150, "height": 150}
        given = {"level_id": level.id, "plan": plan, "hourly_rate_minor": 15_000_000}
        return a_space(site=site, name=name, slug=name.lower(), **(given | named))

    room("Ciliwung", 16, capacity_people=10, equipment=["screen", "camera"], buffer_minutes=15)
    taken = room("Spree", 176, equipment=["screen"])
    room("Mekong", 336, capacity_people=4)
    a_desk_area(site=site, name="Co-working floor", places=32)
    with transaction():
        book(Wish(taken, hours(9, 12), purpose="Weekly review"), booked_by=a_member())


def hours(start: int, end: int) -> TimeSlot:
    """On the day after tomorrow, in Jakarta's wall time."""
    day = (to_wall(now(), "Asia/Jakarta") + timedelta(days=2)).replace(
        minute=0, second=0, microsecond=0
    )
    walls = (day.replace(hour=start), day.replace(hour=end))
    return TimeSlot(*(to_instant(wall, "Asia/Jakarta") for wall in walls))


class Founder:
    """Somebody with a screen of some size, who has not signed in yet."""

    def __init__(self, browser: Any, hub: Hub, *, size: str, script: bool) -> None:
        width, height = SIZES[size]
        self.size, self.script = size, script
        self.person = a_member(name="Ayu Rahma")
        context = browser.new_context(
            base_url=hub.url,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="en-GB",
        )
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._hear)

    def picture(self, name: str) -> None:
        """Kept for whoever looks; nothing may stick out of the screen or shut somebody out."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        told = f"booking-{self.size}-{'script' if self.script else 'plain'}-{name}.png"
        # Hiding the caret would write styles into fields, and the security policy forbids that.
        self.page.screenshot(path=PICTURES / told, full_page=True, caret="initial")
        if self.script:
            found = Axe().run(self.page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{name} is {wide} pixels too wide"

    def sign_in(self) -> None:
        self.page.get_by_label("E-mail").fill(self.person.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def bookings(self) -> list[Booking]:
        db.session.rollback()
        mine = select(Booking).where(Booking.booked_for_id == self.person.id)
        return list(db.session.scalars(mine).unique())

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text[:200]} {message.location}")


def search_for(page: Any, *, people: int) -> None:
    day = to_wall(hours(9, 10).start, "Asia/Jakarta")
    page.get_by_label(re.compile(r"^Day\b")).fill(f"{day:%Y-%m-%d}")
    page.get_by_label(re.compile(r"^From\b")).fill("09:00")
    page.get_by_label(re.compile(r"^To\b")).fill("11:00")
    page.get_by_label(re.compile(r"^People\b")).fill(str(people))
    page.get_by_role("button", name="Show free spaces").click()


def choose(founder: Founder, name: str) -> None:
    """The card on a phone, the room on the plan on a laptop."""
    label = name if founder.size == "phone" else re.compile(f"^{name}, ")
    founder.page.get_by_role("link", name=label, exact=founder.size == "phone").first.click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
@pytest.mark.parametrize("size", list(SIZES))
def test_a_founder_books_a_room_and_gives_it_back(
    hub: Hub, chromium: Any, size: str, script: bool
) -> None:
    founder = Founder(chromium, hub, size=size, script=script)
    page = founder.page
    page.goto("/spaces")
    search_for(page, people=4)
    page.get_by_text("3 of 4 spaces are free 09:00–11:00").first.wait_for()
    founder.picture("1-found")

    choose(founder, "Spree")  # which somebody else has
    page.get_by_text("What you could have instead").wait_for()
    founder.picture("2-taken")
    page.get_by_role("link", name=re.compile(r"^Ciliwung, .* 09:00–11:00$")).first.click()
    page.get_by_role("link", name="Sign in to book Ciliwung").click()
    founder.sign_in()

    page.get_by_role("button", name="Book Ciliwung").wait_for()  # the choice is still there
    page.get_by_text("2 hours × Rp 150,000").wait_for()
    founder.picture("3-chosen")
    page.get_by_role("button", name="Book Ciliwung").click()
    page.get_by_text(re.compile("Held until")).wait_for()
    page.get_by_label("What is it for?").fill("Investor call")
    founder.picture("4-held")
    page.get_by_role("button", name="Confirm the booking").click()

    page.get_by_role("heading", name="Investor call").wait_for()
    page.get_by_text("Ciliwung is yours.").wait_for()
    founder.picture("5-booked")
    assert [b.state for b in founder.bookings()] == [BookingState.CONFIRMED]
    assert founder.bookings()[0].slot == hours(9, 11)

    page.goto("/bookings")
    page.get_by_role("link", name="Investor call", exact=True).click()
    page.get_by_role("link", name="Cancel the booking").click()
    page.get_by_text("The space is free for others at once.").wait_for()
    founder.picture("6-cancel")
    page.get_by_role("button", name="Cancel the booking").click()
    page.get_by_text("Ciliwung is given back.").wait_for()
    founder.picture("7-given-back")
    assert [b.state for b in founder.bookings()] == [BookingState.CANCELLED]
    assert founder.complaints == []


def test_choosing_an_hour_in_the_day_moves_nothing_but_the_choice(hub: Hub, chromium: Any) -> None:
    founder = Founder(chromium, hub, size="laptop", script=True)
    page = founder.page
    page.goto("/spaces")
    search_for(page, people=2)
    page.get_by_text("09:00–11:00").first.wait_for()
    page.evaluate("window.here = true; window.scrollTo(0, 300)")

    hour = page.get_by_role("link", name="Choose Mekong 14:00–16:00")
    hour.focus()
    page.keyboard.press("Enter")

    page.get_by_role("link", name="Sign in to book Mekong").wait_for()
    assert page.evaluate("window.here") is True  # the page was not loaded anew
    assert page.evaluate("document.activeElement.id") == "ticket"
    assert "from=14%3A00" in page.url or "from=14:00" in page.url
    page.go_back()
    page.get_by_text("Choose a space").wait_for()
    assert founder.complaints == []
