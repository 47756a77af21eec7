"""Twenty seats, two hundred parties, everybody at once: those who join, and those who answer while
offers run out. Never more holders than seats, the line in its order, and no answer but yes or a
refusal that says why."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from hub.accounts.models import TokenScope
from hub.accounts.services.tokens import make_token
from hub.core.clock import read_from
from hub.core.database import db, is_sqlite, transaction
from hub.core.ids import new_id
from hub.places import queries, services
from hub.places.invariants import problems
from hub.places.models import Place, PlaceEvent, Pool
from hub.places.rules.steps import HOLDING, EventKind, PlaceState
from hub.places.rules.terms import Terms
from tests.factories import a_person
from tests.live import ENGINE, Hub, prepared, serving
from tests.races.clients import Answer, Ask, rush

CLIENTS, SEATS = 200, 20
WORKERS = 2 if ENGINE == "sqlite" else 4
DOOR = "tests.races.places_door:app"
pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]


@dataclass
class Scene:
    hub: Hub
    app: Flask
    tokens: list[str]
    clock: Path

    def rush(self, paths: list[tuple[str, dict[str, object]]]) -> list[Answer]:
        asks = [
            Ask(self.tokens[n % len(self.tokens)], body, path=path)
            for n, (path, body) in enumerate(paths)
        ]
        return rush(self.hub.url, asks)

    def join_all(self, pool: Pool) -> list[Answer]:
        return self.rush([(f"/api/race/join/{pool.id}/{new_id()}", {}) for _ in range(CLIENTS)])


@contextmanager
def set_up(folder: Path, **environment: str) -> Iterator[Scene]:
    clock = folder / "clock"
    clock.write_text("+0h")
    with prepared(folder, HUB_CLOCK_FILE=str(clock)) as (app, settings):
        tokens = [_token() for _ in range(20)]
        with serving(app, settings | environment, workers=WORKERS, wsgi=DOOR) as hub:
            yield Scene(hub, app, tokens, clock)
    read_from(None)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with set_up(tmp_path_factory.mktemp("places")) as scene:
        yield scene


def a_pool(seats: int = SEATS) -> Pool:
    with transaction():
        return services.open_pool("race", new_id(), seats=seats, terms=Terms(quiet=None))


def test_twenty_of_two_hundred_who_join_at_once_are_in_and_the_others_stand_in_line(scene: Scene):
    pool = a_pool()

    answers = scene.join_all(pool)

    assert Counter(each.status for each in answers) == {200: CLIENTS}
    states = Counter(each.body["state"] for each in answers)
    assert states == {"confirmed": SEATS, "waiting": CLIENTS - SEATS}
    db.session.rollback()
    ranks = queries.positions(queries.line(pool)).values()
    assert sorted(ranks) == list(range(1, CLIENTS - SEATS + 1))
    assert found() == []


def test_all_answer_at_once_while_offers_run_out_and_nobody_is_passed_over(scene: Scene):
    """Every tenth party is silent, every third declines, the others accept; all in every round,
    also without an offer. Two days and an hour pass between rounds, so that some are too late."""
    pool = a_pool()
    with transaction():
        line = services.put_in_line(pool, [new_id() for _ in range(CLIENTS)], by=None)
    order = [place.id for place in line]
    seen = Counter[int]()
    with watched(scene.app, pool.id) as most:
        for round_ in range(1, 13):
            answers = scene.rush([_answer(n, place_id) for n, place_id in enumerate(order)])
            seen += Counter(each.status for each in answers)
            scene.clock.write_text(f"+{49 * round_}h")
            db.session.rollback()
            if queries.counts(pool).confirmed == SEATS:
                break

    db.session.rollback()
    assert set(seen) == {200, 409, 410}
    assert max(most) == SEATS
    assert promoted(pool) == order[: len(promoted(pool))]
    assert len(promoted(pool)) > SEATS
    assert queries.counts(pool).confirmed == SEATS
    assert queries.free_seats(pool) == 0
    assert found() == []


def test_without_the_questions_under_the_lock_the_database_says_no_and_without_it_nobody(
    tmp_path: Path,
):
    """The control. If the last race kept to the seats, nothing above would prove anything."""
    with set_up(tmp_path, PLACES_UNGUARDED="yes") as unguarded:
        guarded, bare = a_pool(), a_pool()

        answers = unguarded.join_all(guarded)
        with transaction():
            on = "" if is_sqlite() else " ON places"
            name = "places_count_in" if is_sqlite() else "places_count"
            db.session.execute(text(f"DROP TRIGGER {name}{on}"))
        unguarded.join_all(bare)

        assert {each.status for each in answers} == {200, 409}
        assert {each.body.get("code") for each in answers} == {None, "no-seat-left"}
        assert (holders(guarded.id), holders(bare.id) > SEATS) == (SEATS, True)
        assert any(f"{bare.id}: {holders(bare.id)} hold" in each for each in found())


def _answer(n: int, place_id: UUID) -> tuple[str, dict[str, object]]:
    """In place of the silent ones the clock's job comes in among the others."""
    said = "sweep" if n % 10 == 5 else "decline" if n % 3 == 0 else "accept"
    return f"/api/race/answer/{place_id}", {"answer": said}


@contextmanager
def watched(app: Flask, pool_id: UUID) -> Iterator[list[int]]:
    """How many held a seat, looked at all the time."""
    seen: list[int] = []
    over = threading.Event()

    def look() -> None:
        with app.app_context():
            while not over.wait(0.02):
                seen.append(holders(pool_id))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def holders(pool_id: UUID) -> int:
    db.session.rollback()
    query = select(func.count()).where(Place.pool_id == pool_id, Place.state.in_(HOLDING))
    return db.session.scalar(query) or 0


def found() -> list[str]:
    """And let go of the database: PostgreSQL ends who holds a transaction and does nothing."""
    try:
        return list(problems())
    finally:
        db.session.rollback()


def promoted(pool: Pool) -> list[UUID | None]:
    """Whom the line was offered to, in the order in which it happened."""
    query = select(PlaceEvent.place_id).where(
        PlaceEvent.pool_id == pool.id,
        PlaceEvent.kind == EventKind.PROMOTED,
        PlaceEvent.after == PlaceState.OFFERED,
    )
    return list(db.session.scalars(query.order_by(PlaceEvent.number)))


def _token() -> str:
    person = a_person()
    with transaction():
        scopes = [TokenScope.READ, TokenScope.BOOKINGS_WRITE]
        return make_token(person, name="race", scopes=scopes, by=person).secret
