"""Headers that answers carry, each where a browser heeds it."""

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from hub.web.security import FOR_ALL, HEADERS

FONT = "/static/vendor/plus-jakarta-sans/5.3.0/latin.woff2"


@pytest.mark.parametrize("path", ["/", "/nothing/is/here", "/static/js/hub.js", "/static/mark.svg"])
def test_what_can_be_opened_or_run_carries_the_whole_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        carried = {name: answer.headers.get(name) for name in FOR_ALL | HEADERS}

    assert carried == FOR_ALL | HEADERS
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/static/css/base.css", FONT])
def test_style_sheets_and_fonts_carry_what_counts_for_them_alone(
    client: FlaskClient, path: str
) -> None:
    with client.get(path) as answer:
        assert answer.status_code == 200
        assert [name for name in HEADERS if name in answer.headers] == []
        assert {name: answer.headers[name] for name in FOR_ALL} == FOR_ALL


def test_only_a_secure_connection_is_asked_to_stay_secure(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    secure = client.get("/", base_url="https://hub.example")
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_page_is_kept_by_nobody_and_an_asset_by_everybody(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "private, no-store"
    with client.get("/static/css/base.css") as asset:
        assert "public" in asset.headers["Cache-Control"]


@pytest.mark.parametrize(("path", "carries"), [("/sign-in", True), ("/static/css/base.css", False)])
def test_an_asset_never_carries_a_cookie(app: Flask, path: str, carries: bool) -> None:
    with app.test_request_context(path):
        session["said"] = "yes"
        assert app.session_interface.should_set_cookie(app, session) is carries


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abcdefgh-12", True), ("short", False), ("x" * 65, False), ("a b" * 5, False)],
)  # fmt: skip
def test_a_request_is_known_by_the_name_that_it_brings(
    client: FlaskClient, given: str, kept: bool
) -> None:
    named = client.get("/", headers={"X-Request-Id": given}).headers["X-Request-Id"]

    assert (named == given) is kept
    assert len(named) >= 8
