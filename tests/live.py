"""A hub that really runs: its own database, its own web processes, reached over HTTP."""

import contextlib
import os
import secrets
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from gunicorn.app.wsgiapp import WSGIApplication

from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db
from hub.history.services import THE_HOUSE, act
from tests import engines, stock
from tests.processes import Worker

ROOT = Path(__file__).parents[1]
ENGINE = os.environ.get("HUB_TEST_ENGINE", "sqlite")
PATIENCE = 120.0  # seconds until a start counts as failed


@dataclass
class Hub:
    """A running hub. `app` is a second look at the same database, from inside the test."""

    url: str
    environment: dict[str, str]
    app: Flask
    process: Worker
    log: Path


@contextlib.contextmanager
def a_database(folder: Path) -> Iterator[str]:
    """An empty database on the engine under test, its tables made."""
    if ENGINE == "sqlite":
        yield stock.sqlite_copy(folder / "hub.sqlite")
        return
    name = f"live_{os.getpid()}_{secrets.token_hex(4)}"
    try:
        yield stock.postgres_copy(name)
    finally:
        engines.drop_database(engines.postgres_server(), name)


@contextlib.contextmanager
def prepared(folder: Path, **settings: str) -> Iterator[tuple[Flask, dict[str, str]]]:
    """An app on a database of its own, and the environment with which processes reach the same."""
    port = free_port()
    with a_database(folder) as database:
        environment = {
            "HUB_ENV": "test",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "DATABASE_URL": database,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "MAIL_URL": f"file://{folder / 'mail'}",
            "FILES_URL": str(folder / "files"),
            "PORT": str(port),
            **settings,
        }
        app = create_app(settings_from(environment))
        act(THE_HOUSE)  # whoever acted in an earlier test is nobody in this database
        with app.app_context():
            try:
                yield app, environment
            finally:  # lest a failing test's connections are found open in another one
                db.session.remove()
                db.engine.dispose()


@contextlib.contextmanager
def serving(
    app: Flask, environment: Mapping[str, str], *, workers: int, wsgi: str = "wsgi:app"
) -> Iterator[Hub]:
    """Web processes as in production: gunicorn with its settings, `workers` of them with eight
    threads each; but forked from a process that has imported the hub, and so counting apart."""
    folder = Path(app.config["FILES_URL"]).parent
    log = folder / f"web-{environment['PORT']}.log"
    options = [
        *("-c", "python:hub.operate.gunicorn", wsgi, "--workers", str(workers)),
        *("--backlog", "1024", "--graceful-timeout", "20", "--log-level", "warning"),
    ]
    process = Worker(_gunicorn, options, log, environment={**os.environ, **environment})
    hub = Hub(f"http://127.0.0.1:{environment['PORT']}", dict(environment), app, process, log)
    try:
        _wait_until_it_answers(hub)
        yield hub
    finally:
        process.send(signal.SIGTERM)
        if not process.ended_well():
            process.kill()


@contextlib.contextmanager
def running_hub(
    folder: Path, *, workers: int = 1, wsgi: str = "wsgi:app", **settings: str
) -> Iterator[Hub]:
    """`prepared` and `serving` at once."""
    with (
        prepared(folder, **settings) as (app, environment),
        serving(app, environment, workers=workers, wsgi=wsgi) as hub,
    ):
        yield hub


def _gunicorn(options: list[str], log: Path) -> None:
    """What the command of that name does, in a process that has imported the hub before."""
    os.chdir(ROOT)
    with log.open("wb") as out:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(out.fileno(), stream.fileno())
    sys.argv = ["gunicorn", *options]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(hub: Hub) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not hub.process.lives():
            break
        try:
            with urllib.request.urlopen(f"{hub.url}/healthz", timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the hub did not start:\n{hub.log.read_text()[-4000:]}")
