"""What is measured. Each measure is a pair of the same kind of work, so that a slow or busy machine
slows both and their ratio stays."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select, text

from booking.bookings.agenda import day_of
from booking.bookings.availability import availability
from booking.bookings.errors import SlotTaken
from booking.bookings.services import Wish, book
from booking.spaces.ledger import Occupancy, TakerKind
from booking.spaces.models import Space, SpaceKind
from booking.spaces.queries import spaces_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.demo.city.sketch import CODE
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from tests.bench.cities import City, inside

WITHOUT_GUARDS = {
    "sqlite": "DROP TRIGGER occupancies_unit_taken",
    "postgresql": "ALTER TABLE occupancies DROP CONSTRAINT unit_taken",
}
#: From 8:00, where the clock stands, to 21:15, when no room of the city is in use any more.
EVENING, HALF = timedelta(hours=13, minutes=15), timedelta(minutes=30)

ROWS = 20

Work = Callable[[], object]


@dataclass(frozen=True)
class Result:
    """Milliseconds, lower quartiles."""

    what: str
    baseline: float
    measured: float

    @property
    def ratio(self) -> float:
        return self.measured / self.baseline


class Undo(Exception):
    """Nothing that was measured is kept."""


def all_results(few: City, many: City, *, rounds: int) -> Iterator[Result]:
    for what, work in (
        ("availability, 200 spaces: many occupancies / few", _availability),
        ("timeline of a day, 200 spaces: many / few", _timeline),
        ("finder page, 200 spaces: many / few", _finder_page),
    ):
        yield _compared(what, (few, work), (many, work), rounds=rounds)
    what = "finder page: 200 spaces / 4 spaces"
    yield _compared(what, (many, _small_finder_page), (many, _finder_page), rounds=rounds)
    what = "page: finder with 4 spaces / nothing but words"
    yield _compared(what, (many, _empty_page), (many, _small_finder_page), rounds=rounds)
    yield _takes(many, rounds=rounds)
    yield from _bookings(few, many, rounds=rounds)


def _compared(what: str, *sides: tuple[City, Work], rounds: int) -> Result:
    """The two in turn, so that what else the machine does hits both."""
    times: list[list[float]] = [[], []]
    for number in range(rounds + 1):
        for (city, work), its_times in zip(sides, times, strict=True):
            with inside(city), _stopwatch(its_times):
                work()
        if number == 0:  # the first time reads templates and compiles statements
            times = [[], []]
    return Result(what, *map(_typical, times))


def _typical(times: list[float]) -> float:
    """The lower quartile: what else the machine does only ever adds time."""
    return statistics.quantiles(times, n=4)[0]


@contextmanager
def _stopwatch(times: list[float]) -> Iterator[None]:
    started = time.perf_counter()
    yield
    times.append((time.perf_counter() - started) * 1000)


def _site() -> Site:
    return site_by_code(CODE)


def _tomorrow() -> TimeSlot:
    start = now() + timedelta(days=1, hours=2)
    return TimeSlot(start, start + timedelta(hours=1))


def _availability() -> object:
    return availability(_site(), _tomorrow(), people=4)


def _timeline() -> object:
    return day_of(_site(), to_wall(_tomorrow().start, "Asia/Jakarta").date())


def _finder_page(code: str = CODE) -> object:
    day = to_wall(_tomorrow().start, "Asia/Jakarta")
    return _page(f"/spaces?site={code}&day={day:%Y-%m-%d}&from=10:00&to=11:00&people=4")


def _small_finder_page() -> object:
    return _finder_page("jkt")


def _empty_page() -> object:
    return _page("/privacy")


def _page(address: str) -> object:
    from flask import current_app

    answer = current_app.test_client().get(address)
    assert answer.status_code == 200, answer.status
    return answer.data


def _rooms() -> list[Space]:
    return [space for space in spaces_of(_site()) if space.kind is SpaceKind.ROOM]


def _takes(city: City, *, rounds: int) -> Result:
    """Rows of the ledger, without the guard and with it in turn; undone each time."""
    sides: list[tuple[str, list[float]]] = [(WITHOUT_GUARDS[city.engine], []), ("SELECT 1", [])]
    for _round in range(rounds):
        for statement, times in sides:
            with inside(city), suppress(Undo):
                units = [room.units[0].id for room in _rooms()[:ROWS]]
                with transaction():
                    db.session.execute(text(statement))
                    db.session.execute(insert(Occupancy.__table__), _row(units.pop()))  # to warm up
                    for unit in units:
                        row = _row(unit)
                        with _stopwatch(times):
                            db.session.execute(insert(Occupancy.__table__), row)
                    raise Undo
    what = "write a row of the ledger: guarded / unguarded"
    return Result(what, *(_typical(times) for _statement, times in sides))


def _row(unit_id: object) -> dict[str, object]:
    start = now() + EVENING
    return {
        "id": new_id(),
        "unit_id": unit_id,
        "pooled": False,
        "quantity": 1,
        "starts_at": start,
        "ends_at": start + HALF,
        "taker_kind": TakerKind.BOOKING,
        "taker_id": new_id(),
    }


def _bookings(few: City, many: City, *, rounds: int) -> Iterator[Result]:
    """Of those who book, and of those who come second and are offered something else."""
    won: dict[int, list[float]] = {few.occupancies: [], many.occupancies: []}
    lost: list[float] = []
    for number in range(rounds + 1):
        for city in (few, many):
            with inside(city), suppress(Undo):
                person = db.session.scalars(select(User).order_by(User.email).limit(1)).one()
                wish = Wish(_rooms()[number], TimeSlot(now() + EVENING, now() + EVENING + HALF))
                with transaction():
                    with _stopwatch(won[city.occupancies]):
                        book(wish, booked_by=person)
                    with _stopwatch(lost if city is many else []):
                        _be_refused(wish, person)
                    raise Undo
    young, old = (_typical(times[1:]) for times in won.values())
    yield Result("book a room: many occupancies / few", young, old)
    yield Result("be refused with alternatives / book", old, _typical(lost[1:]))


def _be_refused(wish: Wish, person: User) -> None:
    try:
        book(wish, booked_by=person)
    except SlotTaken as refusal:
        assert refusal.details["alternatives"]
        return
    raise AssertionError("two have the same room")
