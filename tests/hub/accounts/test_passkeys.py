"""Passkeys, end to end: Chromium with a virtual authenticator against a hub that really runs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.accounts.models import Passkey, Role, SignIn, User
from hub.accounts.services.passwords import hashed_password
from hub.core.database import db
from tests.browser import PATIENCE, chromium_path, launch
from tests.factories import a_person_who_is
from tests.hub.accounts.stories import PASSWORD, a_member, with_totp
from tests.live import Hub, free_port, prepared, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """At localhost, because browsers bind no passkey to a bare address."""
    folder: Path = tmp_path_factory.mktemp("passkeys")
    port = str(free_port())
    with (
        prepared(folder, PORT=port, PUBLIC_URL=f"http://localhost:{port}") as (app, environment),
        serving(app, environment, workers=1) as running,
    ):
        running.url = f"http://localhost:{port}"
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


class Visitor:
    """A page with an authenticator of its own, such as a phone with a fingerprint reader."""

    def __init__(self, browser: Any, hub: Hub) -> None:
        self.page = browser.new_page(base_url=hub.url)
        self.page.set_default_timeout(PATIENCE)
        self.devtools = self.page.context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.authenticator = made["authenticatorId"]

    def sign_in(self, person: User) -> None:
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail").fill(person.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: not url.endswith("/sign-in"))

    def sign_out(self) -> None:
        self.page.context.clear_cookies()

    def add_passkey(self, name: str) -> None:
        self.page.goto("/account/security")
        self.page.get_by_label("Name of the device").fill(name)
        self.page.get_by_role("button", name="Add a passkey").click()
        self.page.get_by_role("heading", name="Your recovery codes").wait_for()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()
        self.page.wait_for_url(re.compile(r":\d+/(account/security)?$"))

    def is_verified(self, verified: bool) -> None:
        self.devtools.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": self.authenticator, "isUserVerified": verified},
        )

    def credentials(self) -> list[dict[str, Any]]:
        """All that the authenticator holds, private keys included."""
        answer = self.devtools.send(
            "WebAuthn.getCredentials", {"authenticatorId": self.authenticator}
        )
        return list(answer["credentials"])


@pytest.fixture
def visitor(chromium: Any, hub: Hub) -> Iterator[Visitor]:
    visitor = Visitor(chromium, hub)
    yield visitor
    visitor.page.context.close()
    db.session.rollback()


def test_a_passkey_alone_signs_in_and_counts_as_both_factors(visitor: Visitor) -> None:
    person = a_member()
    visitor.sign_in(person)
    visitor.add_passkey("Blue phone")
    visitor.sign_out()

    visitor.page.goto("/sign-in")
    visitor.press("Sign in with a passkey")
    visitor.page.goto("/account/security")

    assert "Blue phone" in visitor.page.content()
    db.session.rollback()
    newest = db.session.query(SignIn).filter_by(user_id=person.id).order_by(SignIn.id.desc())
    assert newest.first().second_factor_at is not None
    kept = db.session.query(Passkey).filter_by(user_id=person.id).one()
    assert kept.used_at is not None
    assert kept.sign_count > 0


def test_after_a_password_a_passkey_is_the_second_step(visitor: Visitor) -> None:
    person = a_member()
    visitor.sign_in(person)
    visitor.add_passkey("Blue phone")
    visitor.sign_out()

    visitor.sign_in(person)
    waiting = visitor.page.url
    visitor.press("Use a passkey")

    assert waiting.endswith("/sign-in/code")
    visitor.page.goto("/account/security")
    assert visitor.page.get_by_role("heading", name="How you sign in").is_visible()


def test_staff_set_up_a_passkey_and_are_let_in(visitor: Visitor) -> None:
    person = a_person_who_is(Role.ADMIN, password_hash=hashed_password(PASSWORD))
    visitor.sign_in(person)
    led_to = visitor.page.url

    visitor.page.get_by_label("Name of the device").fill("Key")
    visitor.page.get_by_role("button", name="Set up a passkey").click()
    visitor.page.get_by_role("link", name="I have kept them").click()
    visitor.page.goto("/admin/invitations")

    assert "/account/second-factor" in led_to
    assert visitor.page.url.endswith("/admin/invitations")


def test_anothers_passkey_does_not_finish_ones_second_step(
    chromium: Any, hub: Hub, visitor: Visitor
) -> None:
    mine, victim = a_member(), with_totp(a_member())
    visitor.sign_in(mine)
    visitor.add_passkey("Blue phone")
    visitor.sign_out()
    visitor.sign_in(victim)
    # The page does not offer it; a form of one's own does.
    visitor.page.evaluate(
        """async () => {
            const token = document.querySelector("[name=csrf_token]").value;
            const form = document.createElement("form");
            form.method = "post"; form.action = "/sign-in/passkey";
            form.dataset.passkey = "get"; form.dataset.question = "/passkeys/question";
            form.innerHTML = `<input name="csrf_token" value="${token}"><input name="answer">
                <p data-failure></p><button>Mine</button>`;
            document.body.append(form);
            const script = document.createElement("script");
            script.src = "/static/js/passkey.js";
            document.head.append(script);
            await new Promise((done) => { script.onload = done; });
        }"""
    )

    with visitor.page.expect_response(re.compile("/sign-in/passkey$")) as answer:
        visitor.page.get_by_role("button", name="Mine").click()

    assert answer.value.status == 422
    visitor.page.wait_for_url(re.compile("/sign-in/passkey$"))
    visitor.page.goto("/account/security")
    assert "/sign-in" in visitor.page.url


def test_without_a_finger_or_a_pin_it_opens_nothing(visitor: Visitor) -> None:
    person = a_member()
    visitor.sign_in(person)
    visitor.add_passkey("Blue phone")
    visitor.sign_out()
    visitor.is_verified(False)

    visitor.page.goto("/sign-in")
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()

    failure = visitor.page.get_by_text("That did not work")
    failure.wait_for()
    assert failure.is_visible()
    assert visitor.page.url.endswith("/sign-in")


def test_an_answer_sent_twice_works_once(visitor: Visitor) -> None:
    person = a_member()
    visitor.sign_in(person)
    visitor.add_passkey("Blue phone")
    visitor.sign_out()
    visitor.page.goto("/sign-in")
    with visitor.page.expect_request(re.compile("/sign-in/passkey$")) as sent:
        visitor.press("Sign in with a passkey")
    form = sent.value.post_data
    visitor.sign_out()
    visitor.page.goto("/sign-in")
    token = visitor.page.locator("[name=csrf_token]").first.input_value()
    replayed = re.sub(r"csrf_token=[^&]*", f"csrf_token={token}", form)

    answer = visitor.page.request.post(
        "/sign-in/passkey",
        data=replayed,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        max_redirects=0,
    )

    assert answer.status == 422
    visitor.page.goto("/account/security")
    assert "/sign-in" in visitor.page.url


def test_a_removed_passkey_opens_nothing(visitor: Visitor) -> None:
    person = a_member()
    visitor.sign_in(person)
    visitor.add_passkey("Blue phone")
    visitor.page.goto("/account/security")
    visitor.press("Remove Blue phone")
    visitor.sign_out()

    visitor.page.goto("/sign-in")
    with visitor.page.expect_response(re.compile("/sign-in/passkey$")) as answer:
        visitor.page.get_by_role("button", name="Sign in with a passkey").click()

    assert answer.value.status == 422
    visitor.page.wait_for_url(re.compile("/sign-in/passkey$"))
    assert len(visitor.credentials()) == 1


def test_without_javascript_nothing_is_offered_that_cannot_work(chromium: Any, hub: Hub) -> None:
    person = a_member()
    context = chromium.new_context(java_script_enabled=False, base_url=hub.url)
    page = context.new_page()
    page.goto("/sign-in")
    offered = page.get_by_role("button", name="Sign in with a passkey").count()
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/account/security")

    assert offered == 0
    assert page.get_by_role("heading", name="How you sign in").is_visible()
    assert page.locator("noscript p").is_visible()
    context.close()
