"""Two teams, and then twenty, choose the same time at the same instant. One has it; the others are
told, and what they could have instead."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, text

from accelerator.interviews.models import Meeting, Panel
from hub.accounts.models import TokenScope
from hub.accounts.services.tokens import make_token
from hub.core.clock import frozen_at, read_from
from hub.core.database import db, is_sqlite, transaction
from tests.accelerator.interviews.stories import Scene, a_scene, at
from tests.factories import MONDAY
from tests.live import ENGINE, Hub, prepared, serving
from tests.races.clients import Answer, Ask, rush

TEAMS = 20
WORKERS = 2 if ENGINE == "sqlite" else 4
UNIQUE = "uq_interview_meetings_panel_id_starts_at"
pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


@dataclass
class Race:
    """Teams on the Monday before their day, each with a token; the panel has one time for each."""

    hub: Hub
    scene: Scene
    panel: Panel
    tokens: list[str]

    def choose(self, wall: str, *numbers: int) -> list[Answer]:
        """All at once, over HTTP, from several processes."""
        body: dict[str, object] = {"panel": str(self.panel.id), "starts_at": at(wall).isoformat()}
        paths = [f"/api/v1/interviews/{self.scene.invited(n).id}/meeting" for n in numbers]
        asks = [
            Ask(self.tokens[n], body, path=path, method="PUT")
            for n, path in zip(numbers, paths, strict=True)
        ]
        db.session.rollback()
        return rush(self.hub.url, asks)

    def hold(self, wall: str) -> int:
        db.session.rollback()
        query = select(Meeting).where(Meeting.panel_id == self.panel.id)
        return sum(each.starts_at == at(wall) for each in db.session.scalars(query))


@contextmanager
def a_race(folder: Path, *, wsgi: str = "wsgi:app", guard: bool = True) -> Iterator[Race]:
    clock = folder / "clock"
    clock.write_text(MONDAY.isoformat())
    with prepared(folder, HUB_CLOCK_FILE=str(clock)) as (app, environment):
        with frozen_at(MONDAY):
            scene = a_scene(TEAMS)
            panel = scene.panel(ends_local="19:00")
            scene.invite()
            scene.choose()
            tokens = [_token(scene, n) for n in range(TEAMS)]
        if not guard:
            _remove_the_database_guard()
        with serving(app, environment, workers=WORKERS, wsgi=wsgi) as hub:
            yield Race(hub, scene, panel, tokens)
    read_from(None)


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Race]:
    with a_race(tmp_path_factory.mktemp("times")) as race:
        yield race


def test_of_two_teams_one_has_the_time_and_the_other_hears_what_is_free(race: Race) -> None:
    answers = race.choose("09:30", 0, 1)

    assert Counter(each.status for each in answers) == {200: 1, 409: 1}
    [told] = [each.body for each in answers if each.status == 409]
    assert told["code"] == "slot-gone"
    free = [each["starts_at"] for each in told["alternatives"]]  # type: ignore[attr-defined, union-attr]
    assert len(free) == 4
    assert at("09:30").isoformat() not in free
    assert at("09:00").isoformat() in free
    assert race.hold("09:30") == 1


def test_the_time_that_was_offered_instead_can_be_had(race: Race) -> None:
    first = race.choose("11:00", 2, 3)
    [loser] = [n for n in (2, 3) if race.scene.meeting(n) is None]
    [told] = [each.body for each in first if each.status == 409]
    instead = told["alternatives"][0]  # type: ignore[index]

    [answer] = race.choose(_in_jakarta(instead["starts_at"]), loser)

    assert answer.status == 200


def test_of_twenty_teams_one_has_it(race: Race) -> None:
    answers = race.choose("13:00", *range(TEAMS))

    assert Counter(each.status for each in answers) == {200: 1, 409: TEAMS - 1}
    assert all(each.body["alternatives"] for each in answers if each.status == 409)
    assert race.hold("13:00") == 1


def test_without_the_question_under_the_lock_the_database_says_no(tmp_path: Path) -> None:
    with a_race(tmp_path, wsgi="tests.races.times_unguarded:app") as race:
        answers = race.choose("09:30", *range(TEAMS))

        assert Counter(each.status for each in answers) == {200: 1, 409: TEAMS - 1}
        assert all(each.body["alternatives"] for each in answers if each.status == 409)
        assert race.hold("09:30") == 1


def test_and_without_both_nobody_does(tmp_path: Path) -> None:
    """The control: if the time had one team now, nothing above would prove anything."""
    with a_race(tmp_path, wsgi="tests.races.times_unguarded:app", guard=False) as race:
        race.choose("09:30", *range(TEAMS))

        assert race.hold("09:30") > 1


def _token(scene: Scene, number: int) -> str:
    scopes = [TokenScope.READ, TokenScope.APPLICATIONS_WRITE]
    owner = scene.owner(number)
    with transaction():
        return make_token(owner, name="race", scopes=scopes, by=owner).secret


def _in_jakarta(instant: str) -> str:
    """The wall time of "2026-11-26T04:30:00+00:00"."""
    hour, minute = int(instant[11:13]) + 7, instant[14:16]
    return f"{hour % 24:02}:{minute}"


def _remove_the_database_guard() -> None:
    """SQLite cannot drop a constraint, so its empty table is made anew without it."""
    with transaction():
        if not is_sqlite():
            db.session.execute(text(f"ALTER TABLE interview_meetings DROP CONSTRAINT {UNIQUE}"))
            return
        known = text("SELECT sql FROM sqlite_master WHERE name = 'interview_meetings'")
        made = str(db.session.scalar(known))
        without = re.sub(rf",\s*CONSTRAINT {UNIQUE} UNIQUE \([^)]*\)", "", made)
        assert without != made
        db.session.execute(text("DROP TABLE interview_meetings"))
        db.session.execute(text(without))
