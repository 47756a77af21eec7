"""A house with 50 spaces and 100,000 occupancies as people meet it: over HTTP, signed in, eight at
once.

Shares are requests per second, measured in turn with those of a bare Flask "hello" under the same
gunicorn with as many processes and threads. Pages are taken packed, as browsers take them.
"""

import http.client
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from hub.core.database import db
from hub.core.ids import new_id
from hub.demo.city.sketch import CODE
from tests.bench.callers import Ask, Counted, keep_asking
from tests.bench.guests import (
    Guest,
    availability_of,
    day_pages,
    evenings,
    guests_of,
    searches,
    tomorrow,
)
from tests.bench.measures import Result, typical
from tests.bench.servers import Server, bare_hello

BOOKINGS, CLIENTS = 100_000, 8
#: Of one measurement. Nothing is kept longer than a minute, so more would mix the two kinds.
SECONDS, SECONDS_HELLO = 6.0, 1.5
#: Of bookings, counted from tomorrow, so that no measurement is in the way of another.
DAYS_OF_ALL, DAYS_OF_ONE, DAYS_OF_FACTS = range(50), range(50, 55), range(55, 60)
#: So many searches each client asks again and again.
AGAIN = 6


@dataclass(frozen=True)
class Row:
    """What eight clients ask for, each its own list. `once`: nothing can have been kept of it, or
    it can be had only once."""

    what: str
    asks: list[list[Ask]]
    goal: float | None = None
    once: bool = False


@dataclass(frozen=True)
class Share:
    """Requests per second, medians over the rounds; the share is the median of each round's."""

    what: str
    hello: float
    measured: float
    share: float
    goal: float | None


def http_shares(server: Server, *, rounds: int) -> Iterator[Share]:
    with bare_hello() as hello:
        rows = _rows(server)
        _hellos(hello)
        found: dict[str, list[tuple[float, float]]] = {row.what: [] for row in rows}
        for _ in range(rounds):
            for row in rows:
                bare = _hellos(hello)
                rate = _asked(server.port, row)
                found[row.what].append(((bare + _hellos(hello)) / 2, rate))
        goals = {row.what: row.goal for row in rows}
        for what, pairs in found.items():
            bare, rate = (statistics.median(column) for column in zip(*pairs, strict=True))
            share = statistics.median(rate / bare for bare, rate in pairs)
            yield Share(what, bare, rate, share, goals[what])


def _hellos(port: int) -> float:
    return _fine(keep_asking(port, [[Ask("/")]] * CLIENTS, seconds=SECONDS_HELLO, warm=5)).rate


def _asked(port: int, row: Row) -> float:
    warm = 0 if row.once else 2
    counted = _fine(keep_asking(port, row.asks, seconds=SECONDS, warm=warm, once=row.once))
    if row.once:
        for its, asked in zip(row.asks, counted.asked, strict=True):
            assert asked < len(its), f"{row.what}: there is nothing left to ask for"
            del its[:asked]
    return counted.rate


def _fine(counted: Counted) -> Counted:
    wrong = {code: n for code, n in counted.statuses.items() if code not in ("200", "201")}
    assert not wrong, f"answered {counted.statuses}"
    return counted


def _rows(server: Server) -> list[Row]:
    guests = guests_of(server.app, CLIENTS)
    wishes = searches()
    again, new = wishes[: CLIENTS * AGAIN], wishes[CLIENTS * AGAIN :]

    def pages(its: list[str]) -> list[list[Ask]]:
        return [[g.page(f"/spaces?site={CODE}&{wish}") for wish in its] for g in guests]

    def calls(its: list[str]) -> list[list[Ask]]:
        return [[g.api(availability_of(wish)) for wish in its] for g in guests]

    def dealt(lists: list[list[Ask]]) -> list[list[Ask]]:
        return [its[n::CLIENTS] for n, its in enumerate(lists)]

    return [
        Row("day page, asked before", pages([f"day={tomorrow()}"]), 0.05),
        Row("day page, never asked before", pages(day_pages()), None, True),
        Row("search page, asked before", dealt(pages(again)), 0.08),
        Row("search page, never asked before", pages(new[::2]), None, True),
        Row("search by API, asked before", dealt(calls(again)), 0.08),
        Row("search by API, never asked before", calls(new[1::2]), None, True),
        Row("create a booking", bookings(server, guests, days=DAYS_OF_ALL), 0.10, True),
    ]


def bookings(server: Server, guests: list[Guest], *, days: range) -> list[list[Ask]]:
    """Each once, dealt out to the guests."""
    bodies = evenings(server.app, days)
    return [
        [guest.api("/api/v1/bookings", body) for body in bodies[n :: len(guests)]]
        for n, guest in enumerate(guests)
    ]


def against_an_insert(server: Server, *, rounds: int) -> Result:
    """One client's bookings, each with all that it writes, and bare rows of the same table, each in
    a transaction of its own, in turn."""
    booked: list[float] = []
    inserted: list[float] = []
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    with server.app.app_context():
        [asks] = bookings(server, guests_of(server.app, 1), days=DAYS_OF_ONE)
        with db.engine.connect() as database:
            row = dict(database.exec_driver_sql("SELECT * FROM bookings LIMIT 1").mappings().one())
            database.rollback()
            for number, ask in enumerate(asks[: rounds * 20]):
                booked.append(_booked(connection, ask))
                inserted.append(_inserted(database, row | _own(row, number)))
    connection.close()
    return Result("book over HTTP, one client / bare insert", typical(inserted), typical(booked))


def _booked(connection: http.client.HTTPConnection, ask: Ask) -> float:
    headers = dict(line.split(": ", 1) for line in ask.headers)
    started = time.perf_counter()
    connection.request("POST", ask.path, ask.body, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 201, answer.status
    return (time.perf_counter() - started) * 1000


def _own(row: dict[str, object], number: int) -> dict[str, object]:
    mine = new_id()
    return {
        "id": mine.hex if isinstance(row["id"], str) else mine,
        "reference": f"INSERT{number:04}",
    }


def _inserted(database: Connection, row: dict[str, object]) -> float:
    mark = "?" if database.dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * len(row))
    statement = f"INSERT INTO bookings ({', '.join(row)}) VALUES ({marks})"
    started = time.perf_counter()
    database.exec_driver_sql(statement, tuple(row.values()))
    database.commit()
    return (time.perf_counter() - started) * 1000
