"""A juror's phone in a cellar: marks for minutes without a connection, over reloads and from team
to team, arrive once; and what the phone keeps is nobody else's to see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from accelerator.interviews.services.links import make_link
from accelerator.reviews.models import Assignment, AssignmentState, Review
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.walltime import to_wall
from tests.accelerator.interviews.stories import Scene, a_scene
from tests.browser import PATIENCE, chromium_path
from tests.factories import MONDAY, a_person
from tests.line import Line, a_line_to
from tests.live import Hub, prepared, serving
from tests.signing_in import sign_in_as

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(400),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
#: The hub's clock stands at half past nine of the day.
NOW = "2026-11-26T02:30:00+00:00"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("jury")
    clock = folder / "clock"
    clock.write_text(NOW)
    with (
        prepared(folder, HUB_CLOCK_FILE=str(clock)) as (app, environment),
        serving(app, environment, workers=1) as running,
    ):
        yield running


@pytest.fixture
def scene(hub: Hub) -> Scene:
    with frozen_at(MONDAY):
        scene = a_scene(2, jurors=1)
        scene.panel()
        scene.invite()
        scene.planned()
        scene.publish()
    return scene


@dataclass
class Phone:
    page: Any
    scene: Scene
    line: Line

    def __post_init__(self) -> None:
        meetings = [self.scene.meeting(n) for n in range(len(self.scene.applications))]
        self.turns = [f"#m-{meeting.id}" for meeting in meetings if meeting]
        self.references = [each.reference for each in self.scene.applications]
        self.day = f"/jury/{self.scene.day.id}"
        db.session.rollback()

    def team(self, number: int) -> Any:
        return self.page.locator(self.turns[number])

    def mark(self, number: int, **marks: int) -> None:
        team = self.team(number)
        if team.locator("details.marks-of").get_attribute("open") is None:
            team.locator("summary").click()
        for name, mark in marks.items():
            team.locator(f"[name=mark-{name}][value='{mark}']").check(force=True)

    def hand_in(self, number: int) -> None:
        self.team(number).get_by_role("button", name="Hand in").click()

    def says(self, number: int, text: str) -> None:
        self.team(number).get_by_text(text).first.wait_for()

    def ready(self) -> "Phone":
        self.page.locator("[data-kept]").get_by_text("Works without a connection").wait_for()
        return self

    def offline(self, off: bool = True) -> None:
        """The browser knows of it, and nothing comes through."""
        if off:
            self.line.cut()
        else:
            self.line.mend()
        self.page.context.set_offline(off)

    def on_the_device(self) -> list[str]:
        found: list[str] = self.page.evaluate(
            """async () => [...Object.keys(localStorage), ...(await caches.keys())]
                 .filter((name) => name.startsWith("jury "))"""
        )
        return found


@pytest.fixture
def phone(hub: Hub, chromium: Any, scene: Scene) -> Iterator[Phone]:
    client = hub.app.test_client()
    with frozen_at(datetime.fromisoformat(NOW)):
        sign_in_as(client, scene.jurors[0].user)
    with a_line_to(hub.url) as line:
        phone = Phone(a_page(line.url, chromium, hub=hub, client=client), scene, line)
        phone.page.goto(phone.day)
        yield phone.ready()
        assert phone.page.errors == []
        phone.page.context.close()


def a_page(url: str, chromium: Any, *, hub: Hub, client: Any = None) -> Any:
    context = chromium.new_context(base_url=url, viewport={"width": 390, "height": 844})
    if client is not None:
        cookie = client.get_cookie(hub.app.config["SESSION_COOKIE_NAME"])
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return page


@dataclass(frozen=True)
class Kept:
    scores: dict[str, int]
    panel_note: str
    version: int
    times_submitted: int
    state: AssignmentState


def reviews(scene: Scene) -> dict[str, Kept]:
    """What the hub has by now, by the application's number. Lets go of the database: PostgreSQL
    ends who holds a transaction and does nothing."""
    db.session.rollback()
    query = select(Review).join(Assignment).where(Assignment.round_id == scene.round.id)
    found = {
        each.assignment.application.reference: Kept(
            each.scores, each.panel_note, each.version, each.times_submitted, each.assignment.state
        )
        for each in db.session.scalars(query)
    }
    db.session.rollback()
    return found


def test_two_teams_marked_in_six_minutes_without_a_connection_and_a_reload_arrive_once(
    phone: Phone,
) -> None:
    first, second = phone.references
    phone.page.clock.install()

    phone.offline()
    phone.mark(0, need=4, evidence=3)
    phone.says(0, "Offline: kept on this device")
    phone.hand_in(0)
    phone.says(0, "handed in when you are back")
    phone.page.clock.fast_forward("03:30")
    phone.page.reload()
    phone.says(0, "handed in when you are back")
    phone.mark(1, need=2, evidence=5)
    phone.team(1).get_by_label("Note to the panel").fill("Written in the cellar")
    phone.page.clock.fast_forward("02:30")
    phone.says(1, "Offline: kept on this device")
    phone.page.reload()
    assert reviews(phone.scene) == {}

    phone.offline(False)
    phone.says(0, "Handed in")
    phone.says(1, "not handed in")

    found = reviews(phone.scene)
    assert (found[first].scores, found[first].times_submitted) == ({"need": 4, "evidence": 3}, 1)
    assert found[first].state is AssignmentState.SUBMITTED
    assert found[second].scores == {"need": 2, "evidence": 5}
    assert found[second].panel_note == "Written in the cellar"
    assert (found[first].version, found[second].version) == (1, 1)
    phone.page.reload()
    assert phone.team(1).locator("[name=mark-need]:checked").get_attribute("value") == "2"
    phone.page.wait_for_timeout(1500)
    assert [each.version for each in reviews(phone.scene).values()] == [1, 1]


def test_marks_that_had_arrived_are_still_there_when_the_page_comes_from_the_device(
    phone: Phone,
) -> None:
    phone.mark(0, need=5)
    phone.says(0, "not handed in")

    phone.offline()
    phone.page.reload()
    assert phone.team(0).locator("[name=mark-need]:checked").get_attribute("value") == "5"
    phone.mark(0, evidence=1)
    phone.says(0, "Offline: kept on this device")
    phone.offline(False)
    phone.says(0, "not handed in")

    [review] = reviews(phone.scene).values()
    assert (review.scores, review.version) == ({"need": 5, "evidence": 1}, 2)


def test_an_answer_that_is_lost_on_its_way_counts_once(phone: Phone) -> None:
    lost = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    phone.page.route("**/marks", lose)
    phone.mark(0, need=4, evidence=4)
    phone.hand_in(0)
    phone.says(0, "Handed in")

    [review] = reviews(phone.scene).values()
    assert lost == [200]
    assert review.times_submitted == 1


def test_more_that_was_written_after_a_lost_answer_is_no_clash(phone: Phone) -> None:
    lost = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    phone.page.route("**/marks", lose)
    phone.mark(0, need=4)
    phone.says(0, "Offline: kept on this device")
    phone.mark(0, evidence=2)
    phone.says(0, "not handed in")

    [review] = reviews(phone.scene).values()
    assert lost == [200]
    assert (review.scores, review.version) == ({"need": 4, "evidence": 2}, 2)
    assert not phone.team(0).locator("[data-clash]").is_visible()


def test_the_material_opens_without_a_connection_and_the_timer_keeps_the_hubs_time(
    phone: Phone,
) -> None:
    phone.page.locator("[data-timer]", has_text=":").first.wait_for()
    phone.offline()

    phone.team(0).get_by_role("link", name="Application and files").click()
    phone.page.locator("h1.reading-title").wait_for()
    phone.page.get_by_role("link", name="Back to your day").click()
    phone.page.locator("[data-turn]").first.wait_for()

    ahead = phone.page.evaluate(
        """() => Object.keys(localStorage).filter((k) => k.includes(" clock ")).length"""
    )
    assert ahead == 1
    assert phone.page.locator("[data-next-is], [data-now-is]").first.is_visible()


def test_the_timer_goes_by_the_hubs_clock_also_on_a_page_from_the_device(phone: Phone) -> None:
    """The second team comes in at half past nine: now."""
    second = phone.page.locator("[data-turn][data-from^='09:30']")
    timer = second.locator("[data-timer]")
    phone.page.clock.install()

    timer.get_by_text("Presentation").wait_for()
    phone.page.clock.fast_forward("11:00")
    timer.get_by_text("Questions").wait_for()
    phone.offline()
    phone.page.reload()
    timer.get_by_text("Questions").wait_for()
    phone.page.clock.fast_forward("16:00")
    timer.get_by_text("Time is up").wait_for()
    second.get_by_role("button", name="Start the timer now").click()
    timer.get_by_text("Presentation").wait_for()


def test_what_the_phone_keeps_goes_with_its_reader(hub: Hub, phone: Phone, chromium: Any) -> None:
    phone.offline()
    phone.mark(0, need=3)
    phone.says(0, "Offline: kept on this device")
    assert len(phone.on_the_device()) >= 3  # pages, clock, marks
    phone.offline(False)

    # Somebody else signs in without the juror having signed out.
    client = hub.app.test_client()
    with frozen_at(datetime.fromisoformat(NOW)):
        sign_in_as(client, a_person())
    cookie = client.get_cookie(hub.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    phone.offline()
    phone.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": hub.url}])
    phone.offline(False)
    phone.page.goto("/")
    phone.page.wait_for_function(
        """async () => !(await caches.keys()).some((name) => name.startsWith("jury "))"""
    )

    assert phone.on_the_device() == []
    phone.offline()
    with pytest.raises(Exception, match="ERR_"):
        phone.page.goto(phone.day)


def test_signing_out_sends_what_waits_and_leaves_nothing(phone: Phone) -> None:
    phone.page.route("**/marks", lambda route: route.abort())
    phone.mark(0, need=2)
    phone.says(0, "Offline: kept on this device")
    phone.page.get_by_role("button", name="Sign out").click()
    phone.page.get_by_text("Some marks have not arrived yet").wait_for()
    phone.page.unroute("**/marks")
    phone.says(0, "not handed in")
    phone.page.get_by_role("button", name="Sign out").click()
    phone.page.wait_for_url("**/")
    phone.page.wait_for_function(
        """async () => !(await caches.keys()).some((name) => name.startsWith("jury "))"""
    )

    [review] = reviews(phone.scene).values()
    assert review.scores == {"need": 2}
    assert phone.on_the_device() == []


def test_a_link_is_opened_marked_with_and_kept_offline(
    hub: Hub, chromium: Any, scene: Scene
) -> None:
    with frozen_at(datetime.fromisoformat(NOW)), transaction():
        secret = make_link(scene.day, scene.jurors[0].id, by=scene.manager, send=False)
    with a_line_to(hub.url) as line:
        page = a_page(line.url, chromium, hub=hub)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        phone = Phone(page, scene, line)
        page.goto(f"/jury/open#{secret}")
        page.get_by_role("button", name="Open your day").click()
        page.wait_for_url(f"**{phone.day}")
        phone.ready()

        phone.offline()
        phone.page.reload()
        phone.mark(0, need=1, evidence=1)
        phone.says(0, "Offline: kept on this device")
        phone.offline(False)
        phone.says(0, "not handed in")

        [review] = reviews(scene).values()
        assert review.scores == {"need": 1, "evidence": 1}
        assert not any(secret in address for address in asked)
        assert page.errors == []
        page.context.close()


def test_the_hubs_clock_is_the_day(hub: Hub) -> None:
    """The stories above are told on the day that the scene is for."""
    assert f"{to_wall(datetime.fromisoformat(NOW), 'Asia/Jakarta'):%H:%M}" == "09:30"
