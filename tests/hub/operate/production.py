"""The documented production set-up, started for real: gunicorn, a job process, the database."""

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from hub.app import create_app
from hub.config import settings_from
from tests import engines
from tests.factories import a_site, a_space
from tests.forks import exit_codes
from tests.live import ENGINE, ROOT, free_port
from tests.processes import wait_until

#: How long a client waits for an answer, and a start may take on a busy machine.
ANSWER_SECONDS, START_SECONDS = 60, 120
EMAIL, PASSWORD = "ayu@hub.example", "a long sentence that nobody guesses"


@dataclass
class House:
    """A hub in production. `web` and `jobs` are its processes; `without_jobs` is what it answered
    at /readyz while the second was not there yet."""

    environment: dict[str, str]
    folder: Path
    spaces: list[str] = field(default_factory=list)
    token: str = ""
    without_jobs: tuple[int, str] = (0, "")
    web: subprocess.Popen[bytes] | None = None
    jobs: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.environment["PUBLIC_URL"]

    def flask(self, *arguments: str) -> str:
        """One of the operator's commands; what it printed."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
            timeout=START_SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def open(self) -> None:
        """Start what does not run, and wait until all of it does."""
        if self.web is None or self.web.poll() is not None:
            self.start_web()
        if self.jobs is None or self.jobs.poll() is not None:
            self.start_jobs()
        wanted = int(self.environment["WEB_WORKERS"])
        wait_until(
            lambda: len(self.workers()) == wanted, otherwise=self.log, patience=START_SECONDS
        )
        self.wait_for("/readyz", 200)

    def start_web(self) -> None:
        gunicorn = [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "python:hub.operate.gunicorn",
            "wsgi:app",
        ]
        self.web = self._started(gunicorn, "web.log")

    def start_jobs(self) -> None:
        jobs = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "run"]
        self.jobs = self._started(jobs, "jobs.log")

    def _started(self, command: list[str], log: str) -> subprocess.Popen[bytes]:
        with (self.folder / log).open("ab") as out:
            # A group of its own, so that nobody outlives a master that is killed.
            return subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=out, stderr=out, process_group=0
            )

    def stop_web(self) -> tuple[int, float]:
        """As an operator does: the exit code, and after how many seconds."""
        assert self.web
        began = time.monotonic()
        self.web.send_signal(signal.SIGTERM)
        try:
            code = self.web.wait(START_SECONDS)
        finally:
            _end(self.web)
        return code, time.monotonic() - began

    def close(self) -> None:
        for process in (self.web, self.jobs):
            if process:
                _end(process)

    def workers(self) -> list[int]:
        """The web processes that live; those killed that nobody has noticed yet are none."""
        assert self.web
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return [int(pid) for pid in children.split() if _lives(pid)]

    def log(self) -> str:
        return (self.folder / "web.log").read_text()

    def ask(self, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Status and text; 0 when no answer came."""
        sent = None if body is None else json.dumps(body).encode()
        headers |= {"Content-Type": "application/json"} if sent else {}
        asked = urllib.request.Request(self.url + path, data=sent, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(asked, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()
        except (OSError, HTTPException) as error:  # nobody there, or killed in mid-sentence
            return 0, str(error)

    def wait_for(self, path: str, status: int, *, seconds: float = START_SECONDS) -> str:
        deadline = time.monotonic() + seconds
        while True:
            found, body = self.ask(path)
            if found == status:
                return body
            assert time.monotonic() < deadline, f"{path}: {found} {body}\n{self.log()[-3000:]}"
            time.sleep(0.1)

    def sign_in(self) -> str:
        """As a person with a browser; the page that one sees then."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = opener.open(f"{self.url}/sign-in", timeout=60).read().decode()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token, page
        form = {"csrf_token": token[1], "email": EMAIL, "password": PASSWORD}
        opener.open(f"{self.url}/sign-in", data=urlencode(form).encode(), timeout=60).read()
        return str(opener.open(f"{self.url}/account/security", timeout=60).read().decode())


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    """Made by the documented steps: settings, `db upgrade`, an account, a token."""
    port = free_port()
    with a_durable_database(folder) as database:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "HUB_TEST_ENGINE"},
            "HUB_ENV": "production",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "DATABASE_URL": database,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "MAIL_URL": f"file://{folder}/mail",
            "FILES_URL": f"{folder}/files",
            "PORT": str(port),
            "WEB_WORKERS": "4" if ENGINE == "postgresql" else "2",
        }
        house = House(environment, folder)
        house.flask("db", "upgrade")
        house.flask("users", "create", EMAIL, "--name", "Ayu", "--password", PASSWORD)
        house.token = house.flask("tokens", "create", EMAIL).splitlines()[-1]
        house.spaces = _rooms(house)
        try:
            yield house
        finally:
            house.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """And all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(START_SECONDS)


def _lives(pid: str) -> bool:
    """A zombie has no command any more."""
    with suppress(OSError):
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    return False


def _rooms(house: House) -> list[str]:
    """Some to book, made through the database, as there is no command for it."""
    told = house.folder / "rooms"

    def make() -> None:
        app = create_app(settings_from(house.environment | {"HUB_ENV": "test"}))
        with app.app_context():
            site = a_site(code="jkt")
            told.write_text("\n".join(str(a_space(site=site).id) for _ in range(4)))

    assert exit_codes(make) == [0]
    return told.read_text().splitlines()


@contextmanager
def a_durable_database(folder: Path) -> Iterator[str]:
    if ENGINE == "sqlite":
        yield f"sqlite:///{folder / 'hub.sqlite'}"
        return
    server = engines.postgres_server(durable=True)
    name = f"production_{secrets.token_hex(4)}"
    try:
        yield engines.create_database(server, name)
    finally:
        engines.drop_database(server, name)
