"""Mentors come in, give places, and both sides say whom they would like."""

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.matching.models import Pairing
from accelerator.mentors.errors import ChangedMeanwhile, PlacesPromised
from accelerator.mentors.models import GivingState
from accelerator.mentors.queries.mentors import mentor_of, ready_places, wish_of, words_of
from accelerator.mentors.queries.mentors import places_of as said_by
from accelerator.mentors.services import (
    Need,
    Profile,
    accept_code,
    answer,
    ask,
    change_mentor,
    change_terms,
    invite_mentor,
    open_mentoring,
    pause,
    rank,
    say_needs,
    set_organisation_places,
    unveto,
    veto,
)
from accelerator.mentors.services.giving import Terms
from accelerator.mentors.services.profiles import ToInvite
from accelerator.mentors.services.wishing import Teller, Wish
from hub.accounts.facts import InvitationAccepted
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.organisations.models import MemberRole
from hub.outbox.models import Message
from tests.factories import a_member, a_person, kept
from tests.factories.mentoring import (
    a_mentor,
    a_mentoring,
    a_participation,
    a_support_organisation,
    places_of,
)
from tests.factories.programme import a_cohort, a_conflict, a_programme_manager, a_startup

WISH = Wish((Need("pricing", "What may a city pay?"), Need("grants")), ("id",))


def test_a_coordinator_asks_their_own_mentors_and_nobody_elses(app: Flask) -> None:
    cohort, organisation = a_cohort(), a_support_organisation()
    coordinator = a_member(organisation, role=MemberRole.COORDINATOR).user
    ours, theirs = a_mentor(), a_mentor()
    a_member(organisation, ours.user)
    with transaction():
        said = ask(ours, cohort, by=coordinator)
    assert (said.state, said.organisation_id) == (GivingState.ASKED, organisation.id)
    template = select(Message.template).where(Message.to_email == ours.user.email)
    assert db.session.scalars(template).all() == ["mentors/asked"]
    with transaction(), pytest.raises(NotAllowed):
        ask(theirs, cohort, by=coordinator)


def test_who_was_invited_by_a_coordinator_is_a_member_and_asked_at_once(app: Flask) -> None:
    cohort, organisation = a_cohort(), a_support_organisation()
    coordinator = a_member(organisation, role=MemberRole.COORDINATOR).user
    asked = ToInvite("new@mentor.example", organisation=organisation, cohort=cohort, places=3)
    with transaction():
        sent = invite_mentor(asked, Profile(topics=("pricing",)), by=coordinator)
    person = a_person(email="new@mentor.example")
    with transaction():
        announce(InvitationAccepted(sent.id, person.id, coordinator.id, organisation.id, "member"))
    mentor = mentor_of(person)
    assert mentor is not None
    assert mentor.topics == ["pricing"]
    (said,) = said_by(mentor)
    assert (said.places, said.state) == (3, GivingState.ASKED)


def test_a_profile_is_not_overwritten_by_who_saw_an_older_one(app: Flask) -> None:
    mentor = a_mentor()
    with transaction():
        change_mentor(mentor, Profile(headline="One"), by=mentor.user, version=1)
    with transaction(), pytest.raises(ChangedMeanwhile):
        change_mentor(mentor, Profile(headline="Two"), by=mentor.user, version=1)
    assert mentor.headline == "One"


def test_only_who_said_yes_agreed_and_is_awake_can_be_matched(app: Flask) -> None:
    cohort = a_cohort()
    manager = a_programme_manager(cohort.programme)
    with transaction():
        mentoring = open_mentoring(cohort, by=manager)
        change_terms(mentoring, Terms(code={"en": "Be kind."}), by=manager, version=1)
    good, silent, asleep = (places_of(cohort) for _n in range(3))
    places_of(cohort, state=GivingState.ASKED)
    with transaction():
        for said in (good, asleep):
            accept_code(said.mentor, mentoring, version=2, by=said.mentor.user)
        pause(asleep.mentor, by=asleep.mentor.user)
    assert [said.id for said in ready_places(cohort)] == [good.id]
    with transaction(), pytest.raises(ChangedMeanwhile):
        accept_code(silent.mentor, mentoring, version=1, by=silent.mentor.user)


def test_places_cannot_fall_below_what_is_promised(app: Flask) -> None:
    cohort, organisation = a_cohort(), a_support_organisation()
    said = places_of(cohort, organisation=organisation)
    coordinator = a_member(organisation, role=MemberRole.OWNER).user
    startup = a_startup()
    kept(
        Pairing(cohort=cohort, startup=startup, mentor=said.mentor, fit=5000,
                organisation_id=organisation.id, answer_by=now())
    )  # fmt: skip
    with pytest.raises(PlacesPromised), transaction():
        answer(said, places=0, by=said.mentor.user, version=1)
    with pytest.raises(PlacesPromised), transaction():
        set_organisation_places(cohort, organisation, places=0, by=coordinator)
    with transaction():
        answer(said, places=1, by=said.mentor.user, version=1)
        set_organisation_places(cohort, organisation, places=1, by=coordinator)
    assert said.places == 1


def test_a_startup_says_its_needs_in_order_and_nobody_saves_over_them(app: Flask) -> None:
    cohort = a_cohort()
    founder = a_person()
    startup = a_startup(founder)
    a_participation(cohort, startup)
    with transaction():
        say_needs(cohort, startup, wish=WISH, by=founder)
    kept_wish = wish_of(cohort, startup)
    assert kept_wish is not None
    assert [need["topic"] for need in kept_wish.needs] == ["pricing", "grants"]
    with transaction(), pytest.raises(ChangedMeanwhile):
        say_needs(cohort, startup, wish=WISH, by=founder)
    with transaction(), pytest.raises(Invalid):
        say_needs(cohort, startup, wish=Wish((Need("magic"),), ("id",)), by=founder, version=1)
    with transaction(), pytest.raises(NotAllowed):
        say_needs(cohort, startup, wish=WISH, by=a_person(), version=1)


def test_who_is_ruled_out_leaves_the_ranking_and_may_come_back(app: Flask) -> None:
    cohort = a_cohort()
    founder = a_person()
    startup = a_startup(founder)
    a_participation(cohort, startup)
    first, second, third = (places_of(cohort).mentor for _n in range(3))
    teller = Teller(cohort, startup=startup)
    with transaction():
        rank(teller, [first.id, second.id, third.id], by=founder)
        veto(teller, first.id, by=founder, note="A rival's friend")
    words = words_of(cohort, startup=startup)
    assert [(word.mentor_id, word.rank) for word in words] == [
        (second.id, 1),
        (third.id, 2),
        (first.id, None),
    ]
    with transaction(), pytest.raises(Invalid):
        rank(teller, [first.id], by=founder)
    with transaction():
        unveto(teller, first.id, by=founder)
        rank(teller, [first.id], by=founder)
    assert [word.mentor_id for word in words_of(cohort, startup=startup)] == [first.id]


def test_a_mentor_ranks_startups_but_not_one_they_have_a_conflict_with(app: Flask) -> None:
    cohort = a_cohort()
    mentor = places_of(cohort).mentor
    fine, close = (a_participation(cohort).startup for _n in range(2))
    a_conflict(mentor.user, close)
    a_mentoring(cohort)
    teller = Teller(cohort, mentor=mentor)
    with transaction():
        rank(teller, [fine.id], by=mentor.user)
    with transaction(), pytest.raises(Invalid):
        rank(teller, [fine.id, close.id], by=mentor.user)
    with transaction(), pytest.raises(NotAllowed):
        rank(teller, [fine.id], by=a_person())
