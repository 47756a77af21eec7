"""In a real browser: what somebody has typed survives a lost network, an ended sign-in, a closed
page and a co-founder who writes at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from accelerator.applications.models import Application
from accelerator.applications.queries import answers_of
from hub.accounts.models import SignIn, User
from hub.core.clock import now
from hub.core.database import db, transaction
from tests.accelerator.applications.stories import a_teammate, begun
from tests.browser import PATIENCE, chromium_path
from tests.factories.programme import a_cohort
from tests.hub.accounts.stories import PASSWORD, a_member
from tests.live import Hub, running_hub
from tests.processes import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(240),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
FIELD = "#q-problem"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("words")) as running:
        yield running


@dataclass
class Writer:
    """Somebody at the section's page."""

    hub: Hub
    page: Any
    person: User

    def sign_in(self, page: Any) -> None:
        page.goto(f"{self.hub.url}/sign-in")
        page.fill("[name=email]", self.person.email)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_url(f"{self.hub.url}/")

    def opens(self, application: Application) -> None:
        self.page.goto(f"{self.hub.url}/applications/{application.id}/apply/problem")

    def types(self, text: str) -> None:
        self.page.locator(FIELD).press_sequentially(text)

    def reads(self, words: str) -> None:
        """In the bar: how it stands with what was typed."""
        self.page.locator("[data-save-state]", has_text=words).wait_for()


def a_writer(hub: Hub, chromium: Any, person: User) -> Writer:
    context = chromium.new_context(locale="en-GB", timezone_id="Asia/Jakarta")
    context.set_default_timeout(PATIENCE)
    writer = Writer(hub, context.new_page(), person)
    writer.sign_in(writer.page)
    return writer


def a_call() -> Any:
    at = now()
    return a_cohort(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))


def problem_of(application: Application) -> str:
    db.session.rollback()
    answer = answers_of(application).get("problem")
    return str(answer.value) if answer else ""


def stands(application: Application, text: str) -> None:
    wait_until(lambda: problem_of(application) == text, otherwise=lambda: problem_of(application))


def end_all_sign_ins(person: User) -> None:
    with transaction():
        theirs = select(SignIn.id).where(SignIn.user_id == person.id)
        db.session.execute(update(SignIn).where(SignIn.id.in_(theirs)).values(ended_at=now()))


def test_words_survive_the_network_the_sign_in_and_a_closed_page(hub: Hub, chromium: Any) -> None:
    person = a_member(name="Ani")
    application = begun(a_call(), person)
    ani = a_writer(hub, chromium, person)
    ani.opens(application)

    ani.types("One")
    ani.reads("Saved")
    stands(application, "One")

    ani.page.context.set_offline(True)
    ani.types(" two")
    ani.reads("Offline")
    ani.page.context.set_offline(False)
    ani.reads("Saved")
    stands(application, "One two")

    end_all_sign_ins(person)
    ani.types(" three")
    ani.reads("You are signed out")
    ani.types(" four")
    other_tab = ani.page.context.new_page()
    ani.sign_in(other_tab)
    ani.page.bring_to_front()
    ani.reads("Saved")
    stands(application, "One two three four")

    end_all_sign_ins(person)
    ani.types(" five")
    ani.reads("You are signed out")
    ani.page.close(run_before_unload=False)
    assert problem_of(application) == "One two three four"
    ani.page = ani.page.context.new_page()
    ani.sign_in(ani.page)
    ani.opens(application)
    stands(application, "One two three four five")
    assert ani.page.input_value(FIELD) == "One two three four five"
    ani.page.context.close()


def test_two_who_write_at_once_see_both_texts(hub: Hub, chromium: Any) -> None:
    first, second = a_member(name="Ani"), a_member(name="Budi")
    application = begun(a_call(), first)
    a_teammate(application, person=second)
    ani, budi = a_writer(hub, chromium, first), a_writer(hub, chromium, second)
    ani.opens(application)
    budi.opens(application)

    budi.types("Written by Budi")
    budi.reads("Saved")
    ani.types("Written by Ani")
    ani.reads("Somebody else wrote here too")

    box = ani.page.locator("[data-clash]")
    assert "Written by Budi" in box.inner_text()
    assert ani.page.input_value(FIELD) == "Written by Ani"
    stands(application, "Written by Budi")
    box.get_by_label("Put both into the field").check()
    box.get_by_role("button").click()
    ani.reads("Saved")
    stands(application, "Written by Budi\n\nWritten by Ani")

    budi.types(", and more")
    budi.reads("Somebody else wrote here too")
    theirs = budi.page.locator("[data-clash]")
    theirs.get_by_label("Keep theirs").check()
    theirs.get_by_role("button").click()
    theirs.wait_for(state="detached")
    assert budi.page.input_value(FIELD) == "Written by Budi\n\nWritten by Ani"
    stands(application, "Written by Budi\n\nWritten by Ani")
    for each in (ani, budi):
        each.page.context.close()
