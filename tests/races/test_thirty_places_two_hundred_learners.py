"""A class with thirty places and two hundred people who enrol at the same instant, over HTTP; then
a chain of offers with the clock moved on, in which nobody starves."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from hub.accounts.models import TokenScope, User
from hub.accounts.services.tokens import make_token
from hub.core.clock import now, read_from
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments import invariants as enrolments
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries.line import numbers_in_line
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.services import leave
from hub.outbox.models import Message
from hub.places import invariants as places
from hub.places import queries, services
from hub.places.models import PlaceEvent
from hub.places.rules.steps import EventKind, LapsePolicy, PlaceState
from hub.places.rules.terms import Terms
from tests.factories import a_person
from tests.factories.learning import a_class_session, a_run, pool_of
from tests.hub.learning.enrolments.stories import secret_in
from tests.live import ENGINE, Hub, prepared, serving
from tests.races.clients import Answer, Ask, rush

LEARNERS, SEATS = 200, 30
WORKERS = 2 if ENGINE == "sqlite" else 4
pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]


@dataclass
class Scene:
    hub: Hub
    app: Flask
    people: list[User]
    tokens: list[str]
    clock: Path

    def enrol(self, run: ClassRun, learners: int = LEARNERS) -> list[Answer]:
        path = f"/api/v1/classes/{run.id}/enrolments"
        return rush(self.hub.url, [Ask(token, {}, path=path) for token in self.tokens[:learners]])


@contextmanager
def set_up(folder: Path) -> Iterator[Scene]:
    clock = folder / "clock"
    clock.write_text("+0h")
    with prepared(folder, HUB_CLOCK_FILE=str(clock), RATE_LIMIT="0") as (app, settings):
        people = [a_person(zone="Asia/Jakarta") for _ in range(LEARNERS)]
        tokens = [_token(person) for person in people]
        with serving(app, settings, workers=WORKERS) as hub:
            yield Scene(hub, app, people, tokens, clock)
    read_from(None)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with set_up(tmp_path_factory.mktemp("enrolments")) as scene:
        yield scene


def a_class(seats: int = SEATS) -> ClassRun:
    """In half a year; its offers stand for two days, nights and all."""
    run = a_run(seats=seats)
    start = now().replace(microsecond=0) + timedelta(days=180)
    a_class_session(run, TimeSlot(start, start + timedelta(hours=1)))
    terms = Terms(zone="Asia/Jakarta", lapse_policy=LapsePolicy.TAIL, quiet=None,
                  reminder_minutes=(24 * 60,), cutoff_at=start - timedelta(hours=24))  # fmt: skip
    with transaction():
        services.set_terms(pool_of(run), terms, by=None)
    return run


def test_thirty_of_two_hundred_are_in_and_the_others_have_the_ranks_that_follow(
    scene: Scene,
) -> None:
    run = a_class()

    answers = scene.enrol(run)

    assert Counter(each.status for each in answers) == {201: LEARNERS}
    states = Counter(each.body["state"] for each in answers)
    assert states == {"confirmed": SEATS, "waiting": LEARNERS - SEATS}
    assert standing(run) == {Standing.CONFIRMED: SEATS, Standing.WAITING: LEARNERS - SEATS}
    numbers = numbers_in_line([each.place for each in enrolled(run) if each.place])
    assert sorted(numbers.values()) == list(range(1, LEARNERS - SEATS + 1))
    assert found() == []
    mails = mails_about(run)
    assert len(mails) == len(set(mails)) == LEARNERS


def test_who_clicks_twice_at_once_is_in_once(scene: Scene) -> None:
    run = a_class(seats=5)
    path = f"/api/v1/classes/{run.id}/enrolments"
    asks = [Ask(token, {}, path=path) for token in scene.tokens[:10] for _ in range(8)]

    answers = rush(scene.hub.url, asks)

    assert {each.status for each in answers} == {201}
    assert len({each.body["id"] for each in answers}) == 10
    assert standing(run) == {Standing.CONFIRMED: 5, Standing.WAITING: 5}
    assert found() == []


def test_in_a_chain_of_offers_nobody_starves(scene: Scene) -> None:
    """All six leave a class, and eighteen wait. Every third who waits never answers, some decline,
    the others take what they are offered, by the secret in their mail, and leave two days later.
    The silent go to the tail, and out of the line the second time; so it moves past them, and in
    the end each of the eighteen had an offer, and nobody who answers let one run out."""
    run = a_class(seats=6)
    people = scene.people[:24]
    for share in (scene.tokens[:6], scene.tokens[6:24]):
        path = f"/api/v1/classes/{run.id}/enrolments"
        rush(scene.hub.url, [Ask(token, {}, path=path) for token in share])
    holders = [each for each in enrolled(run) if each.state is Standing.CONFIRMED]
    silent = {person.id for n, person in enumerate(people[6:]) if n % 3 == 0}
    declining = set(ids(people[9::7])) - silent
    leave_all(holders)

    for day in range(1, 40):
        while answer_offers(scene, run, silent=silent, declining=declining):
            pass  # a decline passes the offer on, perhaps to somebody who answers
        scene.clock.write_text(f"+{day * 49}h")
        settle(run)
        leave_all([each for each in enrolled(run) if each.state is Standing.CONFIRMED])
        if not queries.line(pool_of(run)) and not offers(run):
            break

    lines = ledger(run)
    offered = [line.place_id for line in lines if line.kind is EventKind.PROMOTED]
    places_ = {each.user_id: each.place_id for each in enrolled(run, ended=True)}
    waited = ids(people[6:])
    assert {places_[id_] for id_ in waited} == set(offered)
    lapses = Counter(line.place_id for line in lines if line.kind is EventKind.LAPSED)
    assert {places_[id_] for id_ in silent} == set(lapses)
    assert set(lapses.values()) == {2}
    removed = {line.place_id for line in lines if line.after is PlaceState.REMOVED}
    assert removed == {places_[id_] for id_ in silent}
    assert found() == []


def answer_offers(scene: Scene, run: ClassRun, *, silent: set[UUID], declining: set[UUID]) -> int:
    """By the links in their mails, all at once; how many."""
    asks, tokens = [], dict(zip(ids(scene.people), scene.tokens, strict=True))
    for enrolment in offers(run):
        if enrolment.user_id in silent:
            continue
        said = "decline" if enrolment.user_id in declining else "accept"
        secret = secret_in(mail_with_offer(enrolment))
        asks.append(Ask(tokens[enrolment.user_id], {}, path=f"/api/v1/offers/{secret}/{said}"))
    if asks:
        assert {each.status for each in rush(scene.hub.url, asks)} == {200}
    db.session.rollback()
    return len(asks)


def leave_all(holders: list[Enrolment]) -> None:
    """So that there is always a seat to offer."""
    for enrolment in holders:
        with transaction():
            leave(enrolment, by=enrolment.user)
    db.session.rollback()


def settle(run: ClassRun) -> None:
    with transaction():
        services.lapse_due(pool_of(run).id)
    db.session.rollback()


def offers(run: ClassRun) -> list[Enrolment]:
    return [each for each in enrolled(run) if each.state is Standing.OFFERED]


def enrolled(run: ClassRun, *, ended: bool = False) -> list[Enrolment]:
    db.session.rollback()
    query = select(Enrolment).where(Enrolment.run_id == run.id).order_by(Enrolment.id)
    if not ended:
        query = query.where(Enrolment.ended_at.is_(None))
    return list(db.session.scalars(query))


def standing(run: ClassRun) -> Counter[Standing]:
    return Counter(each.state for each in enrolled(run))


def ledger(run: ClassRun) -> list[PlaceEvent]:
    query = select(PlaceEvent).where(PlaceEvent.pool_id == pool_of(run).id)
    return list(db.session.scalars(query.order_by(PlaceEvent.number)))


def mails_about(run: ClassRun) -> list[str]:
    keys = {f"enrolment:{each.id}" for each in enrolled(run, ended=True)}
    rows = db.session.scalars(select(Message.key).where(Message.key.startswith("enrolment:")))
    return [key for key in rows if ":".join(key.split(":")[:2]) in keys]


def mail_with_offer(enrolment: Enrolment) -> Message:
    start = f"enrolment:{enrolment.id}:offered:"
    query = select(Message).where(Message.key.startswith(start)).order_by(Message.id.desc())
    return db.session.scalars(query.limit(1)).one()


def ids(people: list[User]) -> list[UUID]:
    return [person.id for person in people]


def found() -> list[str]:
    """And let go of the database: PostgreSQL ends who holds a transaction and does nothing."""
    try:
        return [*places.problems(), *enrolments.problems()]
    finally:
        db.session.rollback()


def _token(person: User) -> str:
    with transaction():
        scopes = [TokenScope.READ, TokenScope.LEARNING_WRITE]
        return make_token(person, name="race", scopes=scopes, by=person).secret
