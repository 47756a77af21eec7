"""The review page in a browser: keys, keeping while one writes, and without a connection."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from accelerator.reviews.models import Assignment, AssignmentState, Review
from hub.core.database import db
from tests.accelerator.reviews.panels import Panel, a_panel
from tests.browser import PATIENCE, chromium_path
from tests.live import Hub, running_hub
from tests.signing_in import sign_in_as

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(240),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("reviews")) as running:
        yield running


@pytest.fixture
def panel(hub: Hub) -> Panel:
    return a_panel(applications=3, readers=1)


@pytest.fixture
def page(hub: Hub, chromium: Any, panel: Panel) -> Iterator[Any]:
    """Signed in, on the first application."""
    client = hub.app.test_client()
    sign_in_as(client, panel.readers[0].user)
    cookie = client.get_cookie(hub.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    context = chromium.new_context(base_url=hub.url, viewport={"width": 834, "height": 1112})
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": hub.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"/reviews/{panel.read(0).id}")
    yield page
    assert page.errors == []
    context.close()


def review_of(read: Assignment) -> Review | None:
    db.session.rollback()
    return db.session.scalar(select(Review).where(Review.assignment_id == read.id))


def state_of(read: Assignment) -> AssignmentState:
    db.session.rollback()
    return db.session.get_one(Assignment, read.id).state


def test_an_evening_of_reading_by_keyboard_alone(page: Any, panel: Panel) -> None:
    first, second, third = (panel.read(n) for n in range(3))

    page.keyboard.press("4")
    page.keyboard.press("2")
    page.locator("[data-total]").get_by_text("3.0").wait_for()
    page.keyboard.press("j")
    page.wait_for_url(f"**/{second.id}")
    page.keyboard.press("k")
    page.wait_for_url(f"**/{first.id}")
    assert page.locator("[name=mark-need]:checked").get_attribute("value") == "4"
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{second.id}")
    page.keyboard.type("55")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{third.id}")

    assert [state_of(read) for read in (first, second, third)] == [
        AssignmentState.SUBMITTED, AssignmentState.SUBMITTED, AssignmentState.ASSIGNED,
    ]  # fmt: skip


def test_digits_in_a_note_are_digits(page: Any, panel: Panel) -> None:
    page.get_by_label("Note to the panel").click()
    page.keyboard.type("31 leaks, jk 5")
    page.get_by_text("Saved").first.wait_for()

    review = review_of(panel.read(0))
    assert review is not None
    assert (review.panel_note, review.scores) == ("31 leaks, jk 5", {})


def test_five_minutes_without_a_connection_lose_nothing(page: Any, panel: Panel) -> None:
    page.context.set_offline(True)
    page.get_by_label("Note to the panel").fill("Written in the train")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.type("43")
    page.get_by_text("Offline: kept on this device").wait_for()
    page.get_by_role("button", name="Submit, next").click()
    page.get_by_text("handed in when you are back").wait_for()
    assert review_of(panel.read(0)) is None

    page.context.set_offline(False)
    page.wait_for_url(f"**/{panel.read(1).id}")

    review = review_of(panel.read(0))
    assert review is not None
    assert (review.panel_note, review.scores) == (
        "Written in the train", {"need": 4, "evidence": 3},
    )  # fmt: skip


def test_what_was_written_offline_outlives_the_page(page: Any, panel: Panel) -> None:
    page.context.set_offline(True)
    page.get_by_label("Note to the panel").fill("Then the battery went")
    page.get_by_text("Offline: kept on this device").wait_for()

    page.context.set_offline(False)
    page.goto("/reviews")
    page.goto(f"/reviews/{panel.read(0).id}")
    page.get_by_text("Saved").first.wait_for()

    assert page.get_by_label("Note to the panel").input_value() == "Then the battery went"
    review = review_of(panel.read(0))
    assert review is not None
    assert review.panel_note == "Then the battery went"


def test_two_tabs_show_both_and_one_is_chosen(page: Any, panel: Panel) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Note to the panel").fill("From the first tab")
    page.get_by_text("Saved").first.wait_for()
    page.evaluate("localStorage.clear()")

    other.get_by_label("Note to the panel").fill("From the second tab")
    clash = other.locator("[data-clash]")
    clash.get_by_text("From the first tab").wait_for()
    clash.get_by_role("button", name="Keep what I wrote here").click()
    other.locator("[data-saved]").get_by_text("Saved").first.wait_for()

    review = review_of(panel.read(0))
    assert review is not None
    assert review.panel_note == "From the second tab"
