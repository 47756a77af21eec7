"""Fifty posts of one code in the same moment: one sign-in. As many guesses: all counted."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask

from hub.accounts.errors import WrongCode
from hub.accounts.models import Guesses, SignIn, User
from hub.accounts.rules.codes import digits_of, matching_step
from hub.accounts.rules.guessing import Visitor, password_budgets
from hub.accounts.services import second_factor
from hub.accounts.services.throttle import spend
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.errors import Busy, TooMany
from tests.hub.accounts.stories import PASSWORD, SECRET, a_member, code, with_totp
from tests.live import Hub, prepared, running_hub

CLIENTS = 50
pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]


class Browser:
    """One cookie jar and the token of the last form."""

    def __init__(self, hub: Hub) -> None:
        self.place = urlsplit(hub.url).netloc
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        connection = HTTPConnection(self.place, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({"csrf_token": self.token, **form}) if form is not None else None
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        self.token = found.group(1) if found else self.token
        connection.close()
        return answer.status, answer.headers.get("Location", "")

    def copy(self) -> "Browser":
        twin = object.__new__(Browser)
        twin.place, twin.cookies, twin.token = self.place, dict(self.cookies), self.token
        return twin


def test_fifty_posts_of_one_code_sign_in_once(tmp_path: Path) -> None:
    with running_hub(tmp_path, workers=2) as hub:
        person = with_totp(a_member())
        first = Browser(hub)
        first.ask("GET", "/sign-in")
        status, onward = first.ask(
            "POST", "/sign-in", {"email": person.email, "password": PASSWORD}
        )
        first.ask("GET", "/sign-in/code")
        browsers = [first.copy() for _client in range(CLIENTS)]
        form = {"code": code()}

        with ThreadPoolExecutor(CLIENTS) as pool:
            answers = list(pool.map(lambda b: b.ask("POST", "/sign-in/code", form), browsers))

        db.session.rollback()
        assert (status, onward) == (302, "/sign-in/code")
        assert Counter(where == "/" for _status, where in answers)[True] == 1
        assert {status for status, _where in answers} <= {302, 422, 429}
        assert db.session.query(SignIn).filter_by(user_id=person.id).count() == 1


def at_once(app: Flask, work: Callable[[], str], times: int = CLIENTS) -> Counter[str]:
    """What `work` answers when all begin together, each in a thread with a session of its own."""
    start = threading.Barrier(times, timeout=60)

    def one(_n: int) -> str:
        with app.app_context():
            start.wait()
            return work()

    with ThreadPoolExecutor(times) as pool:
        return Counter(pool.map(one, range(times)))


def accepting(email: str, digits: str) -> Callable[[], str]:
    def work() -> str:
        try:
            with transaction():
                person = db.session.query(User).filter_by(email=email).one()
                return second_factor.accept_code(person, digits)
        except WrongCode:
            return "refused"

    return work


def test_one_code_is_accepted_once_whoever_asks(tmp_path: Path) -> None:
    with prepared(tmp_path) as (app, _environment):
        person = with_totp(a_member())

        answers = at_once(app, accepting(person.email, code()), times=10)

        assert answers == {"totp": 1, "refused": 9}


def test_without_the_guard_it_would_be_accepted_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: look first, write then, as one would. If that passed, nothing above proves
    anything."""
    looked = threading.Barrier(10, timeout=60)

    def careless(email: str, digits: str) -> Callable[[], str]:
        def work() -> str:
            person = db.session.query(User).filter_by(email=email).one()
            step = matching_step(SECRET, digits_of(digits) or "", unix_time=int(now().timestamp()))
            free = step is not None and (person.totp_last_step or 0) < step
            looked.wait()
            with transaction():
                person.totp_last_step = step
            return "totp" if free else "refused"

        return work

    with prepared(tmp_path) as (app, _environment):
        person = with_totp(a_member())

        answers = at_once(app, careless(person.email, code()), times=10)

        assert answers["totp"] > 1


def test_guesses_made_at_the_same_moment_are_all_counted(tmp_path: Path) -> None:
    budgets = password_budgets("lina@people.example", Visitor("203.0.113.1"))

    def work() -> str:
        try:
            with transaction():
                spend(budgets)
        except TooMany:
            return "too many"
        except Busy:
            return "busy"
        return "may guess"

    with prepared(tmp_path) as (app, _environment):
        answers = at_once(app, work)

        assert answers == {"may guess": 5, "too many": CLIENTS - 5}
        assert max(row.count for row in db.session.query(Guesses)) == 5
