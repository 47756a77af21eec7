"""Calling the API in tests: tokens, and a person's calls."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from hub.accounts.models import TokenScope, User
from hub.accounts.permissions import scopes_for
from hub.accounts.services.tokens import make_token
from hub.core.database import db, transaction
from tests.counting import statements


def a_token(person: User, *scopes: TokenScope) -> str:
    """The secret of a new token; without scopes it may do all that a person may."""
    with transaction():
        return make_token(
            person, name="tests", scopes=scopes or scopes_for(person), by=person
        ).secret


def bearing(secret: str, **headers: str) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Authorization": f"Bearer {secret}"} | named


class Caller:
    """A person's program: `caller.get("/me")` answers as the API does."""

    def __init__(self, app: Flask, person: User, *scopes: TokenScope) -> None:
        self.person = person
        self.secret = a_token(person, *scopes)
        self._client = app.test_client()

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.call("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> TestResponse:
        return self.call("POST", path, json=body, **more)

    def patch(self, path: str, body: Any, **more: Any) -> TestResponse:
        return self.call("PATCH", path, json=body, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        return self.call("DELETE", path, **more)

    def asked_for(self, path: str) -> int:
        """How many statements a list takes in a session that remembers nothing."""
        self.get(path)  # what is loaded once for all, is loaded
        db.session.expunge_all()
        with statements() as sent:
            answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return len(sent)

    def call(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> TestResponse:
        if more.get("json", ...) is None:
            del more["json"]
        all_headers = bearing(self.secret) | (headers or {})
        return self._client.open(f"/api/v1{path}", method=method, headers=all_headers, **more)
