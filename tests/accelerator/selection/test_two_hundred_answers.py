"""Eight seats, forty teams, two hundred answers at once through the real doors: yes, no, after all,
while offers run out and the line moves. Never more holders than seats, one outcome for each team,
and every team has exactly the mails of what happened to it."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from accelerator.selection.models import Acceptance
from accelerator.selection.queries.offers import pool_of
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services import Judgement
from hub.accounts.models import TokenScope
from hub.accounts.services.tokens import make_token
from hub.core.clock import read_from
from hub.core.database import db, transaction
from hub.outbox.models import Message
from hub.places import queries
from hub.places.invariants import problems
from hub.places.jobs import lapse_offers
from hub.places.models import Place, PlaceEvent, Pool
from hub.places.rules.steps import HOLDING, EventKind, PlaceState
from tests.accelerator.selection.stories import Scene, a_scene
from tests.live import ENGINE, prepared, serving
from tests.races.clients import Ask, rush

SEATS, TEAMS, ANSWERS = 8, 40, 200
WORKERS = 2 if ENGINE == "sqlite" else 4
#: What is in a mail's template for what the ledger says happened.
WRITTEN = {
    EventKind.OFFERED: "accepted",
    EventKind.PUT: "waitlisted",
    EventKind.PROMOTED: "offered",
    EventKind.ACCEPTED: "confirmed",
    EventKind.DECLINED: "declined",
    EventKind.LAPSED: "lapsed",
}
pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]


def test_two_hundred_answers_at_once(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("+0h")
    with prepared(tmp_path, HUB_CLOCK_FILE=str(clock)) as (app, environment):
        scene, asks, pool = told(app)
        with serving(app, environment, workers=WORKERS) as hub, watched(app, pool) as most:
            statuses = Counter[int]()
            for days in (7, 14):
                statuses += Counter(each.status for each in rush(hub.url, asks))
                clock.write_text(f"+{days}d")  # what was not answered runs out
        db.session.rollback()

        assert set(statuses) <= {200, 409, 410}, (statuses, hub.log.read_text()[-3000:])
        assert statuses[200] > 0
        assert max(most) <= SEATS
        assert list(problems()) == []
        check_mails(pool)
        check_outcomes(scene, pool)
    read_from(None)


def told(app: Flask) -> tuple[Scene, list[Ask], Pool]:
    """A released cohort, and five answers of each team in five minds."""
    with transaction():
        scene = a_scene(TEAMS, seats=SEATS)
    accept, wait = Judgement(Decided.ACCEPT), Judgement(Decided.WAITLIST)
    scene.released(*[accept] * SEATS, *[wait] * (TEAMS - SEATS))
    pool = pool_of(scene.cohort)
    assert pool is not None
    places = queries.newest_places(pool, [each.id for each in scene.applications])
    asks = []
    for n, application in enumerate(scene.applications):
        owner = scene.owner(n)
        with transaction():
            scopes = [TokenScope.READ, TokenScope.APPLICATIONS_WRITE]
            secret = make_token(owner, name="race", scopes=scopes, by=owner).secret
        path = f"/api/v1/offers/{places[application.id].id}"
        asks += [Ask(secret, body, path=f"{path}/{verb}") for verb, body in answers_of(n)]
    assert len(asks) == ANSWERS
    return scene, asks, pool


def answers_of(n: int) -> list[tuple[str, dict[str, object]]]:
    """Some take it, some never do, some decline and want it back, some are silent but for one."""
    accept: tuple[str, dict[str, object]] = ("accept", {"agreed": True})
    decline: tuple[str, dict[str, object]] = ("decline", {})
    undo: tuple[str, dict[str, object]] = ("undo-decline", {})
    return {
        0: [accept, accept, decline, undo, accept],
        1: [decline, undo, decline, undo, accept],
        2: [decline] * 5,
        3: [undo] * 5,
    }[n % 4]


@contextmanager
def watched(app: Flask, pool: Pool) -> Iterator[list[int]]:
    """How many hold a seat, looked at all the time, while the clock's job sweeps."""
    seen: list[int] = [0]
    over = threading.Event()
    pool_id = pool.id

    def look() -> None:
        with app.app_context():
            while not over.wait(0.05):
                lapse_offers()
                query = select(func.count()).where(
                    Place.pool_id == pool_id, Place.state.in_(HOLDING)
                )
                seen.append(db.session.scalar(query) or 0)
                db.session.rollback()

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def check_mails(pool: Pool) -> None:
    """One for everything that happened to a team, and none for what did not."""
    query = (
        select(Place.party_id, PlaceEvent.kind, func.count())
        .join(Place, Place.id == PlaceEvent.place_id)
        .where(PlaceEvent.pool_id == pool.id, PlaceEvent.kind.in_(WRITTEN))
        .group_by(Place.party_id, PlaceEvent.kind)
    )
    happened = {(party, WRITTEN[kind]) for party, kind, _number in db.session.execute(query)}
    written = Counter(
        (key.split(":")[1], template.removeprefix("selection/"))
        for key, template in db.session.execute(select(Message.key, Message.template))
    )
    parties = dict(db.session.execute(select(Place.id, Place.party_id)).all())
    by_party = {(str(parties.get(UUID(about), about)), template) for about, template in written}
    assert by_party == {(str(party), template) for party, template in happened}
    assert set(written.values()) == {1}


def check_outcomes(scene: Scene, pool: Pool) -> None:
    """Of each team one place, in one state; who confirmed has agreed, and nobody else has."""
    rows = list(db.session.scalars(select(Place).where(Place.pool_id == pool.id)))
    assert len({place.party_id for place in rows}) == len(rows) == TEAMS
    confirmed = {place.id for place in rows if place.state is PlaceState.CONFIRMED}
    assert 0 < len(confirmed) <= SEATS
    assert set(db.session.scalars(select(Acceptance.place_id))) == confirmed
