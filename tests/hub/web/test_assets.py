"""Style sheets and scripts go out smaller and say the same."""

import pytest
from flask.testing import FlaskClient

from hub.web import assets
from hub.web.assets import SHARED, SHARED_SHEET, STATIC, lean_script, lean_sheet, text_of
from tests.browser import chromium_path, launch

SHEETS = sorted(f"css/{path.name}" for path in (STATIC / "css").glob("*.css"))
SCRIPTS = sorted(f"js/{path.name}" for path in (STATIC / "js").glob("*.js"))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* why */\n.a { color: red; }\n", ".a{color: red}"),
        (".a >  .b ,\n.c{margin:0 1px}", ".a > .b,.c{margin:0 1px}"),
        (".a{width:calc(1px  +\n2px)}", ".a{width:calc(1px + 2px)}"),
        ('.a::after{content:" ; /* no */ { "}', '.a::after{content:" ; /* no */ { "}'),
        (".a{content:'\\'  ,'}", ".a{content:'\\'  ,'}"),
        ("a{background:url(data:image/svg+xml;a , b)}",) * 2,
        ("@media (width >= 720px) { .a{} }", "@media (width >= 720px){.a{}}"),
    ],
)
def test_a_sheet_loses_its_remarks_and_the_spaces_that_mean_nothing(
    written: str, sent: str
) -> None:
    assert lean_sheet(written) == sent


def test_a_script_loses_its_indents_and_whole_lines_of_remarks() -> None:
    written = '/* Why.\n   More. */\n(() => {\n  // So.\n  go("http://a"); // here\n\n})();\n'

    assert lean_script(written) == '(() => {\ngo("http://a"); // here\n})();\n'


@pytest.mark.parametrize("path", SCRIPTS)
def test_no_text_of_a_script_goes_over_several_lines(path: str) -> None:
    """It would lose its indents."""
    assert [line for line in text_of(path).splitlines() if line.count("`") % 2] == []


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed")
def test_a_browser_reads_the_same_rules_and_scripts_as_were_written() -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        for path in SHEETS:
            written = page.evaluate(RULES, (STATIC / path).read_text())
            assert page.evaluate(RULES, text_of(path)) == written != [], path
        shared = page.evaluate(RULES, text_of(SHARED_SHEET))
        assert shared[:-1] == [r for path in SHARED for r in page.evaluate(RULES, text_of(path))]
        assert shared[-1].startswith("@media print {")
        for path in SCRIPTS:
            assert page.evaluate(READS, text_of(path)), path
        assert not page.evaluate(READS, "if (")
        browser.close()


RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText);
}"""
READS = "text => { try { new Function(text); return true; } catch { return false; } }"


def test_the_sheet_of_every_page_is_one(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert page.count('rel="stylesheet"') == 1
    with client.get(assets_address(page)) as answer:
        assert answer.text == text_of(SHARED_SHEET)
        assert answer.content_type == "text/css; charset=utf-8"
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def assets_address(page: str) -> str:
    start = page.index("/static/css/hub.css?v=")
    return page[start : page.index('"', start)]


def test_an_asset_that_is_known_is_not_sent_again(client: FlaskClient) -> None:
    with client.get("/static/js/hub.js") as first:
        tag = first.headers["ETag"]
    with client.get("/static/js/hub.js", headers={"If-None-Match": tag}) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["css/nothing.css", "css/base.js", "js/../../config.py"])
def test_there_are_no_others(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_what_others_wrote_is_sent_as_they_wrote_it(client: FlaskClient) -> None:
    path = "vendor/htmx.org/2.0.11/htmx.min.js"
    with client.get(f"/static/{path}") as answer:
        assert answer.data == (STATIC / path).read_bytes()


def test_an_asset_gets_another_address_when_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    known = assets.fingerprint(SHARED_SHEET)
    monkeypatch.setattr(assets, "text_of", lambda path: "a{}")
    assets.fingerprint.cache_clear()
    try:
        assert assets.fingerprint(SHARED_SHEET) not in (known, "0")
    finally:
        assets.fingerprint.cache_clear()
