"""A confirmed place becomes a startup of the cohort, which works, reports and is asked later."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.applications.models import Application, ApplicationState
from accelerator.participations.errors import AllGone, ChangedMeanwhile, NotNow
from accelerator.participations.models import (
    CheckIn,
    Disposition,
    FollowUp,
    Metric,
    OnboardingTask,
    Participation,
    ParticipationState,
    Perk,
    Unit,
)
from accelerator.participations.queries.numbers import compared_in, numbers_in, waiting_check_in
from accelerator.participations.services.checking_in import (
    LooksLikeASlip,
    Said,
    hand_in,
    note_read,
    plan_check_ins,
)
from accelerator.participations.services.following_up import answer_follow_up, plan_follow_ups
from accelerator.participations.services.joining import (
    agree,
    begin,
    end_with_place,
    move,
    participation_of,
)
from accelerator.participations.services.working import (
    KeyResult,
    add_milestone,
    change_goal,
    claim,
    reach,
    set_goal,
    tasks_done,
    tick,
    verify,
)
from accelerator.selection.services import accept
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.places.facts import PlaceConfirmed, PlaceWithdrawn
from tests.accelerator.selection.stories import ACCEPT, a_scene
from tests.factories import MONDAY, a_member, a_person, kept
from tests.factories.programme import (
    GOOD_ANSWERS,
    a_cohort,
    a_conflict,
    a_programme_manager,
    an_application,
)

FEBRUARY = MONDAY.replace(year=2027, month=2, day=3)


@pytest.fixture
def founder(app: Flask) -> User:
    return a_person()


@pytest.fixture
def application(founder: User) -> Application:
    cohort = a_cohort(starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30))
    kept(
        Metric(
            programme_id=cohort.programme_id, key="customers", position=0, unit=Unit.COUNT,
            name={"en": "Paying customers"}, baseline_key="customers",
        )
    )  # fmt: skip
    return an_application(
        cohort, founder, state=ApplicationState.ELIGIBLE, answers=GOOD_ANSWERS | {"customers": "12"}
    )


def place(kind: type[PlaceConfirmed] | type[PlaceWithdrawn], application: Application) -> object:
    return kind("cohorts", application.cohort_id, uuid4(), uuid4(), application.id)


@pytest.fixture
def participation(application: Application) -> Participation:
    with transaction():
        begin(place(PlaceConfirmed, application))  # type: ignore[arg-type]
    found = participation_of(application)
    assert found is not None
    return found


@pytest.fixture
def manager(application: Application) -> User:
    return a_programme_manager(application.cohort.programme)


def test_hearing_of_the_place_twice_makes_one_startup(
    application: Application, participation: Participation
) -> None:
    with transaction():
        begin(place(PlaceConfirmed, application))  # type: ignore[arg-type]

    assert db.session.scalars(select(Participation)).all() == [participation]


def test_the_baseline_is_what_the_application_said(participation: Participation) -> None:
    assert participation.baseline == {"customers": 12}


def test_places_of_other_kinds_are_none_of_its_business(application: Application) -> None:
    with transaction():
        begin(PlaceConfirmed("class-runs", uuid4(), uuid4(), uuid4(), application.id))

    assert participation_of(application) is None


def test_who_gives_the_place_back_is_out(
    application: Application, participation: Participation
) -> None:
    with transaction():
        end_with_place(place(PlaceWithdrawn, application))  # type: ignore[arg-type]

    assert participation.state is ParticipationState.LEFT
    assert participation.ended_at is not None


def test_staff_move_it_on_and_only_where_a_way_leads(
    participation: Participation, manager: User, founder: User
) -> None:
    with transaction(), pytest.raises(NotNow):
        move(participation, ParticipationState.GRADUATED, reason="", by=manager)
    with transaction(), pytest.raises(NotAllowed):
        move(participation, ParticipationState.ACTIVE, reason="", by=founder)
    with transaction():
        move(participation, ParticipationState.ACTIVE, reason="All done", by=manager)

    assert participation.state is ParticipationState.ACTIVE


def test_the_agreement_is_accepted_in_the_wording_that_was_read(
    participation: Participation, founder: User
) -> None:
    member = a_person()
    a_member(participation.startup.organisation, member)
    with transaction(), pytest.raises(NotAllowed):
        agree(participation, version=1, by=member)
    with transaction(), pytest.raises(NotNow):
        agree(participation, version=7, by=founder)
    with transaction():
        agree(participation, version=1, by=founder)

    assert (participation.agreement_version, participation.agreed_by_id) == (1, founder.id)


def test_what_was_agreed_to_with_the_place_is_not_asked_again(app: Flask) -> None:
    scene = a_scene(1, seats=1)
    scene.released(ACCEPT)
    with transaction():
        accept(scene.offer(0), by=scene.owner(0), agreed=True)

    found = participation_of(scene.applications[0])

    assert found is not None
    assert (found.agreement_version, found.agreed_by_id) == (2, scene.owner(0).id)


def test_accepting_the_agreement_ticks_its_task_off(
    participation: Participation, founder: User
) -> None:
    sign, visit = (
        kept(
            OnboardingTask(
                cohort_id=participation.cohort_id,
                position=n,
                title={"en": title},
                is_agreement=n == 0,
            )
        )
        for n, title in enumerate(("Sign", "Visit"))
    )
    with transaction():
        agree(participation, version=1, by=founder)
        tick(participation, visit, done=True, by=founder)
    assert tasks_done(participation) == {sign.id, visit.id}

    with transaction():
        tick(participation, visit, done=False, by=founder)
        with pytest.raises(NotNow):
            tick(participation, sign, done=False, by=founder)
    assert tasks_done(participation) == {sign.id}


def test_a_milestone_is_set_reached_and_confirmed(
    participation: Participation, founder: User, manager: User
) -> None:
    with transaction():
        milestone = add_milestone(participation, "First meter", due_on=date(2027, 3, 1), by=founder)
        with pytest.raises(NotNow):
            verify(milestone, participation, by=manager)
        reach(milestone, participation, by=founder)
        verify(milestone, participation, by=manager)

    assert milestone.verified_by_id == manager.id


def test_staff_with_a_conflict_do_nothing_here(participation: Participation, manager: User) -> None:
    a_conflict(manager, participation.startup)

    with transaction(), pytest.raises(NotAllowed):
        move(participation, ParticipationState.ACTIVE, reason="", by=manager)


def test_two_founders_do_not_overwrite_each_others_goals(
    participation: Participation, founder: User
) -> None:
    with transaction():
        goal = set_goal(participation, "Sell", results=[KeyResult("Meters", 100)], by=founder)
        change_goal(
            goal, participation, results=[KeyResult("Meters", 100, 20)], by=founder, version=1
        )
        with pytest.raises(ChangedMeanwhile):
            change_goal(
                goal, participation, results=[KeyResult("Meters", 100, 9)], by=founder, version=1
            )

    assert goal.key_results[0]["current"] == 20


def test_a_goal_has_something_to_measure(participation: Participation, founder: User) -> None:
    with transaction(), pytest.raises(Invalid):
        set_goal(participation, "Sell", results=[KeyResult("Meters", 0)], by=founder)


def test_of_a_perk_there_are_as_many_as_there_are(
    participation: Participation, founder: User
) -> None:
    perk = kept(
        Perk(cohort_id=participation.cohort_id, provider="Awan", name={"en": "Credit"}, most=1)
    )
    other_founder = a_person()
    other = an_application(participation.cohort, other_founder, state=ApplicationState.ELIGIBLE)
    with transaction():
        begin(place(PlaceConfirmed, other))  # type: ignore[arg-type]
        assert claim(perk, participation, by=founder) is claim(perk, participation, by=founder)
        second = participation_of(other)
        assert second is not None
        with pytest.raises(AllGone):
            claim(perk, second, by=other_founder)


def a_month(participation: Participation) -> CheckIn:
    with transaction():
        plan_check_ins(participation.cohort)
    with frozen_at(FEBRUARY):
        found = waiting_check_in(participation)
    assert found is not None
    return found


def test_planning_twice_makes_each_month_once(participation: Participation) -> None:
    with transaction():
        assert plan_check_ins(participation.cohort) == 6
        assert plan_check_ins(participation.cohort) == 0


def test_a_month_is_reported_after_it_beside_where_it_began(
    participation: Participation, founder: User
) -> None:
    month = a_month(participation)
    with transaction(), pytest.raises(NotNow):
        hand_in(month, Said({"customers": 15}), by=founder)

    with frozen_at(FEBRUARY), transaction():
        hand_in(month, Said({"customers": 15}, highlights="A pilot"), by=founder)

    assert numbers_in(month) == {"customers": 15}
    assert compared_in(month, {"customers": 15})["customers"].since_baseline == 3


def test_a_slip_of_the_finger_is_asked_about_and_kept_when_it_is_meant(
    participation: Participation, founder: User
) -> None:
    first = a_month(participation)
    with frozen_at(FEBRUARY), transaction():
        hand_in(first, Said({"customers": 15}), by=founder)
    march = FEBRUARY.replace(month=3)
    with frozen_at(march):
        second = waiting_check_in(participation)
        assert second is not None
        with transaction(), pytest.raises(LooksLikeASlip) as asked:
            hand_in(second, Said({"customers": 1500}), by=founder)
        assert "customers" in asked.value.errors
        with transaction():
            hand_in(second, Said({"customers": 1500}, is_meant=True), by=founder)

    assert numbers_in(second) == {"customers": 1500}


def test_what_is_not_known_is_left_out_and_not_zero(
    participation: Participation, founder: User
) -> None:
    month = a_month(participation)
    with frozen_at(FEBRUARY), transaction():
        hand_in(month, Said({"customers": 15}), by=founder)
        hand_in(month, Said({"customers": None}), by=founder)

    assert numbers_in(month) == {}


def test_two_who_report_the_same_month_do_not_overwrite_each_other(
    participation: Participation, founder: User
) -> None:
    month = a_month(participation)
    with frozen_at(FEBRUARY), transaction():
        hand_in(month, Said({"customers": 15}), by=founder, version=1)
        with pytest.raises(ChangedMeanwhile):
            hand_in(month, Said({"customers": 9}), by=founder, version=1)


def test_what_staff_have_read_stands(
    participation: Participation, founder: User, manager: User
) -> None:
    month = a_month(participation)
    with frozen_at(FEBRUARY), transaction():
        with pytest.raises(NotNow):
            note_read(month, by=manager)
        hand_in(month, Said({"customers": 15}), by=founder)
        note_read(month, by=manager)
        with pytest.raises(NotNow):
            hand_in(month, Said({"customers": 16}), by=founder)


def test_alumni_are_asked_when_their_day_has_come(
    participation: Participation, founder: User, manager: User
) -> None:
    with transaction():
        move(participation, ParticipationState.ACTIVE, reason="", by=manager)
        move(participation, ParticipationState.GRADUATED, reason="", by=manager)
        assert plan_follow_ups(participation.cohort) == 3
        assert plan_follow_ups(participation.cohort) == 0
    first = db.session.scalars(select(FollowUp).order_by(FollowUp.months)).first()
    assert first is not None
    with transaction(), pytest.raises(NotNow):
        answer_follow_up(first, Disposition.ACTIVE, numbers={}, by=founder)

    later = MONDAY.replace(year=2028)
    with frozen_at(later + timedelta(days=1)), transaction():
        answer_follow_up(first, Disposition.ACTIVE, numbers={"customers": 90}, by=founder)

    assert (first.disposition, first.numbers) == (Disposition.ACTIVE, {"customers": 90})
