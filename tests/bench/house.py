"""A house with 50 rooms and 100,000 bookings as people meet it: over HTTP, signed in, eight at
once.

Shares are requests per second, measured in turn with those of a bare Flask "hello" under the same
gunicorn with as many processes and threads. Pages are taken packed, as browsers take them.
"""

import contextlib
import gzip
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.engine import make_url

from booking.bookings.agenda import day_of
from booking.bookings.services import Wish, book
from booking.spaces.models import SpaceKind
from booking.spaces.queries import spaces_of
from hub.accounts.models import TokenScope, User
from hub.accounts.services.sessions import begin_sign_in
from hub.accounts.services.tokens import make_token
from hub.app import create_app
from hub.config import settings_from
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.demo.city.sketch import CODE
from hub.organisations.queries import site_by_code
from tests.bench.callers import Ask, Counted, keep_asking
from tests.bench.cities import City, inside
from tests.bench.measures import Undo
from tests.counting import statements
from tests.live import free_port
from tests.races.clients import Ask as Wanted
from tests.races.clients import rush

ROOT = Path(__file__).parents[2]
SPACES, BOOKINGS, CLIENTS = 50, 100_000, 8
PROCESSES, THREADS = 2, 8
SECONDS = 2.0
PACKED = "Accept-Encoding: gzip"
DAY, SEARCH, API = "day page", "search page, asked before", "search by API, asked before"
CREATE = "create a booking"
#: Share of "hello": what the project set itself.
GOALS = {DAY: 0.05, SEARCH: 0.08, API: 0.08, CREATE: 0.10}
#: Each is asked for once only, so that nothing can have been kept; or can be had only once.
ONCE = {"search page, never asked before", "search by API, never asked before", CREATE}


@dataclass(frozen=True)
class Share:
    """Requests per second, medians over the rounds; the share is the median of each round's."""

    what: str
    hello: float
    measured: float
    share: float
    goal: float | None


@dataclass(frozen=True)
class Guest:
    """Somebody who has signed in with a browser, and has a token for programs."""

    cookie: str
    token: str

    def page(self, path: str) -> Ask:
        return Ask(path, (f"Cookie: hub_session={self.cookie}", PACKED))

    def api(self, path: str, body: dict[str, object] | None = None) -> Ask:
        who = f"Authorization: Bearer {self.token}"
        if body is None:
            return Ask(path, (who, PACKED))
        return Ask(path, (who, "Content-Type: application/json"), json.dumps(body))


