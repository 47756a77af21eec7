"""Pages weigh little, as Chromium counts the wire, with nothing in its cache: the page of a class
with its fonts and without a script, others with their scripts and without their fonts, which are
kept.
How long it takes at 50 kbit/s is measured by `python -m tests.bench.slow_line`."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bench.slow_line import (
    PAGES,
    SPACES,
    Fetched,
    Visitor,
    a_browser,
    a_demo_hub,
    a_reader,
    finder_pages,
    heaviest_class,
    visit,
)
from tests.browser import chromium_path
from tests.live import Hub

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(240),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
#: Bytes; `docs/bench.md` says what time they take.
MOST, MOST_IN_WORDS = 60_000, 15_000


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with a_demo_hub(tmp_path_factory.mktemp("slow")) as hub:
        yield hub


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with a_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def path(hub: Hub) -> str:
    return heaviest_class(hub)


def test_the_whole_page_weighs_no_more_than_sixty_kilobytes(
    hub: Hub, browser: Any, path: str
) -> None:
    seen = visit(browser, f"{hub.url}{path}")

    assert 10_000 < seen.bytes <= MOST, told(seen)
    assert any(url.endswith(".css") or ".css?" in url for url in seen.requests), told(seen)
    assert all(url.startswith((hub.url, "data:")) for url in seen.requests), told(seen)
    assert "WIB" in seen.text or "CET" in seen.text or "ICT" in seen.text


@pytest.mark.parametrize("saves_data", [False, True], ids=["asked-for", "by-the-data-saver"])
def test_words_alone_weigh_no_more_than_fifteen(
    hub: Hub, browser: Any, path: str, saves_data: bool
) -> None:
    look = "" if saves_data else "?view=text"
    seen = visit(browser, f"{hub.url}{path}{look}", by=Visitor(saves_data=saves_data))
    whole = visit(browser, f"{hub.url}{path}")

    assert 1_000 < seen.bytes <= MOST_IN_WORDS, told(seen)
    assert len(seen.requests) == 1, told(seen)
    assert seen.heading == whole.heading
    assert "WIB" in seen.text or "CET" in seen.text or "ICT" in seen.text


@pytest.mark.parametrize("name", [*PAGES, *finder_pages()])
def test_a_page_with_its_scripts_weighs_no_more_than_sixty_kilobytes(
    hub: Hub, browser: Any, name: str
) -> None:
    path, email = (PAGES | finder_pages())[name]
    seen = visit(browser, f"{hub.url}{path}", by=a_reader(hub, email))

    assert 10_000 < seen.without_fonts <= MOST, told(seen)
    assert any("/static/js/" in url for url in seen.requests), told(seen)
    assert seen.fonts > 10_000, told(seen)


def test_the_finder_that_is_weighed_shows_the_whole_house(hub: Hub, browser: Any) -> None:
    path, _who = finder_pages()[f"finder, {SPACES} spaces"]
    seen = visit(browser, f"{hub.url}{path}", by=Visitor(script=True))

    assert f"/ {SPACES}" in seen.text or f" {SPACES} " in seen.text, seen.text[:2000]


def told(seen: Fetched) -> str:
    return f"{seen.bytes} bytes in {len(seen.requests)} requests: {seen.requests}"
