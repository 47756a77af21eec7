"""How often a page asks the database: a list must not ask once more for every row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from hub.core.database import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that the block sends; those that only mark transactions are left out."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.split()[0].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def asked_for(client: FlaskClient, path: str) -> tuple[int, str]:
    """How many statements a page sends to a session that remembers nothing, and the page."""
    client.get(path)  # what is loaded once for all, is loaded
    db.session.expunge_all()
    with statements() as sent:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(sent), answer.text
