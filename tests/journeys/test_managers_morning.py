"""A hub manager's morning: the board, a note, a booking for who calls, a room that breaks. On a
phone and a laptop, once by keyboard alone and once without JavaScript."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import select

from booking.bookings.models import Booking, BookingNote
from booking.bookings.services import Wish, book
from booking.spaces.models import Closure, Space
from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from tests.browser import PATIENCE, chromium_path
from tests.factories import a_person, a_person_who_is, a_site, a_space
from tests.journeys.mail import Mailbox
from tests.live import Hub, running_hub
from tests.signing_in import cookie_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(240),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
PICTURES = Path("build/screenshots")
JAKARTA = ZoneInfo("Asia/Jakarta")
SIZES = {"phone": (390, 844), "laptop": (1440, 960)}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("morning")
    clock = folder / "clock"
    meant = datetime(2027, 3, 2, 9, 10, tzinfo=JAKARTA)
    clock.write_text(f"{round((meant - datetime.now(UTC)).total_seconds()):+d}s")
    with running_hub(folder, HUB_CLOCK_FILE=str(clock)) as running:
        yield running


def hours(start: float, end: float) -> TimeSlot:
    """On that Tuesday, in Jakarta's wall time."""
    walls = (datetime(2027, 3, 2, int(h), round(h % 1 * 60), tzinfo=JAKARTA) for h in (start, end))
    return TimeSlot(*(wall.astimezone(UTC) for wall in walls))


class Morning:
    """A house of its own for each pass, with its manager and who booked there today."""

    def __init__(self, browser: Any, hub: Hub, *, size: str, script: bool = True) -> None:
        self.hub, self.size, self.script = hub, size, script
        site = a_site(name="Future City Hub", address="Jalan Contoh 8")
        self.code = site.code
        self.rini = a_person_who_is(Role.HUB_MANAGER, site=site, name="Rini Keeper")
        self.ayu = a_person(name=f"Ayu Rahma {site.code}", language="en")
        self.budi = a_person(name=f"Budi Santoso {site.code}", language="en")
        rooms = [a_space(site=site, name=n, slug=n.lower(), setup_minutes=10)
                 for n in ("Ciliwung", "Spree", "Mekong")]  # fmt: skip
        self.room, self.other, self.third = (room.id for room in rooms)
        with transaction():
            self.early = self._booked(self.room, hours(8, 9.5), self.budi, "Breakfast")
            self.late = self._booked(self.room, hours(14, 15), self.ayu, "Investor call")
        context = browser.new_context(
            base_url=hub.url,
            viewport=dict(zip(("width", "height"), SIZES[size], strict=True)),
            java_script_enabled=script,
            locale="en-GB",
        )
        context.add_cookies([cookie_of(self.rini, hub)])
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._hear)

    def _booked(self, space_id: Any, when: TimeSlot, person: User, purpose: str) -> Any:
        wish = Wish(db.session.get_one(Space, space_id), when, 4, purpose)
        booking = book(wish, booked_by=db.session.get_one(User, self.rini.id), booked_for=person,
                       by_the_rules=False)  # fmt: skip
        booking.needs = "Chairs in two rows"
        return booking.id

    def goes(self, path: str = "") -> None:
        self.page.goto(f"/front-desk{path}?site={self.code}")

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        told = f"morning-{self.size}-{'script' if self.script else 'plain'}-{name}.png"
        self.page.screenshot(path=PICTURES / told, full_page=True, caret="initial")
        if self.script:
            found = Axe().run(self.page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{name} is {wide} pixels too wide"

    def booking(self, booking_id: Any) -> Booking:
        db.session.rollback()
        return db.session.get_one(Booking, booking_id)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text[:200]}")


PASSES = [("laptop", True), ("phone", True), ("phone", False)]


