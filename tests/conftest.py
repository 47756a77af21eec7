"""One database per worker, on the engine that HUB_TEST_ENGINE names; each test is rolled back."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session, sessionmaker

from hub.app import create_app
from hub.config import settings_from
from hub.core import i18n
from hub.core.clock import frozen_at
from hub.core.database import db
from hub.history.services import Acting, act
from hub.operate.migrations import exclusively, migrate
from tests import engines
from tests.factories import MONDAY

hypothesis.settings.register_profile("hub", deadline=None)  # a busy machine is no defect
hypothesis.settings.load_profile("hub")
ENGINE = os.environ.get("HUB_TEST_ENGINE", "sqlite")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if ENGINE == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'hub.sqlite'}"
        return
    name = f"hub_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    server = engines.postgres_server()
    yield engines.create_database(server, name)
    engines.drop_database(server, name)


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
        with exclusively(db.engine) as connection:
            migrate(connection)
        yield app
        db.engine.dispose()


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
