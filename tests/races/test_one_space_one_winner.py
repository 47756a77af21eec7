"""Two hundred people want one slot. One gets it; the others are told within three seconds what they
could have instead. On PostgreSQL with four web processes, on SQLite with two."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from booking.bookings.invariants import problems
from booking.bookings.models import Booking, BookingState
from booking.spaces import invariants as ledger
from booking.spaces.ledger import Occupancy
from booking.spaces.models import Space
from hub.accounts.models import TokenScope
from hub.accounts.services.tokens import make_token
from hub.core.clock import now
from hub.core.database import db, is_sqlite, transaction
from hub.core.walltime import to_wall
from tests.factories import a_desk_area, a_person, a_site, a_space, a_unit
from tests.live import ENGINE, Hub, prepared, serving
from tests.races.clients import Answer, Ask, rush

CLIENTS = 200
#: Nobody is left waiting. How fast it is, benchmarks say: a machine may be busy.
PATIENCE = 20
WORKERS = 2 if ENGINE == "sqlite" else 4
pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]


@dataclass
class Scene:
    """A forum of two halves that join to a hall, a few rooms beside it, and people with tokens."""

    hub: Hub
    half: Space
    hall: Space
    desks: Space
    tokens: list[str]
    #: Each race takes a day of its own.
    days: Iterator[int]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with _set_up(tmp_path_factory.mktemp("guarded")) as scene:
        _warm_up(scene)
        yield scene


@pytest.fixture
def unguarded(tmp_path: Path) -> Iterator[Scene]:
    """Nobody's time is taken here, so it need not be warm."""
    with _set_up(tmp_path, wsgi="tests.races.unguarded:app") as scene:
        yield scene


@contextmanager
def _set_up(folder: Path, *, wsgi: str = "wsgi:app") -> Iterator[Scene]:
    with prepared(folder) as (app, environment):
        site = a_site(code="jkt")
        left, right = a_unit(site), a_unit(site)
        half = a_space(site=site, units=[left], name="Forum A", capacity_people=60)
        a_space(site=site, units=[right], name="Forum B", capacity_people=60)
        hall = a_space(site=site, units=[left, right], name="Forum A+B", capacity_people=120)
        for n in range(6):
            a_space(site=site, name=f"Room with a view {n}", capacity_people=60)
        desks = a_desk_area(site=site, places=5)
        tokens = [_token() for _ in range(20)]
        if wsgi != "wsgi:app":
            _remove_the_database_guard()
        with serving(app, environment, workers=WORKERS, wsgi=wsgi) as hub:
            yield Scene(hub, half, hall, desks, tokens, count(7))


def test_one_of_two_hundred_gets_the_room_or_the_hall_around_it(scene: Scene):
    day = next(scene.days)
    spaces = [scene.hall, scene.half, scene.half]
    asks = [_ask(scene, spaces[n % 3], n, day=day) for n in range(CLIENTS)]

    answers = rush(scene.hub.url, asks)

    _keep_the_times(answers, "room-or-hall")
    assert Counter(a.status for a in answers) == {201: 1, 409: CLIENTS - 1}
    losers = [a for a in answers if a.status == 409]
    assert all(a.body["code"] == "slot-taken" for a in losers)
    assert all(a.body["alternatives"] for a in losers)
    assert max(a.seconds for a in losers) < PATIENCE
    assert _standing(scene, day) == 1
    assert list(problems()) == []


def test_five_of_two_hundred_get_the_five_desks(scene: Scene):
    day = next(scene.days)

    answers = rush(scene.hub.url, [_ask(scene, scene.desks, n, day=day) for n in range(CLIENTS)])

    _keep_the_times(answers, "desks")
    assert Counter(a.status for a in answers) == {201: 5, 409: CLIENTS - 5}
    assert max(a.seconds for a in answers) < PATIENCE
    assert list(problems()) == []


def test_holds_race_like_bookings_do(scene: Scene):
    day = next(scene.days)
    asks = [_ask(scene, scene.half, n, day=day, hold=True) for n in range(60)]

    answers = rush(scene.hub.url, asks)

    assert Counter(a.status for a in answers) == {201: 1, 409: 59}
    assert _standing(scene, day) == 1


def test_overlapping_wishes_of_many_lengths_never_overlap_in_the_end(scene: Scene):
    day, spaces = next(scene.days), [scene.hall, scene.half, scene.half, scene.half]
    asks = [
        _ask(scene, spaces[n % 4], n, day=day, start=9 + n % 7, hours=1 + n % 3)
        for n in range(CLIENTS)
    ]

    answers = rush(scene.hub.url, asks)

    assert set(Counter(a.status for a in answers)) == {201, 409}
    assert _standing(scene, day) == sum(a.status == 201 for a in answers)
    assert list(problems()) == []


def test_without_the_guard_the_same_race_double_books(unguarded: Scene):
    day = next(unguarded.days)

    answers = rush(
        unguarded.hub.url, [_ask(unguarded, unguarded.half, n, day=day) for n in range(CLIENTS)]
    )

    assert sum(a.status == 201 for a in answers) > 1
    assert any("taken twice" in problem for problem in ledger.problems())


def _ask(
    scene: Scene, space: Space, n: int, *, day: int, start: int = 10, hours: int = 2, **more: object
) -> Ask:
    """The wish of client `n`, `day` days from today, in Jakarta's wall time."""
    date = to_wall(now() + timedelta(days=day), "Asia/Jakarta").date()
    body = {
        "space": str(space.id),
        "starts_local": f"{date}T{start:02}:00",
        "ends_local": f"{date}T{start + hours:02}:00",
        "people": 1,
        "purpose": f"Client {n}",
    }
    return Ask(scene.tokens[n % len(scene.tokens)], body | more)


def _warm_up(scene: Scene) -> None:
    """Each process reads its code and opens its connections once, before the clock runs."""
    day = next(scene.days)
    rush(scene.hub.url, [_ask(scene, scene.desks, n, day=day) for n in range(40)])


def _token() -> str:
    person = a_person()
    with transaction():
        scopes = [TokenScope.READ, TokenScope.BOOKINGS_WRITE]
        return make_token(person, name="race", scopes=scopes, by=person).secret


def _standing(scene: Scene, day: int) -> int:
    """How many bookings stand in the forum on that day."""
    date = to_wall(now() + timedelta(days=day), "Asia/Jakarta").date()
    db.session.rollback()
    query = select(func.count()).where(
        Booking.state.in_([BookingState.CONFIRMED, BookingState.HELD]),
        Booking.space_id.in_([scene.half.id, scene.hall.id]),
        Booking.starts_local.startswith(str(date)),
    )
    return db.session.scalar(query) or 0


def _remove_the_database_guard() -> None:
    statement = (
        "DROP TRIGGER occupancies_unit_taken"
        if is_sqlite()
        else f"ALTER TABLE {Occupancy.__tablename__} DROP CONSTRAINT unit_taken"
    )
    with transaction():
        db.session.execute(text(statement))


def _keep_the_times(answers: list[Answer], name: str) -> None:
    """Beside the screenshots, for whoever wants to know how fast a loser was told."""
    folder = Path("build/races")
    folder.mkdir(parents=True, exist_ok=True)
    times = sorted(a.seconds for a in answers)
    middle, slowest = times[len(times) // 2], times[-1]
    line = (
        f"{ENGINE} {name}: {len(times)} clients, median {middle:.2f} s, slowest {slowest:.2f} s\n"
    )
    (folder / f"{ENGINE}-{name}.txt").write_text(line)
