"""Startups book the same hour of the same mentor, and a room that goes to somebody else, at the
same instant. One has the hour; a session has its room or there is neither."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from accelerator.mentors.ledger import Engagement
from accelerator.sessions.models import MentorSession, SessionState
from booking.bookings.models import Booking, BookingState
from booking.spaces.models import Space
from hub.accounts.models import TokenScope, User
from hub.accounts.services.tokens import make_token
from hub.core.clock import frozen_at, read_from
from hub.core.database import db, is_sqlite, transaction
from tests.accelerator.sessions.stories import Scene, a_scene, another_startup
from tests.factories import MONDAY, a_person, a_space, slot
from tests.live import ENGINE, Hub, prepared, serving
from tests.races.clients import Answer, Ask, rush

STARTUPS = 12
WORKERS = 2 if ENGINE == "sqlite" else 4
pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


@dataclass
class Race:
    """A mentor of many startups, each with a token; a room; and people who want the room only."""

    hub: Hub
    scene: Scene
    room: Space
    pairs: list[tuple[str, str]]
    others: list[str]

    def book(self, hour: float, *, days: int, space: bool = False) -> list[Ask]:
        more = {"space": str(self.room.id)} if space else {}
        start = slot(hour, days=days).start.isoformat()
        return [
            Ask(token, {"pairing": pair, "starts_at": start, **more}, "/api/v1/mentor-sessions")
            for token, pair in self.pairs
        ]

    def room_only(self, hour: float, *, days: int) -> list[Ask]:
        at = slot(hour, days=days)
        body: dict[str, object] = {
            "space": str(self.room.id),
            "starts_at": at.start.isoformat(),
            "ends_at": at.end.isoformat(),
        }
        return [Ask(token, body) for token in self.others]

    def rush(self, asks: list[Ask]) -> list[Answer]:
        db.session.rollback()
        return rush(self.hub.url, asks)

    def booked(self, hour: float, *, days: int) -> list[MentorSession]:
        db.session.rollback()
        query = select(MentorSession).where(
            MentorSession.starts_at == slot(hour, days=days).start,
            MentorSession.state == SessionState.BOOKED,
        )
        return list(db.session.scalars(query).unique())


@contextmanager
def a_race(folder: Path, *, guard: bool = True) -> Iterator[Race]:
    clock = folder / "clock"
    clock.write_text(MONDAY.isoformat())
    with prepared(folder, HUB_CLOCK_FILE=str(clock)) as (app, environment):
        with frozen_at(MONDAY):
            # Without hours said, nothing but the database keeps two apart.
            scene = a_scene(hours=False)
            with transaction():
                scene.places.places = STARTUPS + 1
            teams = [another_startup(scene, f"Team {n}") for n in range(STARTUPS)]
            pairs = [(_token(lead), str(scene.paired_with(team).id)) for team, lead in teams]
            others = [_token(a_person()) for _ in range(4)]
            room = a_space()
        if not guard:
            _remove_the_database_guard()
        with serving(app, environment, workers=WORKERS) as hub:
            yield Race(hub, scene, room, pairs, others)
    read_from(None)


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Race]:
    with a_race(tmp_path_factory.mktemp("hours")) as race:
        yield race


def test_of_two_startups_one_has_the_hour_and_the_other_hears_who_is_busy(race: Race) -> None:
    answers = race.rush(race.book(15, days=1)[:2])

    assert Counter(each.status for each in answers) == {201: 1, 409: 1}
    [told] = [each.body for each in answers if each.status == 409]
    assert (told["code"], told["busy"]) == ("engaged", ["mentor"])
    assert len(race.booked(15, days=1)) == 1


def test_of_twelve_that_overlap_one_has_it(race: Race) -> None:
    early, late = race.book(14.5, days=2), race.book(15, days=2)
    answers = race.rush([*early[::2], *late[1::2]])

    assert Counter(each.status for each in answers) == {201: 1, 409: STARTUPS - 1}
    assert len(race.booked(14.5, days=2)) + len(race.booked(15, days=2)) == 1


def test_a_session_has_its_room_or_there_is_neither(race: Race) -> None:
    answers = race.rush([*race.book(15, days=3, space=True), *race.room_only(15, days=3)])

    assert Counter(each.status for each in answers) == {201: 1, 409: STARTUPS + 3}
    sessions = race.booked(15, days=3)
    rooms = select(Booking).where(
        Booking.space_id == race.room.id,
        Booking.state == BookingState.CONFIRMED,
        Booking.starts_at == slot(15, days=3).start,
    )
    (booking,) = db.session.scalars(rooms).unique()
    assert [each.booking_id for each in sessions] in ([], [booking.id])
    engaged = select(func.count()).select_from(Engagement).where(
        Engagement.starts_at == slot(15, days=3).start
    )  # fmt: skip
    assert db.session.scalar(engaged) == 2 * len(sessions)


def test_without_the_guard_of_the_database_more_than_one_would_have_it(tmp_path: Path) -> None:
    """The control: if the hour had one startup now, nothing above would prove anything."""
    with a_race(tmp_path, guard=False) as race:
        race.rush(race.book(15, days=1))

        assert len(race.booked(15, days=1)) > 1


def _remove_the_database_guard() -> None:
    statement = (
        "DROP TRIGGER engagements_party_engaged"
        if is_sqlite()
        else "ALTER TABLE engagements DROP CONSTRAINT party_engaged"
    )
    with transaction():
        db.session.execute(text(statement))


def _token(person: User) -> str:
    scopes = [TokenScope.READ, TokenScope.APPLICATIONS_WRITE, TokenScope.BOOKINGS_WRITE]
    with transaction():
        return make_token(person, name="race", scopes=scopes, by=person).secret
