"""What pages weigh, and the page of a class on a slow line: 50 kbit/s, 400 ms there and back,
Chromium on a phone without JavaScript and with nothing in its cache.

    python -m tests.bench.slow_line [--kbit 50] [--latency 400] [--rounds 3]

It is the heaviest page of a class in the demo hub. `readable` is when all words have come and are
drawn; `bytes` is what went over the wire for everything, headers included. The other pages are
weighed with their scripts and without their fonts, which a browser keeps.
"""

import argparse
import logging
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.walltime import to_wall
from hub.demo.city.sketch import CODE, city_site
from hub.demo.loading import SEED, fill_city, load
from hub.demo.sizes import SMALL
from hub.demo.world import HOME_ZONE, World, here_today
from hub.learning.classes.models import ClassRun, RunState
from tests.browser import chromium_path, launch
from tests.live import Hub, prepared, serving
from tests.signing_in import cookie_of

PATIENCE = 120_000
#: In words alone a page is asked for by its address, or by the browser's own data saver.
LOOKS = {"as it is": "", "in words alone": "?view=text"}
#: A house with so many spaces, busy for three weeks, the last two days of them ahead.
SPACES, OCCUPANCIES = 50, 2_800
#: Pages with the demo person who looks at them.
PAGES = {
    "front page": ("/", None),
    "sign-in": ("/sign-in", None),
    "classes": ("/classes", None),
    "a founder's home": ("/", "founder@demo.example"),
    "a manager's home": ("/", "hub-manager@demo.example"),
    "the front desk": ("/front-desk", "hub-manager@demo.example"),
}


@dataclass(frozen=True)
class Slow:
    """A line: thousands of bits a second both ways, milliseconds there and back."""

    kbit: float
    latency: float

    def conditions(self) -> dict[str, object]:
        through = self.kbit * 1000 / 8
        return {
            "offline": False,
            "latency": self.latency,
            "downloadThroughput": through,
            "uploadThroughput": through,
        }


@dataclass(frozen=True)
class Visitor:
    """How somebody comes: as nobody known and without a script, unless it is said."""

    script: bool = False
    saves_data: bool = False
    cookie: dict[str, str] | None = None


