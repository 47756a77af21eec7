"""The page of a class on a slow line: 50 kbit/s, 400 ms there and back, Chromium on a phone without
JavaScript and with nothing in its cache.

    python -m tests.bench.slow_line [--kbit 50] [--latency 400] [--rounds 3]

It is the heaviest page of a class in the demo hub. `readable` is when all words have come and are
drawn; `bytes` is what went over the wire for everything, headers included.
"""

import argparse
import logging
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hub.core.database import db
from hub.demo.loading import load
from hub.learning.classes.models import ClassRun, RunState
from tests.browser import chromium_path, launch
from tests.live import Hub, prepared, serving

PATIENCE = 120_000
#: In words alone a page is asked for by its address, or by the browser's own data saver.
LOOKS = {"as it is": "", "in words alone": "?view=text"}


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


@dataclass
class Fetched:
    """What one cold visit took. Times are seconds from the navigation on."""

    bytes: int = 0
    requests: list[str] = field(default_factory=list)
    readable: float = 0.0
    whole: float = 0.0
    heading: str = ""
    text: str = ""


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


@contextmanager
def a_demo_hub(folder: Path) -> Iterator[Hub]:
    """With a class behind each kind of page, on SQLite or whatever is under test."""
    with prepared(folder, SQLITE_SYNCHRONOUS="OFF") as (app, environment):
        load("small")
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


def visit(browser: Any, url: str, *, line: Slow | None = None, saves_data: bool = False) -> Fetched:
    """A cold one, without a script; without a `line` as fast as it goes."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        java_script_enabled=False,
        locale="id-ID",
        extra_http_headers={"Save-Data": "on"} if saves_data else {},
    )
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        wire, found = context.new_cdp_session(page), Fetched()
        wire.send("Network.enable")
        if line is not None:
            wire.send("Network.emulateNetworkConditions", line.conditions())
        wire.on("Network.requestWillBeSent", lambda on: found.requests.append(on["request"]["url"]))
        wire.on("Network.loadingFinished", lambda on: _weigh(found, on))
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


def _weigh(found: Fetched, finished: dict[str, Any]) -> None:
    found.bytes += round(finished["encodedDataLength"])


if __name__ == "__main__":
    main()