def http_shares(city: City, *, rounds: int) -> Iterator[Share]:
    with served(city) as house, bare_hello() as hello:
        asks = house.asks()
        found: dict[str, list[tuple[float, float]]] = {what: [] for what in asks}
        keep_asking(hello, _hellos(), seconds=1)
        for what, lists in asks.items():  # what is loaded once, is loaded
            if what not in ONCE:
                keep_asking(house.port, lists, seconds=SECONDS * 2)
        for _ in range(rounds):
            for what, lists in asks.items():
                bare = _fine(keep_asking(hello, _hellos(), seconds=SECONDS / 2)).rate
                counted = _fine(keep_asking(house.port, lists, seconds=SECONDS))
                bare += _fine(keep_asking(hello, _hellos(), seconds=SECONDS / 2)).rate
                found[what].append((bare / 2, counted.rate))
                if what in ONCE:
                    for its in lists:
                        del its[: -(-sum(counted.statuses.values()) // CLIENTS) + 40]
        for what, pairs in found.items():
            bare, rate = (statistics.median(column) for column in zip(*pairs, strict=True))
            share = statistics.median(rate / bare for bare, rate in pairs)
            yield Share(what, bare, rate, share, GOALS.get(what))


def _hellos() -> list[list[Ask]]:
    return [[Ask("/")]] * CLIENTS


def _fine(counted: Counted) -> Counted:
    wrong = {code: n for code, n in counted.statuses.items() if code not in ("200", "201")}
    assert not wrong, f"answered {counted.statuses}"
    return counted


@dataclass(frozen=True)
class House:
    port: int
    app: Flask

    def asks(self) -> dict[str, list[list[Ask]]]:
        guests = self.guests()
        day = to_wall(now(), "Asia/Jakarta").date() + timedelta(days=1)
        hours = [(at, length) for at in range(8, 20) for length in (1, 2)]
        wishes = [
            f"day={day + timedelta(days=n)}&from={at:02}:00&to={at + length:02}:00&people={p}"
            for n in range(40)
            for at, length in hours
            for p in (2, 4, 6, 10)
        ]
        few, many = wishes[: CLIENTS * 6], wishes[CLIENTS * 6 :]
        pages = {SEARCH: few, "search page, never asked before": many[::2]}
        calls = {API: few, "search by API, never asked before": many[1::2]}
        return {
            DAY: [[g.page(f"/spaces?site={CODE}&day={day}")] for g in guests],
            **{
                what: [
                    [g.page(f"/spaces?site={CODE}&{wish}") for wish in its[n::CLIENTS]]
                    for n, g in enumerate(guests)
                ]
                for what, its in pages.items()
            },
            **{
                what: [
                    [g.api(_availability(wish)) for wish in its[n::CLIENTS]]
                    for n, g in enumerate(guests)
                ]
                for what, its in calls.items()
            },
            CREATE: self.bookings(guests),
        }

    def guests(self) -> list[Guest]:
        """People of the small demo world who are no staff."""
        with self.app.app_context():
            people = [p for p in db.session.scalars(select(User)) if not p.is_staff and p.is_active]
            guests = []
            scopes = [TokenScope.READ, TokenScope.BOOKINGS_WRITE]
            with transaction():
                for person in people[:CLIENTS]:
                    token = begin_sign_in(person, agent="bench")
                    kept = {"_user_id": token, "_fresh": True}
                    signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
                    secret = make_token(person, name="bench", scopes=scopes, by=None).secret
                    guests.append(Guest(signer.dumps(kept), secret))
            assert len(guests) == CLIENTS
            return guests

    def bookings(self, guests: list[Guest]) -> list[list[Ask]]:
        """Half hours of the evening, which the bulk of the city leaves free; each once."""
        with self.app.app_context():
            rooms = [
                space.id
                for space in spaces_of(site_by_code(CODE))
                if space.kind is SpaceKind.ROOM and not space.name.endswith(("01", "02"))
            ]
        tomorrow = to_wall(now(), "Asia/Jakarta").date() + timedelta(days=1)
        bodies = [
            _wish(datetime.combine(tomorrow, datetime.min.time()), day=day, half=half)
            | {"space": str(room)}
            for day in range(50)
            for half in range(7)
            for room in rooms
        ]
        return [
            [guest.api("/api/v1/bookings", body) for body in bodies[n::CLIENTS]]
            for n, guest in enumerate(guests)
        ]


def _wish(midnight: datetime, *, day: int, half: int) -> dict[str, object]:
    start = midnight + timedelta(days=day, hours=18, minutes=30 * half)
    end = start + timedelta(minutes=30)
    return {
        "starts_local": f"{start:%Y-%m-%dT%H:%M}",
        "ends_local": f"{end:%Y-%m-%dT%H:%M}",
        "people": 2,
    }


def _availability(wish: str) -> str:
    said = dict(pair.split("=") for pair in wish.split("&"))
    start, end = (f"{said['day']}T{said[name]}" for name in ("from", "to"))
    times = f"starts_local={start}&ends_local={end}"
    return f"/api/v1/availability?site={CODE}&{times}&people={said['people']}"


@contextlib.contextmanager
def served(city: City) -> Iterator[House]:
    """A copy of the city behind gunicorn, as README's "Run it for real" has it."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        database = str(city.app.config["SQLALCHEMY_DATABASE_URI"])
        if city.engine == "sqlite":
            copy = Path(folder) / "house.sqlite"
            shutil.copy(make_url(database).database or "", copy)
            database = f"sqlite:///{copy}"
        environment = {
            "HUB_ENV": "test",
            "SECRET_KEY": "a key for benchmarks that is long enough",
            "DATABASE_URL": database,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "MAIL_URL": f"file://{folder}/mail",
            "FILES_URL": f"{folder}/files",
            "RATE_LIMIT": "0",
            "WEB_WORKERS": str(PROCESSES),
            "WEB_THREADS": str(THREADS),
            "PORT": str(port),
        }
        app = create_app(settings_from(environment))
        options = ["-c", "python:hub.operate.gunicorn", "wsgi:app"]
        with _gunicorn(options, port, environment=environment, log=Path(folder) / "log"):
            yield House(port, app)
        with app.app_context():
            db.engine.dispose()


@contextlib.contextmanager
def bare_hello() -> Iterator[int]:
    port = free_port()
    options = [
        *("--preload", "-k", "gthread", "-w", str(PROCESSES), "--threads", str(THREADS)),
        *("-b", f"127.0.0.1:{port}", "--keep-alive", "5"),
        "tests.bench.hello:app",
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        _gunicorn(options, port, environment={}, log=Path(folder) / "log"),
    ):
        yield port


@contextlib.contextmanager
def _gunicorn(
    options: list[str], port: int, *, environment: dict[str, str], log: Path
) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=out,
            stderr=out,
        )
    try:
        _wait_for(port, process, log)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(log.read_text()[-3000:])


@dataclass(frozen=True)
class Fact:
    """Something that is counted or waited for, and the most that it should be."""

    what: str
    measured: float
    goal: float


def facts(city: City) -> Iterator[Fact]:
    """Statements, weight, a race and a start; none of them a ratio."""
    with inside(city):
        day = to_wall(now(), "Asia/Jakarta").date() + timedelta(days=1)
        person = db.session.scalars(select(User).order_by(User.email).limit(1)).one()
        site = site_by_code(CODE)
        with statements() as sent:
            day_of(site, day)
        yield Fact("statements: timeline of a day", len(sent), 5)
        room = next(s for s in spaces_of(site) if s.kind is SpaceKind.ROOM and s.name[-1] == "5")
        start = now() + timedelta(days=1, hours=10, minutes=15)
        with suppress(Undo), transaction(), statements() as sent:
            book(Wish(room, TimeSlot(start, start + timedelta(minutes=30))), booked_by=person)
            db.session.flush()
            raise Undo
        yield Fact("statements: book a room", len(sent), 15)
    started = time.perf_counter()
    with served(city) as house:
        yield Fact("seconds from start to the first answer", time.perf_counter() - started, 5)
        guests = house.guests()
        for what, path in (("front page", "/"), ("finder", f"/spaces?site={CODE}")):
            yield Fact(f"KB over the wire: {what}, fonts kept", weight(house.port, path) / 1000, 60)
        answers = rush(
            f"http://127.0.0.1:{house.port}",
            [_one_slot(house, guests[n % CLIENTS]) for n in range(64)],
        )
        won = sum(answer.status == 201 for answer in answers)
        yield Fact("of 64 clients at one slot get it", won, 1)
        yield Fact("seconds until all 64 are answered", max(a.seconds for a in answers), 1)


def _one_slot(house: House, guest: Guest) -> Wanted:
    ask = house.bookings([guest])[0][-1]
    return Wanted(guest.token, json.loads(ask.body))


def weight(port: int, path: str) -> int:
    """Bytes of a page and of all it links to but the fonts, packed, with their headers."""
    page, total = _fetched(port, path)
    for link in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)):
        total += _fetched(port, link.replace("&amp;", "&"))[1]
    return total


def _fetched(port: int, path: str) -> tuple[str, int]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    request.add_header("Accept-Encoding", "gzip")
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        body = answer.read()
        length = len(body) + len(bytes(answer.headers)) + 17
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body.decode("utf-8", "replace"), length