@dataclass
class Fetched:
    """What one cold visit took. Times are seconds from the navigation on."""

    bytes: int = 0
    fonts: int = 0
    requests: list[str] = field(default_factory=list)
    readable: float = 0.0
    whole: float = 0.0
    heading: str = ""
    text: str = ""

    @property
    def without_fonts(self) -> int:
        return self.bytes - self.fonts


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.slow_line", description=__doc__)
    parser.add_argument("--kbit", type=float, default=50)
    parser.add_argument("--latency", type=float, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    logging.disable()
    line = Slow(asked.kbit, asked.latency)
    print(f"{asked.kbit:g} kbit/s, {asked.latency:g} ms, medians of {asked.rounds} cold visits")
    print(f"| {'page of a class':<16} | requests |  bytes | readable | all there |")
    print(f"|{'-' * 18}|---------:|-------:|---------:|----------:|")
    with tempfile.TemporaryDirectory() as folder, a_demo_hub(Path(folder)) as hub, a_browser() as b:
        path = heaviest_class(hub)
        for name, look in LOOKS.items():
            visits = [visit(b, f"{hub.url}{path}{look}", line=line) for _ in range(asked.rounds)]
            readable, whole = (
                statistics.median(getattr(each, what) for each in visits)
                for what in ("readable", "whole")
            )
            size, count = max(v.bytes for v in visits), len(visits[0].requests)
            print(f"| {name:<16} | {count:8} | {size:6} | {readable:6.1f} s | {whole:7.1f} s |")
        print(f"the class: {path}")
        print(f"\n| {'page, its fonts kept':<24} | requests |  bytes |")
        print(f"|{'-' * 26}|---------:|-------:|")
        for name, (path, email) in (PAGES | finder_pages()).items():
            seen = visit(b, f"{hub.url}{path}", by=a_reader(hub, email))
            print(f"| {name:<24} | {len(seen.requests):8} | {seen.without_fonts:6} |")


@contextmanager
def a_demo_hub(folder: Path) -> Iterator[Hub]:
    """With a class behind each kind of page and a large house, on SQLite or whatever is under
    test."""
    with prepared(folder, SQLITE_SYNCHRONOUS="OFF") as (app, environment):
        load("small")
        world = World(here_today(), SMALL, Random(SEED))
        world.people = {person.email: person for person in db.session.scalars(select(User))}
        fill_city(world, occupancies=OCCUPANCIES, sites=(city_site(SPACES),))
        with serving(app, environment, workers=1) as hub:
            yield hub


@contextmanager
def a_browser() -> Iterator[Any]:
    # The browser's own package is heavy, and missing where there is no browser.
    from playwright.sync_api import sync_playwright

    if chromium_path() is None:
        raise SystemExit("Chromium is not installed.")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def heaviest_class(hub: Hub) -> str:
    """Its path, by what a visitor who reads Indonesian is sent."""
    slugs = db.session.scalars(
        select(ClassRun.slug).where(ClassRun.state == RunState.PUBLISHED)
    ).all()
    client = hub.app.test_client()
    weights = {
        slug: len(client.get(f"/classes/{slug}", headers={"Accept-Language": "id"}).data)
        for slug in slugs
    }
    return f"/classes/{max(weights, key=lambda slug: weights[slug])}"


def finder_pages() -> dict[str, tuple[str, str | None]]:
    """Of the large house tomorrow, when all its hours are still to be had."""
    day = to_wall(now(), HOME_ZONE).date() + timedelta(days=1)
    house = f"/spaces?site={CODE}&day={day}"
    return {
        f"finder, {SPACES} spaces": (house, None),
        f"finder, {SPACES} searched": (f"{house}&from=09:00&to=12:00&people=4", None),
        f"finder, {SPACES} as a list": (f"{house}&view=list", None),
        "finder, with pictures": (f"/spaces?site=jkt&day={day}&view=list", None),
    }


def a_reader(hub: Hub, email: str | None) -> Visitor:
    """Somebody of the demo world, with scripts."""
    if email is None:
        return Visitor(script=True)
    person = db.session.scalars(select(User).where(User.email == email)).one()
    return Visitor(script=True, cookie=cookie_of(person, hub))


def visit(browser: Any, url: str, *, line: Slow | None = None, by: Visitor = Visitor()) -> Fetched:
    """A cold one; without a `line` as fast as it goes."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        java_script_enabled=by.script,
        locale="id-ID",
        extra_http_headers={"Save-Data": "on"} if by.saves_data else {},
    )
    if by.cookie:
        context.add_cookies([by.cookie])
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        wire, found = context.new_cdp_session(page), Fetched()
        wire.send("Network.enable")
        if line is not None:
            wire.send("Network.emulateNetworkConditions", line.conditions())
        kinds: dict[str, str] = {}
        wire.on("Network.requestWillBeSent", lambda on: _asked(found, on, kinds=kinds))
        wire.on("Network.loadingFinished", lambda on: _weigh(found, on, kinds=kinds))
        page.goto(url, wait_until="networkidle")
        times = page.evaluate(TIMES)
        found.readable = max(times["drawn"], times["words"]) / 1000
        found.whole = times["whole"] / 1000
        found.heading = page.locator("h1").inner_text()
        found.text = page.locator("body").inner_text()
        return found
    finally:
        context.close()


#: Milliseconds: the words are drawn for the first time; all of them have come; all is there.
TIMES = """() => {
  const page = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return {drawn: paint ? paint.startTime : Infinity, words: page.domInteractive,
          whole: page.loadEventEnd};
}"""


def _asked(found: Fetched, on: dict[str, Any], *, kinds: dict[str, str]) -> None:
    found.requests.append(on["request"]["url"])
    kinds[on["requestId"]] = on.get("type", "")


def _weigh(found: Fetched, finished: dict[str, Any], *, kinds: dict[str, str]) -> None:
    size = round(finished["encodedDataLength"])
    found.bytes += size
    if kinds.get(finished["requestId"]) == "Font":
        found.fonts += size


if __name__ == "__main__":
    main()
