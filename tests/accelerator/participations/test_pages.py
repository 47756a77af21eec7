"""The pages of a startup in its cohort, as its people, the staff and strangers meet them."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.applications.models import ApplicationState
from accelerator.participations.models import (
    CheckIn,
    FollowUp,
    Goal,
    Metric,
    Milestone,
    Participation,
    Unit,
)
from accelerator.participations.queries.numbers import numbers_in
from accelerator.participations.services.arranging import Wanted, add_perk, add_task
from accelerator.participations.services.checking_in import plan_check_ins
from accelerator.programmes.models import Cohort, Phase
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.counting import asked_for
from tests.factories import MONDAY, a_person, kept
from tests.factories.programme import (
    a_cohort,
    a_conflict,
    a_programme_manager,
    a_startup,
    an_application,
)
from tests.signing_in import sign_in_as

FEBRUARY = MONDAY.replace(year=2027, month=2, day=3)


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    found = a_cohort(
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 6, 30),
        phase=Phase.RUNNING,
        agreement={"en": "We come to every session."},
        demo_day_at=MONDAY.replace(year=2027, month=6),
    )
    kept(
        Metric(
            programme_id=found.programme_id, key="revenue", position=0, unit=Unit.MONEY,
            name={"en": "Revenue of the month"},
        )
    )  # fmt: skip
    return found


@pytest.fixture
def founder(app: Flask) -> User:
    return a_person()


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return a_programme_manager(cohort.programme)


@pytest.fixture
def participation(cohort: Cohort, founder: User) -> Participation:
    return in_cohort(cohort, founder, name="Banyu Kota")


def in_cohort(cohort: Cohort, founder: User, *, name: str) -> Participation:
    startup = a_startup(founder, name=name)
    application = an_application(cohort, founder, startup=startup, state=ApplicationState.ELIGIBLE)
    return kept(
        Participation(cohort_id=cohort.id, startup_id=startup.id, application_id=application.id)
    )


def as_(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client


def at(participation: Participation, more: str = "") -> str:
    return f"/participations/{participation.id}{more}"


def test_founders_are_led_to_their_only_cohort(
    app: Flask, founder: User, participation: Participation
) -> None:
    answer = as_(app, founder).get("/my-cohorts")

    assert answer.location == at(participation)


def test_the_agreement_comes_first_then_the_month(
    app: Flask, founder: User, participation: Participation
) -> None:
    client = as_(app, founder)
    assert "Read the agreement of the cohort" in client.get(at(participation)).text

    client.post(at(participation, "/agreement"), data={"version": "1"})
    with transaction():
        plan_check_ins(participation.cohort)
    with frozen_at(FEBRUARY):
        sign_in_as(client, founder)
        page = client.get(at(participation)).text

    assert "Tell us how January 2027 was" in page


def test_a_wording_that_was_not_read_is_not_accepted(
    app: Flask, founder: User, cohort: Cohort, participation: Participation
) -> None:
    client = as_(app, founder)
    assert (
        'name="version" type="hidden" value="1"' in client.get(at(participation, "/agreement")).text
    )
    with transaction():
        cohort.agreement_version = 2

    answer = client.post(
        at(participation, "/agreement"), data={"version": "1"}, follow_redirects=True
    )

    assert "The agreement has been changed. Please read it again." in answer.text
    assert participation.agreed_at is None


def test_strangers_and_conflicted_staff_find_nothing(
    app: Flask, manager: User, participation: Participation
) -> None:
    assert as_(app, a_person()).get(at(participation)).status_code == 404
    a_conflict(manager, participation.startup)
    staff = as_(app, manager)
    assert staff.get(at(participation)).status_code == 404
    listed = staff.get(f"/admin/cohorts/{participation.cohort_id}/startups").text
    assert "Banyu Kota" not in listed


def the_month(participation: Participation) -> CheckIn:
    with transaction():
        plan_check_ins(participation.cohort)
    query = select(CheckIn).where(CheckIn.participation_id == participation.id)
    return db.session.scalars(query.order_by(CheckIn.month)).all()[0]


def test_a_month_is_written_as_people_write_numbers(
    app: Flask, founder: User, participation: Participation
) -> None:
    month = the_month(participation)
    page = at(participation, f"/months/{month.id}")

    with frozen_at(FEBRUARY):
        client = as_(app, founder)
        answer = client.post(page, data={"number-revenue": "84,000,000", "version": "1"})

    assert answer.status_code == 302
    assert numbers_in(month) == {"revenue": 8_400_000_000}


def test_what_is_no_number_is_refused_and_kept_on_the_page(
    app: Flask, founder: User, participation: Participation
) -> None:
    month = the_month(participation)

    with frozen_at(FEBRUARY):
        client = as_(app, founder)
        answer = client.post(
            at(participation, f"/months/{month.id}"),
            data={"number-revenue": "lots", "highlights": "A good month"},
        )

    assert answer.status_code == 422
    assert "Please write a number." in answer.text
    assert 'value="lots"' in answer.text
    assert "A good month" in answer.text


def test_a_slip_is_asked_about_once(
    app: Flask, founder: User, participation: Participation
) -> None:
    first = the_month(participation)
    second = db.session.scalars(select(CheckIn).where(CheckIn.month == date(2027, 2, 1))).one()
    with frozen_at(MONDAY.replace(year=2027, month=3, day=3)):
        client = as_(app, founder)
        client.post(at(participation, f"/months/{first.id}"), data={"number-revenue": "100"})
        page = at(participation, f"/months/{second.id}")
        asked = client.post(page, data={"number-revenue": "10000"})
        kept_ = client.post(page, data={"number-revenue": "10000", "is_meant": "y"})

    assert asked.status_code == 422
    assert "Is this meant?" in asked.text
    assert kept_.status_code == 302


def test_milestones_and_goals_from_the_page(
    app: Flask, founder: User, manager: User, participation: Participation
) -> None:
    client = as_(app, founder)
    client.post(
        at(participation, "/milestones"), data={"title": "First meter", "due_on": "2027-03-01"}
    )
    milestone = db.session.scalars(select(Milestone)).one()
    client.post(at(participation, f"/milestones/{milestone.id}/reached"))
    as_(app, manager).post(at(participation, f"/milestones/{milestone.id}/confirm"))
    goal = {"objective": "Sell", "result-name": ["Meters", ""], "result-target": ["100", ""],
            "result-current": ["20", ""], "result-unit": ["", ""]}  # fmt: skip
    client.post(at(participation, "/goals/new"), data=goal)

    page = client.get(at(participation)).text

    assert "Confirmed" in page
    assert "20 of 100" in page
    kept_goal = db.session.scalars(select(Goal)).one()
    assert client.get(at(participation, f"/goals/{kept_goal.id}")).status_code == 200


def test_a_goal_whose_target_is_no_number_is_refused(
    app: Flask, founder: User, participation: Participation
) -> None:
    goal = {"objective": "Sell", "result-name": ["Meters"], "result-target": ["many"],
            "result-current": [""], "result-unit": [""]}  # fmt: skip

    answer = as_(app, founder).post(at(participation, "/goals/new"), data=goal)

    assert answer.status_code == 422
    assert 'value="many"' in answer.text


def test_staff_arrange_tasks_numbers_and_perks(
    app: Flask, manager: User, cohort: Cohort, participation: Participation
) -> None:
    client = as_(app, manager)
    here = f"/admin/cohorts/{cohort.id}/startups"
    sent = [
        ("/tasks", {"title-en": "Visit the water company", "kind": "hand"}),
        ("/metrics", {"name-en": "Paying customers", "unit": "count"}),
        ("/perks", {"provider": "Awan", "name-en": "Cloud credit", "most": "5"}),
        ("/demo-day", {f"place-{participation.id}": "1"}),
    ]

    for path, data in sent:
        assert client.post(here + path, data=data).status_code == 302, path

    page = client.get(f"{here}/arrange").text
    assert "Visit the water company" in page
    assert "Paying customers" in page
    assert "Cloud credit" in page


def test_the_demo_day_is_public(app: Flask, cohort: Cohort, participation: Participation) -> None:
    page = app.test_client().get(f"/calls/{cohort.slug}/demo-day").text

    assert "Banyu Kota" in page


def test_thirty_startups_cost_no_more_questions_than_one(
    app: Flask, manager: User, cohort: Cohort, participation: Participation
) -> None:
    client, here = as_(app, manager), f"/admin/cohorts/{cohort.id}/startups"
    with transaction():
        plan_check_ins(cohort)
    one, _page = asked_for(client, here)
    for number in range(29):
        in_cohort(cohort, a_person(), name=f"Team {number}")
    with transaction():
        plan_check_ins(cohort)

    thirty, page = asked_for(client, here)

    assert "Team 28" in page
    assert thirty == one


def test_a_perk_and_a_task_of_another_cohort_are_not_there(
    app: Flask, founder: User, participation: Participation
) -> None:
    other = a_cohort()
    staff = a_programme_manager(other.programme)
    with transaction():
        task = add_task(other, Wanted({"en": "Theirs"}), by=staff)
        perk = add_perk(other, Wanted({"en": "Theirs"}), provider="X", by=staff)
    client = as_(app, founder)

    assert (
        client.post(at(participation, f"/tasks/{task.id}"), data={"done": "yes"}).status_code == 404
    )
    assert client.post(at(participation, f"/perks/{perk.id}")).status_code == 404


@pytest.mark.parametrize(("language", "typed"), [("en", "1,200.5"), ("id", "1.200,5")])
def test_targets_are_read_as_the_language_writes_them(
    app: Flask, founder: User, participation: Participation, language: str, typed: str
) -> None:
    client = as_(app, founder)
    client.get(f"/language/{language}")
    goal = {"objective": "Sell", "result-name": ["Meters"], "result-target": [typed],
            "result-current": ["0"], "result-unit": [""]}  # fmt: skip

    client.post(at(participation, "/goals/new"), data=goal)

    found = db.session.scalars(select(Goal)).one()
    assert found.key_results[0]["target"] == 1200.5
    assert f'value="{typed}"' in client.get(at(participation, f"/goals/{found.id}")).text


def test_staff_read_what_became_of_an_alumnus(
    app: Flask, founder: User, manager: User, participation: Participation
) -> None:
    asked = kept(FollowUp(participation_id=participation.id, months=6, due_on=MONDAY.date()))
    page = at(participation, f"/follow-ups/{asked.id}")
    assert "The startup has not answered yet." in as_(app, manager).get(page).text
    answer = {"disposition": "acquired", "number-revenue": "12", "highlights": "By a utility"}

    as_(app, founder).post(page, data=answer)

    read = as_(app, manager).get(page).text
    assert "Taken over by another company" in read
    assert "By a utility" in read
    assert "<form" not in read.split("<main")[1].split("</main")[0]


def test_before_its_day_nobody_is_asked(
    app: Flask, founder: User, participation: Participation
) -> None:
    later = MONDAY.date().replace(year=2028)
    asked = kept(FollowUp(participation_id=participation.id, months=24, due_on=later))

    page = as_(app, founder).get(at(participation, f"/follow-ups/{asked.id}")).text

    assert "We ask this later." in page
