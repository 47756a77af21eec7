"""A proposal is published, both answer, and no place is promised twice."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.matching.errors import NoPlace, NotNow
from accelerator.matching.models import Matching, Pairing, PairingState
from accelerator.matching.services.pairing import (
    accept,
    decline,
    end,
    lapse_due,
    publish,
    remind_due,
)
from accelerator.matching.services.proposing import Asked, keep, propose
from accelerator.matching.services.reckoning import reckoned
from accelerator.mentors.models import MentorPlaces, Side
from accelerator.mentors.services import leave, set_organisation_places, stop
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.outbox.models import Message
from tests.factories import a_person
from tests.factories.mentoring import (
    a_mentoring,
    a_pairing,
    a_participation,
    a_support_organisation,
    a_wish,
    places_of,
)
from tests.factories.programme import a_cohort, a_programme_manager, a_startup


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    cohort = a_cohort()
    a_mentoring(cohort, least=1, most=1)
    return cohort


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return a_programme_manager(cohort.programme)


def a_team(cohort: Cohort, founder: User) -> Startup:
    startup = a_participation(cohort, a_startup(founder)).startup
    a_wish(cohort, startup)
    return startup


def a_proposal(cohort: Cohort, manager: User) -> Matching:
    with transaction():
        made = propose(cohort, Asked(), by=manager)
    answer = reckoned(made.problem, made.mode)
    with transaction():
        keep(made, answer)
    return made


def published(cohort: Cohort, manager: User) -> list[Pairing]:
    made = a_proposal(cohort, manager)
    with transaction():
        return publish(made, by=manager, version=made.version)


def templates() -> list[str]:
    wanted = select(Message.template).where(Message.template.like("matching/%"))
    return sorted(db.session.scalars(wanted))


def test_both_are_asked_and_when_both_say_yes_they_are_a_pair(
    cohort: Cohort, manager: User
) -> None:
    founder = a_person()
    a_team(cohort, founder)
    mentor = places_of(cohort).mentor
    (pairing,) = published(cohort, manager)
    assert pairing.state is PairingState.ASKED
    assert templates() == ["matching/asked"] * 2
    with transaction():
        accept(pairing, side=Side.MENTOR, by=mentor.user)
    assert pairing.state is PairingState.ASKED
    with transaction():
        accept(pairing, side=Side.STARTUP, by=founder)
    assert pairing.state is PairingState.ACTIVE
    with transaction(), pytest.raises(NotAllowed):
        accept(pairing, side=Side.MENTOR, by=a_person())


def test_who_declines_says_why_and_is_not_proposed_again(cohort: Cohort, manager: User) -> None:
    founder = a_person()
    startup = a_team(cohort, founder)
    first = places_of(cohort).mentor
    (pairing,) = published(cohort, manager)
    with transaction(), pytest.raises(Invalid):
        decline(pairing, side=Side.STARTUP, by=founder, reason=" ")
    with transaction():
        decline(pairing, side=Side.STARTUP, by=founder, reason="We know each other too well")
    second = places_of(cohort).mentor
    (again,) = published(cohort, manager)
    assert (again.startup_id, again.mentor_id) == (startup.id, second.id)
    assert first.id != second.id
    assert "matching/declined" in templates()


def test_an_answer_too_late_is_no_answer_and_frees_the_place(cohort: Cohort, manager: User) -> None:
    founder = a_person()
    a_team(cohort, founder)
    mentor = places_of(cohort).mentor
    (pairing,) = published(cohort, manager)
    with frozen_at(pairing.answer_by - timedelta(hours=1)), transaction():
        assert (remind_due(), remind_due()) == (1, 0)
    with frozen_at(pairing.answer_by):
        with transaction(), pytest.raises(NotNow):
            accept(pairing, side=Side.MENTOR, by=mentor.user)
        with transaction():
            assert (lapse_due(), lapse_due()) == (1, 0)
    assert pairing.state is PairingState.LAPSED
    assert templates().count("matching/reminded") == 2


def test_places_that_went_to_somebody_else_stop_the_whole_publication(
    cohort: Cohort, manager: User
) -> None:
    a_team(cohort, a_person())
    said = places_of(cohort, places=1)
    made = a_proposal(cohort, manager)
    a_pairing(said, a_startup())
    with pytest.raises(NoPlace), transaction():
        publish(made, by=manager, version=made.version)
    rows = db.session.scalars(select(Pairing).where(Pairing.matching_id == made.id)).all()
    assert rows == []


def test_an_organisation_is_never_promised_beyond_all_its_places(
    cohort: Cohort, manager: User
) -> None:
    organisation = a_support_organisation()
    first = places_of(cohort, organisation=organisation)
    second = places_of(cohort, organisation=organisation)

    with transaction():
        set_organisation_places(cohort, organisation, places=1, by=manager)
    a_pairing(first, a_startup())
    with pytest.raises(Exception, match="organisation_full"):
        a_pairing(second, a_startup())


def test_published_again_only_new_pairs_are_asked(cohort: Cohort, manager: User) -> None:
    a_team(cohort, a_person())
    places_of(cohort, places=1)
    (before,) = published(cohort, manager)
    a_team(cohort, a_person())
    places_of(cohort, places=1)
    (fresh,) = published(cohort, manager)
    assert fresh.startup_id != before.startup_id
    assert before.state is PairingState.ASKED


def test_a_mentor_who_stops_ends_their_pairs_and_frees_their_places(
    cohort: Cohort, manager: User
) -> None:
    founder = a_person()
    startup = a_team(cohort, founder)
    said: MentorPlaces = places_of(cohort)
    pairing = a_pairing(said, startup, state=PairingState.ACTIVE)
    with transaction():
        stop(said, by=said.mentor.user, reason="Moving abroad")
    assert pairing.state is PairingState.ENDED
    other = a_pairing(places_of(cohort), startup, state=PairingState.ACTIVE)
    with transaction():
        leave(other.mentor, by=other.mentor.user)
    assert other.state is PairingState.ENDED
    third = a_pairing(places_of(cohort), startup, state=PairingState.ACTIVE)
    with transaction():
        end(third, by=founder, reason="We have what we need")
    assert (third.state, third.ended_side) == (PairingState.ENDED, Side.STARTUP)
    assert third.ended_at == now()
