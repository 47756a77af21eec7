"""The hub as README's "Run it for real" has it, and a bare Flask "hello" under the same server."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy.engine import make_url

from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db
from tests.bench.cities import City
from tests.live import free_port

ROOT = Path(__file__).parents[2]
PROCESSES, THREADS = 2, 8


@dataclass(frozen=True)
class Server:
    """A hub that answers on a port, and the same database from within this process."""

    port: int
    app: Flask

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Copy:
    """A city's database, copied once, so that what is booked in it does not spoil the city."""

    url: str
    folder: Path

    @contextlib.contextmanager
    def served(self) -> Iterator[Server]:
        port = free_port()
        environment = self.environment(port)
        app = create_app(settings_from(environment))
        with self.started(port):
            yield Server(port, app)
        with app.app_context():
            db.engine.dispose()

    @contextlib.contextmanager
    def started(self, port: int, *, page: str = "/healthz") -> Iterator[None]:
        """The server alone, once it has answered a page."""
        options = ["-c", "python:hub.operate.gunicorn", "wsgi:app"]
        with _gunicorn(options, environment=self.environment(port), log=self.folder / "log") as it:
            _wait_for(f"http://127.0.0.1:{port}{page}", it, self.folder / "log")
            yield

    def environment(self, port: int) -> dict[str, str]:
        return {
            "HUB_ENV": "test",
            "SECRET_KEY": "a key for benchmarks that is long enough",
            "DATABASE_URL": self.url,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "MAIL_URL": f"file://{self.folder}/mail",
            "FILES_URL": f"{self.folder}/files",
            "RATE_LIMIT": "0",
            "WEB_WORKERS": str(PROCESSES),
            "WEB_THREADS": str(THREADS),
            "PORT": str(port),
            # As where it was installed, whatever the benchmark itself was started with.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
        }


@contextlib.contextmanager
def copied(city: City) -> Iterator[Copy]:
    """On PostgreSQL the city's own: its server ends with the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        url = str(city.app.config["SQLALCHEMY_DATABASE_URI"])
        if city.engine == "sqlite":
            file = Path(folder) / "house.sqlite"
            shutil.copy(make_url(url).database or "", file)
            url = f"sqlite:///{file}"
        yield Copy(url, Path(folder))


@contextlib.contextmanager
def bare_hello() -> Iterator[int]:
    port = free_port()
    options = [
        *("--preload", "-k", "gthread", "-w", str(PROCESSES), "--threads", str(THREADS)),
        *("-b", f"127.0.0.1:{port}", "--keep-alive", "5"),
        "tests.bench.hello:app",
    ]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with _gunicorn(options, environment={}, log=log) as process:
            _wait_for(f"http://127.0.0.1:{port}/", process, log)
            yield port


@contextlib.contextmanager
def _gunicorn(
    options: list[str], *, environment: dict[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=out,
            stderr=out,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=60):  # noqa: S310 (our own)
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(log.read_text()[-3000:])
