"""Knocking at every door of the hub, as nobody, as somebody, and in each role.

What lies behind a door and whose it is, is not asked here: the ids in the addresses are nobody's.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from hub.accounts.models import STAFF_ROLES, Role, SignIn, TokenScope, User
from hub.accounts.permissions import ROLE_PERMISSIONS
from hub.core.database import db
from hub.web import errors
from hub.web.errors import PROBLEM
from tests.api import a_token, bearing
from tests.architecture.matrix import (
    BEFORE_SECOND_FACTOR,
    FURTHER,
    MATRIX,
    Door,
    doors,
)
from tests.factories import a_person, a_person_who_is, a_site
from tests.hub.accounts.stories import with_totp
from tests.signing_in import sign_in_as

pytestmark = pytest.mark.slow
NOBODYS = {
    "ending": "csv",
    "number": "1",
    "code": "jkt",
    "site": "jkt",
    "slug": "attic",
    "side": "64",
    "filename": "no.css",
}
SECOND_FACTOR = ("/account/second-factor", "/account/confirm")
API = "/api/v1/"


def address(pattern: str) -> str:
    return re.sub(r"<(\w+)>", lambda name: NOBODYS.get(name[1], str(UUID(int=8))), pattern)


def routes(app: Flask, say: Callable[[object], str]) -> dict[Door, str]:
    found: dict[Door, str] = {}
    for rule in app.url_map.iter_rules():
        pattern = re.sub(r"<\w+(?:\([^)]*\))?:", "<", rule.rule)
        said = say(app.view_functions[rule.endpoint])
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert (method, pattern) not in found, f"two routes for {method} {pattern}"
            found[method, pattern] = said
    return found


class Visitor:
    """Somebody with a browser and, unless they are nobody, a token for programs."""

    def __init__(self, app: Flask, person: User | None = None, *, second_factor: bool = True):
        self.person, self._second_factor = person, second_factor
        self.client: FlaskClient = app.test_client()
        self.secret = a_token(person) if person else None
        self._sign_in: SignIn | None = None
        self._may_be_out = True

    def knock(self, door: Door, *, cookie_only: bool = False) -> TestResponse:
        method, pattern = door
        if self.person and self._is_out():
            self._sign_in = sign_in_as(self.client, self.person, second_factor=self._second_factor)
        api = pattern.startswith(API) and self.secret and not cookie_only
        headers = bearing(self.secret) if api and self.secret else {}
        self._may_be_out = method not in ("GET", "HEAD")  # some doors sign people out
        return self.client.open(address(pattern), method=method, headers=headers, buffered=True)

    def _is_out(self) -> bool:
        if self._sign_in is None:
            return True
        if not self._may_be_out:
            return False
        ended = select(SignIn.ended_at).where(SignIn.id == self._sign_in.id)
        return db.session.scalar(ended) is not None


def leads_to(answer: TestResponse, *paths: str) -> bool:
    return answer.status_code in (302, 303) and urlsplit(answer.location).path in paths


def is_in(answer: TestResponse) -> bool:
    """Through the door; what was asked for may still not be there or not be complete."""
    code = answer.status_code
    on_the_way = answer.request.path == "/sign-in/code"  # which begins at the first step
    return (
        code < 500 and code not in (401, 403) and (on_the_way or not leads_to(answer, "/sign-in"))
    )


def told(wrong: dict[Door, TestResponse]) -> list[str]:
    return [
        f"{method} {pattern}: {answer.status} {answer.location or ''}"
        for (method, pattern), answer in wrong.items()
    ]


@pytest.fixture(autouse=True)
def refusals_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind thousands of doors stands the same page: each is drawn once in a test."""
    draw, drawn = errors._page, dict[int, str]()

    def page(status: int, sentence: str, *, code: str) -> str:
        if status not in drawn:
            drawn[status] = draw(status, sentence, code=code)
        return drawn[status]

    monkeypatch.setattr(errors, "_page", page)


@pytest.fixture
def site(app: Flask) -> Iterator[None]:
    a_site(code="jkt", name="Future City Hub")
    yield


def test_the_matrix_is_how_the_routes_are(app: Flask) -> None:
    real = routes(app, lambda view: view.permission or view.audience.value)  # type: ignore[attr-defined]

    unwritten = sorted(set(real) - set(MATRIX))
    assert unwritten == [], "new routes: say in matrix.py who may enter"
    assert sorted(set(MATRIX) - set(real)) == [], "routes that are gone: take them out of matrix.py"
    assert {door: real[door] for door in real if real[door] != MATRIX[door]} == {}


