"""Forty proposals that all want the same mentor are published at the same instant; then forty yeses
come at once. No mentor and no support organisation is promised more often than there are places."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from accelerator.matching.models import (
    TAKES_A_PLACE,
    Matching,
    MatchingState,
    Pairing,
    PairingState,
    ProposedPair,
)
from accelerator.mentors.models import MentorPlaces, OrganisationPlaces
from hub.accounts.models import TokenScope, User
from hub.accounts.services.tokens import make_token
from hub.core.database import db, is_sqlite, transaction
from hub.outbox.models import Message
from tests.accelerator.matching.stories import Scene, a_scene
from tests.factories import kept
from tests.factories.mentoring import a_pairing
from tests.live import ENGINE, Hub, prepared, serving
from tests.races.clients import Answer, Ask, rush

RIVALS = 40
PLACES = 5
OF_THE_HOUSE = 7
WORKERS = 2 if ENGINE == "sqlite" else 4
pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


@dataclass
class Race:
    hub: Hub
    scene: Scene
    token: str

    def publish(self, *mentors: int) -> list[Answer]:
        """Every startup with each of these mentors, a proposal for each pair, all at once."""
        made = [
            self._proposal(startup, mentors[startup % len(mentors)]) for startup in range(RIVALS)
        ]
        asks = [Ask(self.token, None, path=f"/api/v1/matchings/{each}/publish") for each in made]
        db.session.rollback()
        return rush(self.hub.url, asks)

    def live(self, mentor: int) -> int:
        db.session.rollback()
        query = select(func.count()).where(
            Pairing.mentor_id == self.scene.mentors[mentor].id, Pairing.state.in_(TAKES_A_PLACE)
        )
        return db.session.scalar(query.select_from(Pairing)) or 0

    def _proposal(self, startup: int, mentor: int) -> Any:
        cohort, places = self.scene.cohort, self.scene.places[mentor]
        highest = select(func.max(Matching.number)).where(Matching.cohort_id == cohort.id)
        row = kept(
            Matching(
                cohort_id=cohort.id,
                number=(db.session.scalar(highest) or 0) + 1,
                state=MatchingState.PROPOSED,
                problem={"startups": [{"id": str(self.scene.startups[startup].id)}]},
                made_by_id=self.scene.manager.id,
            )
        )
        kept(
            ProposedPair(
                matching_id=row.id,
                startup_id=self.scene.startups[startup].id,
                mentor_id=places.mentor_id,
                organisation_id=places.organisation_id,
                fit=5000,
            )
        )
        return row.id


@contextmanager
def a_race(folder: Path, *, guard: bool = True) -> Iterator[Race]:
    with prepared(folder) as (app, environment):
        scene = a_scene(RIVALS, 6, places=PLACES)
        token = _token(scene.manager, TokenScope.ADMIN)
        if not guard:
            _remove_the_database_guard()
        with serving(app, environment, workers=WORKERS) as hub:
            yield Race(hub, scene, token)


@pytest.fixture
def race(tmp_path: Path) -> Iterator[Race]:
    with a_race(tmp_path) as race:
        yield race


def test_a_mentor_with_five_places_is_promised_five_times(race: Race) -> None:
    answers = race.publish(4)

    assert Counter(each.status for each in answers) == {200: PLACES, 409: RIVALS - PLACES}
    assert {each.body["code"] for each in answers if each.status == 409} == {"no-place"}
    assert race.live(4) == PLACES
    asked = select(func.count()).where(Message.template == "matching/asked")
    assert db.session.scalar(asked.select_from(Message)) == 2 * PLACES


def test_three_mentors_of_one_house_share_its_seven_places(race: Race) -> None:
    house = race.scene.places[0].organisation_id
    kept(
        OrganisationPlaces(
            cohort_id=race.scene.cohort.id,
            organisation_id=house,
            places=OF_THE_HOUSE,
            set_by_id=race.scene.manager.id,
        )
    )
    answers = race.publish(0, 2)

    assert Counter(each.status for each in answers)[200] == OF_THE_HOUSE
    assert race.live(0) + race.live(2) == OF_THE_HOUSE
    assert max(race.live(0), race.live(2)) <= PLACES


def test_forty_yeses_at_once_make_twenty_pairs_each_told_once(race: Race) -> None:
    places: MentorPlaces = race.scene.places[5]
    with transaction():
        places.places = 20
    pairs = [a_pairing(places, race.scene.startups[n]) for n in range(20)]
    mentor = _token(places.mentor.user, TokenScope.APPLICATIONS_WRITE)
    founders = [_token(race.scene.founders[n], TokenScope.APPLICATIONS_WRITE) for n in range(20)]
    asks = [
        Ask(token, None, path=f"/api/v1/pairings/{pair.id}/accept")
        for pair, founder in zip(pairs, founders, strict=True)
        for token in (mentor, founder)
    ]
    db.session.rollback()
    answers = rush(race.hub.url, asks)

    assert Counter(each.status for each in answers) == {200: 40}
    db.session.expire_all()
    states = db.session.scalars(select(Pairing.state).where(Pairing.mentor_id == places.mentor_id))
    assert Counter(states) == {PairingState.ACTIVE: 20}
    told = select(func.count()).where(Message.template == "matching/active")
    assert db.session.scalar(told.select_from(Message)) == 40


def test_without_the_guard_everybody_is_promised(tmp_path: Path) -> None:
    """The control: if there were five now, nothing above would prove anything."""
    with a_race(tmp_path, guard=False) as race:
        race.publish(4)

        assert race.live(4) > PLACES


def _token(person: User, scope: TokenScope) -> str:
    with transaction():
        return make_token(person, name="race", scopes=[TokenScope.READ, scope], by=person).secret


def _remove_the_database_guard() -> None:
    with transaction():
        if is_sqlite():
            db.session.execute(text("DROP TRIGGER pairings_within_places_new"))
        else:
            db.session.execute(text("DROP TRIGGER pairings_within_places ON pairings"))
