"""What the scripts of questions do, in a browser: words counted alike, rows that come and go."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask, render_template_string

from accelerator.forms.rules import Question, count_words, from_form, shown
from hub.web.assets import STATIC
from tests.accelerator.forms.forms import a_definition, a_question
from tests.browser import PATIENCE, chromium_path, launch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.skipif(chromium_path() is None, reason="needs Chromium"),
]
SCRIPT = Path(STATIC) / "js" / "questions.js"
MACROS = '{% from "components/questions.html" import question %}'
TEXTS = [
    "", "one two", "Air bersih – untuk 3 juta orang!", "a\u00a0b\u3000c\ufeffd\u2028e",
    "— … !", "don't re-read", "水の都市 Ω ½ x²", "e\u0301te\u0301 \u200b x", "🙂 two 🙂words",
    "\x1ca\x85b c", "  line\nbreak\r\nand\ttab ",
]  # fmt: skip


@pytest.fixture(scope="module")
def page() -> "Iterator[Page]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def show(page: "Page", app: Flask, question: Question, value: object = None) -> None:
    with app.test_request_context():
        body = render_template_string(MACROS + "{{ question(q, v) }}", q=shown(question), v=value)
    page.set_content(f"<!doctype html><form>{body}</form>")
    page.add_script_tag(path=str(SCRIPT))


def test_words_are_counted_as_the_server_counts_them(app: Flask, page: "Page") -> None:
    show(page, app, a_question("long-text", min_words=2, max_words=4))
    said = page.locator("output[data-count]")

    for text in TEXTS:
        page.evaluate(
            "(t) => { const f = document.getElementById('q-it'); f.value = t;"
            " f.dispatchEvent(new Event('input', {bubbles: true})); }",
            text,
        )
        assert said.text_content() == f"{count_words(text)} so far", text

    page.fill("#q-it", "one two three four five")
    assert "over" in (said.get_attribute("class") or "")
    page.fill("#q-it", "one")
    assert "short-of" in (said.get_attribute("class") or "")


def test_rows_are_added_and_taken_out_without_the_server(app: Flask, page: "Page") -> None:
    question = a_question("team", "team", columns=[{"key": "name"}, {"key": "role"}], max_rows=3)
    show(page, app, question, [{"name": "Ayu", "role": "CEO"}])
    page.click("button[name=add-row]")
    page.fill("#q-team-1-name", "Budi")
    page.click("button[name=add-row]")
    page.fill("#q-team-2-name", "Citra")
    assert page.locator("button[name=add-row]").is_hidden()

    page.locator("button[value=team-1]").click()

    sent = page.evaluate("Object.fromEntries(new FormData(document.querySelector('form')))")
    answers = from_form(a_definition(question), _Sent(sent))
    assert answers == {"team": [{"name": "Ayu", "role": "CEO"}, {"name": "Citra"}]}
    assert page.locator("legend >> text=Row 2").count() == 1


class _Sent(dict[str, str]):
    def getlist(self, key: str) -> list[str]:
        return [self[key]] if key in self else []