def test_doors_before_the_second_factor_are_few_and_named(app: Flask) -> None:
    real = routes(app, lambda view: "yes" if hasattr(view, "before_second_factor") else "")

    assert {door for door, open_ in real.items() if open_} == set(doors(BEFORE_SECOND_FACTOR))


def test_nobody_is_asked_to_sign_in(app: Flask, site: None) -> None:
    nobody, wrong = Visitor(app), {}

    for door, who in MATRIX.items():
        answer = nobody.knock(door)
        if who == "everyone":
            right = is_in(answer)
        elif door[1].startswith(API):
            right = answer.status_code == 401 and answer.content_type == PROBLEM
            right = right and answer.headers["WWW-Authenticate"].startswith("Bearer")
        elif door[0] == "GET":
            right = leads_to(answer, "/sign-in") and leads_to(
                nobody.knock(("HEAD", door[1])), "/sign-in"
            )
        else:
            right = answer.status_code == 401
        if not right:
            wrong[door] = answer

    assert told(wrong) == []


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "no role")
def test_a_person_enters_what_is_theirs_to_enter(app: Flask, site: None, role: Role | None) -> None:
    visitor = Visitor(app, a_person_who_is(role) if role else a_person())

    assert told(wrongly_answered(visitor, role, anywhere=True)) == []


def test_a_manager_of_one_site_stands_in_the_same_doors(app: Flask, site: None) -> None:
    """And hears behind each that this thing is not theirs (`test_other_peoples_things`). Where the
    address names a site, which everybody may know, it is said at once that it is not theirs."""
    berlin = a_site(code="ber", zone="Europe/Berlin", currency="EUR", city="Berlin")
    visitor = Visitor(app, a_person_who_is(Role.HUB_MANAGER, site=berlin))

    wrong = wrongly_answered(visitor, Role.HUB_MANAGER, anywhere=False)
    of_another_site = {
        d for d, a in wrong.items() if "/sites/<code>" in d[1] and a.status_code == 403
    }

    assert told({door: wrong[door] for door in set(wrong) - of_another_site}) == []


def wrongly_answered(
    visitor: Visitor, role: Role | None, *, anywhere: bool
) -> dict[Door, TestResponse]:
    answers = {door: visitor.knock(door) for door in MATRIX}
    return {
        door: answer
        for door, answer in answers.items()
        if not (is_in(answer) if may_enter(door, role, anywhere=anywhere)
                else answer.status_code == 403)
    }  # fmt: skip


def may_enter(door: Door, role: Role | None, *, anywhere: bool) -> bool:
    who, (_method, pattern) = MATRIX[door], door
    if pattern in FURTHER:
        return anywhere and role in FURTHER[pattern]
    given = ROLE_PERMISSIONS[role] if role else frozenset()
    return who in ("everyone", "people") or who in given


@pytest.mark.parametrize(
    ("role", "known"), [*((role, False) for role in sorted(STAFF_ROLES)), (Role.ADMIN, True)]
)
def test_staff_are_led_to_their_second_factor_first(
    app: Flask, site: None, role: Role, known: bool
) -> None:
    person = a_person_who_is(role)
    visitor = Visitor(app, with_totp(person) if known else person, second_factor=False)
    closed = set(MATRIX) - set(doors(BEFORE_SECOND_FACTOR))
    wrong = {}

    for door in [door for door in closed if MATRIX[door] != "everyone" and API not in door[1]]:
        answer = visitor.knock(door)
        if not leads_to(answer, SECOND_FACTOR[known]):
            wrong[door] = answer

    assert told(wrong) == []


def test_the_api_takes_no_cookie(app: Flask, site: None) -> None:
    visitor = Visitor(app, a_person_who_is(Role.ADMIN))
    closed = [d for d, who in MATRIX.items() if d[1].startswith(API) and who != "everyone"]

    answers = {door: visitor.knock(door, cookie_only=True) for door in closed}

    assert told({door: a for door, a in answers.items() if a.status_code != 401}) == []


def test_a_token_opens_only_what_it_was_made_for(app: Flask, site: None) -> None:
    """One scope at a time: each door opens to one of them, and is closed to all others."""
    person = a_person_who_is(Role.ADMIN)
    closed = [d for d, who in MATRIX.items() if d[1].startswith(API) and who != "everyone"]
    opened_by: dict[Door, list[TokenScope]] = {door: [] for door in closed}

    for scope in TokenScope:
        visitor = Visitor(app, person)
        visitor.secret = a_token(person, scope)
        for door in closed:
            answer = visitor.knock(door)
            refused = answer.status_code == 403 and answer.json["code"] == "scope-missing"
            if not refused:
                opened_by[door].append(scope)

    assert {door: scopes for door, scopes in opened_by.items() if len(scopes) != 1} == {}
