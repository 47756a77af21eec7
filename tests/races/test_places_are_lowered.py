"""A manager lowers a space's places while people book them: either the lowering is refused, or no
more is booked than is left, and they do not get into each other's way for good. On PostgreSQL with
four web processes, on SQLite with two."""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from booking.spaces.ledger import Occupancy, PlaceCounter
from booking.spaces.models import Space, Unit
from hub.accounts.models import Role, TokenScope, User
from hub.accounts.services.tokens import make_token
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.walltime import to_wall
from tests.factories import a_desk_area, a_person, a_person_who_is, a_site
from tests.live import ENGINE, prepared, serving
from tests.races.clients import Answer, Ask, rush

PLACES, LEFT, CLIENTS = 6, 3, 10
DAYS = range(7, 11)
WORKERS = 2 if ENGINE == "sqlite" else 4
pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]


@dataclass
class Told:
    """What came of it: how many booked, what the manager was answered, and what the database
    holds: places of the unit, of its counters, and the most that are taken at one time."""

    booked: int
    lowered: int
    places: int
    counted: set[int]
    taken: int


def test_no_more_is_booked_than_is_left_whoever_comes_first(tmp_path: Path) -> None:
    for told in _races(tmp_path, wsgi="wsgi:app"):
        assert told.lowered in (200, 409), told
        assert told.places == (LEFT if told.lowered == 200 else PLACES)
        assert told.taken == told.booked <= told.places, told
        assert told.counted <= {told.places}, told


def test_without_the_guard_more_is_booked_than_is_left(tmp_path: Path) -> None:
    tales = _races(tmp_path, wsgi="tests.races.lowered:app")

    assert any(told.taken > told.places == LEFT for told in tales), tales


def _races(folder: Path, *, wsgi: str) -> list[Told]:
    """One race on each day, each for a desk area of its own."""
    with prepared(folder) as (app, environment):
        site = a_site(code="jkt")
        areas = [a_desk_area(site=site, places=PLACES) for _ in DAYS]
        manager = _token(a_person_who_is(Role.HUB_MANAGER, site=site), TokenScope.ADMIN)
        people = [_token(a_person(), TokenScope.BOOKINGS_WRITE) for _ in range(CLIENTS)]
        with serving(app, environment, workers=WORKERS, wsgi=wsgi) as hub:
            return [
                _told(area, _race(hub.url, area, day=day, tokens=(manager, people)))
                for day, area in zip(DAYS, areas, strict=True)
            ]


def _race(
    url: str, area: Space, *, day: int, tokens: tuple[str, Sequence[str]]
) -> tuple[list[Answer], Answer]:
    """Everybody at once, and the manager among them: a little later each time."""
    manager, people = tokens
    local = to_wall(now() + timedelta(days=day), "Asia/Jakarta").date()
    wish = {"space": str(area.id), "starts_local": f"{local}T10:00", "ends_local": f"{local}T12:00"}
    fewer = {"made": {"how": "places", "places": LEFT}}
    lowering = Ask(manager, fewer, path=f"/api/v1/spaces/{area.id}", method="PATCH")
    with ThreadPoolExecutor(2) as both:
        booking = both.submit(rush, url, [Ask(token, wish) for token in people])
        time.sleep(0.1 * (day - DAYS[0]))
        lowered = both.submit(rush, url, [lowering])
        return booking.result(), lowered.result()[0]


def _told(area: Space, answers: tuple[list[Answer], Answer]) -> Told:
    bookings, lowered = answers
    assert set(Counter(each.status for each in bookings)) <= {201, 409}, bookings
    db.session.rollback()  # what the processes have written since
    [unit_id] = [unit.id for unit in area.units]
    taken = select(func.sum(Occupancy.quantity)).where(Occupancy.unit_id == unit_id)
    counters = select(PlaceCounter.places).where(PlaceCounter.unit_id == unit_id)
    return Told(
        booked=sum(each.status == 201 for each in bookings),
        lowered=lowered.status,
        places=db.session.scalar(select(Unit.places).where(Unit.id == unit_id)) or 0,
        counted=set(db.session.scalars(counters)),
        taken=db.session.scalar(taken) or 0,
    )


def _token(person: User, *scopes: TokenScope) -> str:
    with transaction():
        return make_token(person, name="race", scopes=[TokenScope.READ, *scopes], by=person).secret
