"""The door's own promises: keys, cookies, and what a cookie may not open."""

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient

from hub.config import BadSetting, settings_from
from hub.core.i18n import LANGUAGES
from tests.factories import a_person
from tests.hub.accounts.stories import a_member, is_signed_in, sign_in
from tests.signing_in import sign_in_as

PRODUCTION = {
    "HUB_ENV": "production",
    "DATABASE_URL": "postgresql://hub@localhost/hub",
    "MAIL_URL": "smtp://localhost",
    "PUBLIC_URL": "https://hub.example",
}


@pytest.mark.parametrize("key", ["", "changeme", "a" * 64, "too short to be a key"])
def test_production_does_not_start_with_a_weak_key(key: str) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        settings_from(PRODUCTION | {"SECRET_KEY": key})


def test_over_tls_every_cookie_is_bound_to_this_host(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_from(PRODUCTION | {"SECRET_KEY": "kJ8s-fE2_pQ9xZ1vB7nM4cL6wR3tY5uH0a"})
    for name in ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE"):
        monkeypatch.setitem(app.config, name, settings[name])
    person = a_member()

    answer = client.post(
        "/sign-in",
        data={"email": person.email, "password": "kopi tubruk di pagi hari"},
        base_url="https://hub.example",
    )

    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert "; Secure" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_after_a_key_was_rotated_new_cookies_are_signed_by_the_new_one(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_member()
    sign_in(client, person.email)
    old, new = app.config["SECRET_KEY"], "another key that is long enough as well"
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [old])
    monkeypatch.setitem(app.config, "SECRET_KEY", new)
    still = is_signed_in(client)

    sign_in(client, person.email)
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [])

    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    cookie = client.get_cookie("hub_session")
    assert still
    assert signer and cookie
    assert "_user_id" in signer.loads(cookie.value)
    assert is_signed_in(client)


def test_a_cookie_opens_nothing_in_the_api(client: FlaskClient) -> None:
    sign_in_as(client, a_member())

    assert client.get("/api/v1/me").status_code == 401


def test_a_persons_id_in_the_cookie_is_not_a_token(client: FlaskClient) -> None:
    person = a_person()
    with client.session_transaction() as session:
        session["_user_id"] = str(person.id)

    assert not is_signed_in(client)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/forgot-password", "/privacy"])
def test_every_page_at_the_door_opens_in_every_language(
    client: FlaskClient, language: str, path: str
) -> None:
    page = client.get(f"{path}?lang={language}")

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text


def test_pages_speak_the_persons_language_until_another_is_chosen(client: FlaskClient) -> None:
    sign_in_as(client, a_member(language="id"))

    own = client.get("/account/security")
    chosen = client.get("/account/security?lang=de")

    assert '<html lang="id"' in own.text
    assert '<html lang="de"' in chosen.text


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_no_header_turns_a_look_into_a_change(client: FlaskClient, header: str) -> None:
    sign_in_as(client, a_member())

    client.get("/sign-out", headers={header: "POST"})
    client.get("/account/sign-ins/end?_method=POST&here=too")

    assert is_signed_in(client)


def test_what_caches_may_keep_carries_no_cookie(client: FlaskClient) -> None:
    sign_in(client, a_member().email)

    for path in ("/static/css/base.css?v=1", "/static/css/base.css?lang=de"):
        with client.get(path) as asset:
            assert "public" in asset.headers["Cache-Control"]
            assert "Set-Cookie" not in asset.headers


def test_a_look_at_a_page_sets_no_cookie_anew(client: FlaskClient) -> None:
    sign_in(client, a_member().email)
    client.get("/account/security")

    page = client.get("/account/security")

    assert "Set-Cookie" not in page.headers
