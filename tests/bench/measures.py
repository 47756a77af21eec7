"""What is measured. Each measure is a pair of the same kind of work, so that a slow or busy machine
slows both and their ratio stays."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

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
from tests.bench.cities import SMALLER, City, inside

WITHOUT_GUARDS = {
    "sqlite": "DROP TRIGGER occupancies_unit_taken",
    "postgresql": "ALTER TABLE occupancies DROP CONSTRAINT unit_taken",
}
#: From 8:00, where the clock stands, to 21:15, when no room of the city is in use any more.
EVENING, HALF = timedelta(hours=13, minutes=15), timedelta(minutes=30)

ROWS = 20
_numbers = itertools.count()

#: What 990,000 more occupancies may cost.
MOST_GROWTH = 1.3

Work = Callable[[], object]
Side = tuple[City, Work]


@dataclass(frozen=True)
class Result:
    """Milliseconds, lower quartiles. The goal is the most that the ratio should be."""

    what: str
    baseline: float
    measured: float
    goal: float | None = None

    @property
    def ratio(self) -> float:
        return self.measured / self.baseline


class Undo(Exception):
    """Nothing that was measured is kept."""


def all_results(cities: Sequence[City], *, rounds: int) -> Iterator[Result]:
    """Of hubs that differ in their age alone, the youngest first."""
    few, many = cities[0], cities[-1]
    for what, work, goal in (
        ("timeline of a day, 50 spaces", partial(_timeline, SMALLER), MOST_GROWTH),
        ("timeline of a day, 200 spaces", _timeline, MOST_GROWTH),
        ("availability, 50 spaces", partial(_availability, SMALLER), MOST_GROWTH),
        ("availability, 200 spaces", _availability, MOST_GROWTH),
        ("finder page, 200 spaces", _finder_page, None),
        ("finder page, asked before", _asked_before, None),
    ):
        yield from _grown(Result(what, 0, 0, goal), work, cities, rounds=rounds)
    for what, baseline, measured in (
        ("timeline of a day: 200 spaces / 50", partial(_timeline, SMALLER), _timeline),
        ("finder page: 200 spaces / 4 spaces", _small_finder_page, _finder_page),
        ("finder page, 200 spaces: asked before / never", _finder_page, _asked_before),
        ("month page / finder page, 200 spaces", _finder_page, _month_page),
        ("page: finder with 4 spaces / nothing but words", _empty_page, _small_finder_page),
    ):
        times = _in_turn((many, baseline), (many, measured), rounds=rounds)
        yield Result(what, *times)
    yield _takes(many, rounds=rounds)
    yield from _bookings(few, many, rounds=rounds)


def _grown(row: Result, work: Work, cities: Sequence[City], *, rounds: int) -> Iterator[Result]:
    """The same work in each hub, against the youngest."""
    youngest, *older = _in_turn(*((city, work) for city in cities), rounds=rounds)
    for city, its in zip(cities[1:], older, strict=True):
        said = f"{row.what}: {city.occupancies:,} / {cities[0].occupancies:,}"
        yield Result(said, youngest, its, row.goal)


def _in_turn(*sides: Side, rounds: int) -> list[float]:
    """All in turn, so that what else the machine does hits each of them."""
    times: list[list[float]] = [[] for _side in sides]
    for number in range(rounds + 1):
        for (city, work), its_times in zip(sides, times, strict=True):
            with inside(city), _stopwatch(its_times):
                work()
        if number == 0:  # the first time reads templates and compiles statements
            times = [[] for _side in sides]
    return [typical(its) for its in times]


def typical(times: list[float]) -> float:
    """The lower quartile: what else the machine does only ever adds time."""
    return statistics.quantiles(times, n=4)[0]


@contextmanager
def _stopwatch(times: list[float]) -> Iterator[None]:
    started = time.perf_counter()
    yield
    times.append((time.perf_counter() - started) * 1000)


def _site(code: str = CODE) -> Site:
    return site_by_code(code)


def _tomorrow() -> TimeSlot:
    start = now() + timedelta(days=1, hours=2)
    return TimeSlot(start, start + timedelta(hours=1))


def _availability(code: str = CODE) -> object:
    return availability(_site(code), _tomorrow(), people=4)


def _timeline(code: str = CODE) -> object:
    return day_of(_site(code), to_wall(_tomorrow().start, "Asia/Jakarta").date())


def _asked_before(code: str = CODE, more: str = "") -> object:
    day = to_wall(_tomorrow().start, "Asia/Jakarta")
    return _page(f"/spaces?site={code}&day={day:%Y-%m-%d}&from=10:00&to=11:00&people=4{more}")


def _finder_page(code: str = CODE, more: str = "") -> object:
    """Under an address of its own, so that nothing of it was kept."""
    return _asked_before(code, f"{more}&n={next(_numbers)}")


def _month_page() -> object:
    return _finder_page(more="&view=month")


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
    return Result(what, *(typical(times) for _statement, times in sides))


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
    young, old = (typical(times[1:]) for times in won.values())
    yield Result("book a room: many occupancies / few", young, old)
    yield Result("be refused with alternatives / book", old, typical(lost[1:]))


def _be_refused(wish: Wish, person: User) -> None:
    try:
        book(wish, booked_by=person)
    except SlotTaken as refusal:
        assert refusal.details["alternatives"]
        return
    raise AssertionError("two have the same room")
