"""Twenty staff publish the same mentor day at the same instant: it is published once, and everybody
is written once. While they do, others book the hall: either the day has it, or nothing of the day
is published."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from accelerator.mentor_days.models import MentorDay, MentorDayState
from accelerator.mentors.models import EngagedBy, Engagement
from hub.accounts.models import TokenScope, User
from hub.accounts.services.tokens import make_token
from hub.core.clock import frozen_at, read_from
from hub.core.database import db, transaction
from hub.outbox.models import Message
from tests.accelerator.mentor_days.stories import Scene, at, planned
from tests.factories import MONDAY, a_person
from tests.live import ENGINE, Hub, prepared, serving
from tests.races.clients import Ask, rush

RIVALS = 20
WORKERS = 2 if ENGINE == "sqlite" else 4
pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


@pytest.fixture
def race(tmp_path: Path) -> Iterator[tuple[Hub, Scene]]:
    clock = tmp_path / "clock"
    clock.write_text(MONDAY.isoformat())
    with prepared(tmp_path, HUB_CLOCK_FILE=str(clock)) as (app, environment):
        with frozen_at(MONDAY):
            scene = planned(4, 4)
        with serving(app, environment, workers=WORKERS) as hub:
            yield hub, scene
    read_from(None)


def test_a_day_is_published_once(race: tuple[Hub, Scene]) -> None:
    hub, scene = race
    asks = [publication(scene) for _ in range(RIVALS)]
    db.session.rollback()
    answers = rush(hub.url, asks)

    assert Counter(each.status for each in answers) == {200: 1, 409: RIVALS - 1}
    assert {each.body["code"] for each in answers if each.status == 409} == {"mentor-day-moved"}
    assert (letters(), engagements()) == (8, 16)


def test_the_hall_belongs_to_the_day_or_nothing_is_published(race: tuple[Hub, Scene]) -> None:
    hub, scene = race
    asks = [publication(scene) for _ in range(4)] + [booking(scene) for _ in range(RIVALS)]
    db.session.rollback()
    answers = rush(hub.url, asks)

    booked = [each for each in answers if each.status == 201]
    published = [each for each in answers if each.status == 200]
    assert len(booked) + len(published) == 1
    db.session.rollback()
    state = db.session.scalar(select(MentorDay.state).where(MentorDay.id == scene.day.id))
    if published:
        assert (state, letters(), engagements()) == (MentorDayState.PUBLISHED, 8, 16)
    else:
        assert (state, letters(), engagements()) == (MentorDayState.PLANNED, 0, 0)


def publication(scene: Scene) -> Ask:
    token = a_token(scene.manager, TokenScope.ADMIN)
    return Ask(token, None, path=f"/api/v1/mentor-days/{scene.day.id}/publish")


def booking(scene: Scene) -> Ask:
    body: dict[str, object] = {
        "space": str(scene.hall.id),
        "starts_at": at("10:00").isoformat(),
        "ends_at": at("11:00").isoformat(),
        "people": 2,
        "purpose": "Rehearsal",
    }
    return Ask(a_token(a_person(), TokenScope.BOOKINGS_WRITE), body)


def a_token(person: User, scope: TokenScope) -> str:
    with transaction():
        return make_token(person, name="race", scopes=[TokenScope.READ, scope], by=person).secret


def letters() -> int:
    query = select(func.count()).where(Message.template == "mentor_days/plan")
    return db.session.scalar(query.select_from(Message)) or 0


def engagements() -> int:
    db.session.rollback()
    query = select(func.count()).where(Engagement.taker_kind == EngagedBy.MENTOR_DAY)
    return db.session.scalar(query.select_from(Engagement)) or 0
