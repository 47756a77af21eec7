"""The documented production set-up, started for real: gunicorn, a job process, the database."""

import atexit
import json
import os
import re
import secrets
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import make_url

from hub.app import create_app
from hub.config import settings_from
from tests import engines
from tests.factories import a_site, a_space
from tests.forks import exit_codes
from tests.live import ENGINE, ROOT, free_port

EMAIL, PASSWORD = "ayu@hub.example", "a long sentence that nobody guesses"


@dataclass
class House:
    """A hub in production. `web` and `jobs` are its processes."""

    environment: dict[str, str]
    folder: Path
    spaces: list[str] = field(default_factory=list)
    token: str = ""
    web: subprocess.Popen[bytes] | None = None
    jobs: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.environment["PUBLIC_URL"]

    def flask(self, *arguments: str) -> str:
        """One of the operator's commands; what it printed."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

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
            return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=out, stderr=out)

    def workers(self) -> list[int]:
        assert self.web
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def log(self) -> str:
        return (self.folder / "web.log").read_text()

    def ask(self, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Status and text; 0 when no answer came."""
        sent = None if body is None else json.dumps(body).encode()
        headers |= {"Content-Type": "application/json"} if sent else {}
        asked = urllib.request.Request(self.url + path, data=sent, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()
        except OSError as error:
            return 0, str(error)

    def wait_for(self, path: str, status: int, *, seconds: float = 60) -> str:
        deadline = time.monotonic() + seconds
        while True:
            found, body = self.ask(path)
            if found == status:
                return body
            assert time.monotonic() < deadline, f"{path}: {found} {body}\n{self.log()[-3000:]}"
            time.sleep(0.2)

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
            for process in (house.web, house.jobs):
                if process and process.poll() is None:
                    process.kill()
                    process.wait()


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
    yield engines.create_database(server, name)
    engines.drop_database(server, name)


class Postmaster:
    """The database server behind a URL, to be killed and started again."""

    def __init__(self, url: str) -> None:
        self.data = Path(str(make_url(url).query["host"])) / "db"

    def kill(self) -> None:
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):  # as a zombie it would still keep the next one out
            os.waitpid(pid, 0)

    def start(self) -> None:
        command = shlex.split((self.data / "postmaster.opts").read_text())
        owner = self.data.stat()
        as_owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_owner = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        with (self.data.parent / "log").open("ab") as log:
            for _ in range(40):  # the killed one's helpers take a moment to notice
                again = subprocess.Popen(
                    command, stdout=log, stderr=log, cwd=self.data.parent, **as_owner
                )
                with suppress(subprocess.TimeoutExpired):
                    again.wait(0.5)
                    continue
                atexit.register(_stopped, again)
                return
        raise AssertionError((self.data.parent / "log").read_text()[-2000:])


def _stopped(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    server.wait(20)
