"""One database per worker, on the engine that HUB_TEST_ENGINE names; each test is rolled back."""

import gc
import os
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import scoped_session, sessionmaker

from hub.app import create_app
from hub.config import settings_from
from hub.core import i18n
from hub.core.clock import frozen_at
from hub.core.database import db
from hub.history.services import Acting, act
from tests import engines, stock
from tests.browser import launch
from tests.factories import MONDAY
from tests.templates import compile_once

hypothesis.settings.register_profile("hub", deadline=None)  # a busy machine is no defect
hypothesis.settings.load_profile("hub")
ENGINE = os.environ.get("HUB_TEST_ENGINE", "sqlite")
compile_once()
gc.disable()  # until everything is imported: nothing of it is garbage


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Who wants races only need not read four hundred other files for them."""
    if config.option.markexpr != "race" or not collection_path.name.startswith("test_"):
        return None
    return None if "mark.race" in collection_path.read_text() else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the shuffle. Files with long tests begin, lest all wait for one of them at the end."""
    for item in items:
        if is_pure(item.path):
            item.add_marker("pure")
    long = {item.path for item in items if any(map(item.get_closest_marker, ("slow", "browser")))}
    items.sort(key=lambda item: item.path not in long)


def is_pure(path: Path) -> bool:
    """Rules know no database: import-linter keeps them from it, and a fixture below these tests."""
    return path.parent.name == "rules" or path.name == "test_rules.py"


def pytest_collection_finish() -> None:
    """What was imported lives to the end: whoever looks for garbage need not look there."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if ENGINE == "sqlite":
        yield stock.sqlite_copy(tmp_path_factory.mktemp("database") / "hub.sqlite")
        return
    name = f"hub_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    yield stock.postgres_copy(name)
    engines.drop_database(engines.postgres_server(), name)


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("instance")
    return {
        "HUB_ENV": "test",
        "SECRET_KEY": "a key for tests that is long enough to pass",
        "DATABASE_URL": database_url,
        "PUBLIC_URL": "http://hub.example",
        "MAIL_URL": f"file://{folder}/mail",
        "FILES_URL": str(folder / "files"),
        "SQLITE_SYNCHRONOUS": "OFF",
    }


@pytest.fixture(scope="session")
def app(settings: dict[str, str]) -> Iterator[Flask]:
    app = create_app(settings_from(settings) | {"WTF_CSRF_ENABLED": False})
    # Flask 3.1 shares `g` between requests under one app context; forget who was signed in.
    app.teardown_request(lambda _: g.pop("_login_user", None) and None)
    with app.app_context():
        savepoints_without_ado(db.engine)
        yield app
        db.engine.dispose()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    # The browser's own package is heavy, and missing where there is no browser.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def savepoints_without_ado(engine: Engine) -> None:
    """In these tests every commit, and every first look, is a savepoint. Nearly half of all
    statements are such, and SQLAlchemy would make each anew out of its parts."""
    for name, words in (
        ("do_savepoint", "SAVEPOINT {}"),
        ("do_release_savepoint", "RELEASE SAVEPOINT {}"),
        ("do_rollback_to_savepoint", "ROLLBACK TO SAVEPOINT {}"),
    ):
        setattr(engine.dialect, name, partial(_say, words))


def _say(words: str, connection: Connection, name: str) -> None:
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(words.format(name))


@pytest.fixture(autouse=True)
def no_database_where_none_is_known(request: pytest.FixtureRequest) -> Iterator[None]:
    """Else it would have to be run on every engine."""
    if request.node.get_closest_marker("pure") is None:
        yield
        return

    def refuse(_connection: object) -> None:
        raise AssertionError("this test is run once for all engines, and asks a database")

    event.listen(Engine, "engine_connect", refuse)
    yield
    event.remove(Engine, "engine_connect", refuse)


@pytest.fixture(autouse=True)
def clean_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test runs inside a transaction that is thrown away; the clock stands still."""
    if "app" not in request.fixturenames and "client" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("app")
    with db.engine.connect() as connection, frozen_at(MONDAY):
        outer = connection.begin()
        original = db.session
        db.session = scoped_session(
            sessionmaker(
                bind=connection,
                join_transaction_mode="create_savepoint",
                expire_on_commit=False,
            )
        )
        act(Acting())
        i18n.speak("en")
        yield
        db.session.remove()
        db.session = original
        outer.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
