"""Every page of the hub in a real browser: on a phone and a laptop, in light and in dark.

What a machine can find against WCAG 2.2 AA is not there, nothing sticks out of the screen, and the
browser has nothing to complain about. Everything is looked for on both screens; in the dark, on the
laptop, what depends on colours. A picture of each page on each screen is kept for whoever looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hub.accounts.services.sessions import begin_sign_in
from hub.core.database import transaction
from hub.demo.loading import load
from hub.demo.people.accounts import ADMIN, FOUNDER
from tests.browser import PATIENCE, chromium_path
from tests.journeys.pages import ADMIN_, FOUNDER_, VISITOR, Page, pages, person
from tests.live import ENGINE, Hub, prepared, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
PICTURES = Path("build/screenshots/pages")
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 960}
#: The reference of the API is taller than a picture can be; of such the first screen is kept.
TALLEST = 30_000
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,  # nothing comes from elsewhere
}
#: What dark can spoil: the same document in other colours.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
    "preload": False,  # nothing comes from elsewhere
}
#: The reference of the API is as long as forty other pages; one look at it is enough, as whoever
#: signs in or comes from a problem finds the same.
SEEN_ONCE = {
    (FOUNDER_, "/api/docs"), (VISITOR, "/problems/<code>"),
    (FOUNDER_, "/calls/<slug>/apply/startup"),  # where a call without a gate leads to
}  # fmt: skip
WHO = {VISITOR: None, FOUNDER_: FOUNDER, ADMIN_: ADMIN}


@dataclass
class House:
    hub: Hub
    pages: list[Page]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("pages")
    # In development, for the sign-in page offers the demo accounts there.
    settings = {"HUB_ENV": "development", "RATE_LIMIT": "0"}
    with prepared(folder, **settings) as (app, environment):
        load("small")
        found = pages()
        with serving(app, environment, workers=1) as hub:
            yield House(hub, found)


@dataclass
class Look:
    """One person's browser; what is wrong gathers in `wrong`."""

    page: Any
    wrong: list[str] = field(default_factory=list)
    at: str = ""

    def complain(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.wrong.append(f"{self.at}: the browser says {message.text[:200]}")

    def visit(self, target: Page) -> None:
        self.at = f"{target.who} {target.path}"
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(LAPTOP)
        answer = self.page.goto(target.path)
        if answer.status >= 500:
            self.wrong.append(f"{self.at}: {answer.status}")
        self.page.evaluate(_axe())
        self.check("laptop")
        self.keep(target, "laptop")
        self.page.emulate_media(color_scheme="dark")
        self.check("laptop, dark", COLOURS)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(PHONE)
        self.check("phone")
        self.keep(target, "phone")

    def check(self, how: str, rules: dict[str, Any] = RULES) -> None:
        found, wide = self.page.evaluate(
            """async rules => [await axe.run(document, rules),
                               document.documentElement.scrollWidth - innerWidth]""",
            rules,
        )
        for violation in found["violations"]:
            places = [node["target"][0] for node in violation["nodes"][:3]]
            self.wrong.append(f"{self.at} ({how}): {violation['id']} at {places}")
        if wide > 0:
            self.wrong.append(f"{self.at} ({how}): {wide} pixels too wide")

    def keep(self, target: Page, how: str) -> None:
        if ENGINE != "sqlite":
            return  # it is the same page, and both engines are tested at the same time
        # Hiding the caret would write styles into fields, and the security policy forbids that.
        path = PICTURES / f"{target.name}-{how}.jpg"
        whole = self.page.evaluate("document.documentElement.scrollHeight") <= TALLEST
        self.page.screenshot(
            path=path, full_page=whole, caret="initial", type="jpeg", quality=60, scale="css"
        )


def looking_as(house: House, browser: Any, who: str) -> Look:
    context = browser.new_context(
        base_url=house.hub.url, locale="en-GB", reduced_motion="reduce", bypass_csp=False
    )
    if email := WHO[who]:
        context.add_cookies([signed_in(house.hub, email)])
    look = Look(context.new_page())
    look.page.set_default_timeout(PATIENCE)
    look.page.on("console", look.complain)
    look.page.on("pageerror", lambda error: look.wrong.append(f"{look.at}: {error}"))
    return look


def signed_in(hub: Hub, email: str) -> dict[str, str]:
    """The cookie of somebody who has signed in with all that is asked of them."""
    with transaction():
        token = begin_sign_in(person(email), agent="Firefox/140 Linux", second_factor=True)
    signer = hub.app.session_interface.get_signing_serializer(hub.app)  # type: ignore[attr-defined]
    value = signer.dumps({"_user_id": token, "_fresh": True})
    return {"name": hub.app.config["SESSION_COOKIE_NAME"], "value": value, "url": hub.url}


def _axe() -> str:
    from axe_playwright_python.sync_playwright import Axe  # only where there is a browser

    return str(Axe().axe_script)


@pytest.mark.parametrize("who", list(WHO))
def test_nothing_is_wrong_with_any_page(house: House, chromium: Any, who: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    look = looking_as(house, chromium, who)

    for page in house.pages:
        if page.who == who and (who, page.pattern) not in SEEN_ONCE:
            look.visit(page)
    look.page.context.close()

    assert look.wrong == []


def test_what_is_wrong_is_found(chromium: Any) -> None:
    """Lest the test above be content with anything."""
    page = chromium.new_page(viewport=PHONE)
    page.set_content("<title>x</title><img src=x><p style='width:500px;color:#ccc'>Pale</p>")
    page.evaluate(_axe())
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]

    dark = page.evaluate("rules => axe.run(document, rules)", COLOURS)["violations"]

    assert {"image-alt", "color-contrast", "html-has-lang"} <= {each["id"] for each in found}
    assert [each["id"] for each in dark] == ["color-contrast"]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0