@pytest.mark.parametrize(("size", "script"), PASSES, ids=["laptop", "phone", "without script"])
def test_a_managers_morning(hub: Hub, chromium: Any, size: str, script: bool) -> None:
    morning = Morning(chromium, hub, size=size, script=script)
    page = morning.page

    # Who is in, who comes, and what is to be set up.
    morning.goes()
    page.get_by_role("heading", name="Today at the house").wait_for()
    page.get_by_role("heading", name="On now").wait_for()
    page.locator(f"#now-{morning.early}").wait_for()
    page.get_by_text("Ends soon").wait_for()
    page.get_by_text("Chairs in two rows").first.wait_for()
    morning.picture("1-board")

    # A note for whoever stands here this afternoon.
    page.locator(f"#next-{morning.late}").click()
    page.get_by_label("A note for your colleagues").fill("Comes with a wheelchair")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("Your note is there").wait_for()
    morning.picture("2-note")
    morning.goes()
    page.get_by_text("1 note").first.wait_for()

    # Somebody calls.
    page.get_by_role("link", name="Book for somebody").first.click()
    page.get_by_label("Name or e-mail address").fill(morning.budi.email)
    page.get_by_role("button", name="Find the person").click()
    page.get_by_label("Space").select_option("mekong")
    page.get_by_label(re.compile("^From")).fill("11:00")
    page.get_by_label(re.compile("^To")).fill("12:00")
    page.get_by_label("What is it for?").fill("Call from the port")
    morning.picture("3-for-somebody")
    page.get_by_role("button", name=f"Book for {morning.budi.name}").click()
    page.get_by_role("heading", name="Call from the port").wait_for()
    told = Mailbox(hub, morning.budi.email).newest()
    assert "Rini Keeper booked it for you." in told.text

    # A room breaks: whom does it hit?
    post = Mailbox(hub, morning.ayu.email)
    morning.goes("/closures/new")
    page.get_by_label("Ciliwung").check()
    page.get_by_label("From", exact=True).fill("13:00")
    page.get_by_label("Until", exact=True).fill("18:00")
    page.get_by_label("Why?").fill("The heating is broken")
    page.get_by_role("button", name="See whom it hits").click()
    page.get_by_text("It hits one booking.").wait_for()
    page.get_by_label(re.compile("^A word to")).fill("Coffee is on us.")
    morning.picture("4-hits")
    page.get_by_role("button", name="Close and tell them").click()
    page.get_by_text("One booking is moved.").wait_for()
    morning.picture("5-closed")
    moved, mail = morning.booking(morning.late), post.newest()
    assert moved.space_id in (morning.other, morning.third) and moved.slot == hours(14, 15)
    for words in ("Ciliwung is closed", "The heating is broken", "Coffee is on us."):
        assert words in mail.text
    method, event = mail.calendar()
    assert (method, event.sequence.value) == ("REQUEST", "1")
    assert "wheelchair" not in mail.text
    morning.goes()
    page.get_by_text("The heating is broken").wait_for()
    assert morning.complaints == []


def test_by_keyboard_alone(hub: Hub, chromium: Any) -> None:
    morning = Morning(chromium, hub, size="laptop")
    page = morning.page

    def tab_to(locator: Any, most: int = 120) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            if locator.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"the keyboard does not reach {locator}")

    morning.goes()
    tab_to(page.locator(f"#next-{morning.late}"))
    page.keyboard.press("Enter")
    tab_to(page.get_by_label("A note for your colleagues"))
    page.keyboard.type("Key is at the desk")
    tab_to(page.get_by_role("button", name="Keep the note"))
    page.keyboard.press("Enter")
    page.get_by_text("Your note is there").wait_for()

    morning.goes("/closures/new")
    tab_to(page.get_by_label("Ciliwung"))
    page.keyboard.press("Space")
    tab_to(page.get_by_label("From", exact=True))
    page.keyboard.type("0100PM")
    tab_to(page.get_by_label("Why?"))
    page.keyboard.type("Broken lamp")
    page.keyboard.press("Enter")
    page.get_by_text("It hits one booking.").wait_for()
    tab_to(page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    tab_to(page.get_by_role("button", name="Close and tell them"))
    page.keyboard.press("Enter")
    page.get_by_text("Closed: Ciliwung.").wait_for()

    db.session.rollback()
    closed = db.session.scalars(select(Closure).where(Closure.space_id == morning.room)).one()
    assert closed.reason == "Broken lamp"
    noted = select(BookingNote).where(BookingNote.booking_id == morning.late)
    assert db.session.scalars(noted).one().text == "Key is at the desk"
    assert morning.complaints == []


def test_the_board_renews_itself_and_keeps_the_focus(hub: Hub, chromium: Any) -> None:
    morning = Morning(chromium, hub, size="laptop")
    page = morning.page
    morning.goes()
    link = page.locator(f"#next-{morning.late}")
    link.focus()
    page.evaluate("window.here = true")

    def look_again() -> int:
        """As the clock would have it; what the hub answers."""
        with page.expect_response(re.compile("/front-desk/renewed")) as answer:
            page.evaluate("htmx.trigger('#board', 'look')")
        return int(answer.value.status)

    assert look_again() == 304
    page.locator(f"#next-{morning.late}").wait_for()  # and nothing went
    with transaction():
        morning._booked(morning.other, hours(16, 17), morning.ayu, "One more")
    assert look_again() == 200
    page.get_by_text("One more").wait_for()
    assert page.evaluate("document.activeElement.id") == f"next-{morning.late}"
    assert page.evaluate("window.here") is True
    assert look_again() == 304
    assert morning.complaints == []


@pytest.mark.parametrize("language", ["en", "id", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_each_language_and_scheme(hub: Hub, chromium: Any, language: str, scheme: str) -> None:
    morning = Morning(chromium, hub, size="phone")
    page = morning.page
    page.emulate_media(color_scheme=scheme)
    with transaction():
        db.session.get_one(User, morning.rini.id).language = language

    for path in ("", "/closures/new", "/closures", "/book"):
        morning.goes(path)
        page.locator("h1").wait_for()
        morning.picture(f"{language}-{scheme}{path.replace('/', '-')}")
    assert morning.complaints == []
