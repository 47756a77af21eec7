"""What is counted or waited for in the house: statements, weight, a race, a start."""

import gzip
import json
import re
import statistics
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from booking.bookings.agenda import day_of
from booking.bookings.services import Wish, book
from booking.spaces.queries import get_space
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant
from hub.demo.city.sketch import CODE
from hub.organisations.queries import site_by_code
from tests.bench.callers import Ask as Wire
from tests.bench.guests import ZONE, Guest, guests_of, tomorrow
from tests.bench.house import CLIENTS, DAYS_OF_FACTS, bookings
from tests.bench.measures import Undo
from tests.bench.servers import Copy, Server
from tests.counting import statements
from tests.live import free_port
from tests.races.clients import Ask, rush

RUSH = 64
#: Style sheets, scripts and pictures; not what is only linked to, nor fonts, which are kept.
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*? (?:href|src)="(/[^"]+)"')


@dataclass(frozen=True)
class Fact:
    """Something that is counted or waited for, and the most that it should be."""

    what: str
    measured: float
    goal: float


def starts(copy: Copy, *, rounds: int) -> Iterator[Fact]:
    """Of the server's process on a database that is there, to a whole page."""
    times = [_started_in(copy) for _ in range(rounds + 1)]
    yield Fact("seconds from start to a page, nothing compiled", times[0], 5)
    yield Fact("seconds from start to a page, compiled", statistics.median(times[1:]), 5)


def _started_in(copy: Copy) -> float:
    port, started = free_port(), time.perf_counter()
    with copy.started(port, page="/"):
        return time.perf_counter() - started


def facts(server: Server, *, rounds: int) -> Iterator[Fact]:
    guests = guests_of(server.app, CLIENTS)
    [asks] = bookings(server, guests[:1], days=DAYS_OF_FACTS)
    yield _of_a_timeline(server)
    yield _of_booking(server, json.loads(asks.pop().body))
    yield _of_a_request(server, [asks.pop(), asks.pop()])
    for what, path in (("front page", "/"), ("finder", f"/spaces?site={CODE}")):
        weight = _weight(server, path) / 1000
        yield Fact(f"KB over the wire: {what}, fonts kept", weight, 60)
    yield from _races(server, guests, slots=[json.loads(ask.body) for ask in asks[:rounds]])


def _of_a_timeline(server: Server) -> Fact:
    with server.app.app_context():
        site = site_by_code(CODE)
        with statements() as sent:
            day_of(site, tomorrow())
    return Fact("statements: timeline of a day", len(sent), 5)


def _of_booking(server: Server, asked: dict[str, str]) -> Fact:
    """What the service sends, without the door: who asks, and what is answered."""
    start, end = (datetime.fromisoformat(asked[f"{edge}_local"]) for edge in ("starts", "ends"))
    slot = TimeSlot(to_instant(start, ZONE), to_instant(end, ZONE))
    with server.app.app_context(), suppress(Undo):
        person = db.session.scalars(select(User).order_by(User.email).limit(1)).one()
        room = get_space(UUID(asked["space"]))
        with transaction(), statements() as sent:
            book(Wish(room, slot), booked_by=person)
            db.session.flush()
            raise Undo
    return Fact("statements: a booking, the service alone", len(sent), 15)


def _of_a_request(server: Server, asks: list[Wire]) -> Fact:
    client = server.app.test_client()
    for ask in asks:  # the first of them reads what is read once
        headers = [tuple(line.split(": ", 1)) for line in ask.headers]
        with statements() as sent:
            answer = client.post(ask.path, data=ask.body, headers=headers)
        assert answer.status_code == 201, answer.text
    return Fact("statements: a booking, the whole request", len(sent), 15)


def _races(
    server: Server, guests: list[Guest], *, slots: list[dict[str, object]]
) -> Iterator[Fact]:
    """64 clients at one slot, several times; what is told is the worst."""
    won, waited = 0, 0.0
    for slot in slots:
        answers = rush(server.url, [Ask(guests[n % CLIENTS].token, slot) for n in range(RUSH)])
        assert {answer.status for answer in answers} <= {201, 409}
        won = max(won, sum(answer.status == 201 for answer in answers))
        waited = max(waited, *(answer.seconds for answer in answers))
    yield Fact(f"of {RUSH} clients at one slot get it, most of {len(slots)} times", won, 1)
    yield Fact(f"seconds until all {RUSH} are answered, longest", waited, 1)


def _weight(server: Server, path: str) -> int:
    """Bytes of a page and of all it loads but the fonts, packed, with their headers."""
    page, total = _fetched(server, path)
    loaded = {link.replace("&amp;", "&") for link in LOADED.findall(page)}
    assert loaded, "a page without a style sheet"
    return total + sum(_fetched(server, link)[1] for link in loaded)


def _fetched(server: Server, path: str) -> tuple[str, int]:
    request = urllib.request.Request(server.url + path)  # noqa: S310 (our own server)
    request.add_header("Accept-Encoding", "gzip")
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        body = answer.read()
        length = len(body) + len(bytes(answer.headers)) + 17
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body.decode("utf-8", "replace"), length
