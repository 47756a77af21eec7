"""Staff find applications, look at one, screen it; whoever has a conflict finds nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.services import submit
from accelerator.programmes.models import Cohort
from accelerator.programmes.services import Touched, touched
from hub.accounts.models import User
from hub.core.database import db, transaction
from tests.accelerator.applications.stories import PROBLEM, complete, written
from tests.counting import asked_for
from tests.factories import a_person
from tests.factories.programme import (
    a_cohort,
    a_conflict,
    a_programme,
    a_programme_manager,
    a_startup,
    an_application,
)
from tests.signing_in import sign_in_as

SUBMITTED = ApplicationState.SUBMITTED


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort()


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return a_programme_manager(cohort.programme)


@pytest.fixture
def client(app: Flask, manager: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, manager)
    return client


def listed(cohort: Cohort) -> str:
    return f"/admin/cohorts/{cohort.id}/applications"


def shown(application: Application, more: str = "") -> str:
    return f"/admin/applications/{application.id}{more}"


def named(cohort: Cohort, name: str, **more: object) -> Application:
    return an_application(cohort, startup=a_startup(name=name), state=SUBMITTED, **more)


def test_the_list_has_each_with_its_state(client: FlaskClient, cohort: Cohort) -> None:
    application = named(cohort, "Banyu Kota")
    an_application(cohort, startup=a_startup(name="Angkot Pintar"))

    page = client.get(listed(cohort)).text

    assert "Banyu Kota" in page
    assert application.reference in page
    assert "To be screened" in page
    assert "Angkot Pintar" in page


@pytest.mark.parametrize("text", ["banyu", "A-0001", "a-1", "leaks"])
def test_the_search_knows_names_references_and_headlines(
    client: FlaskClient, cohort: Cohort, text: str
) -> None:
    named(cohort, "Banyu Kota")
    named(cohort, "Angkot Pintar", headline="Buses on time", answers={"headline": "Buses"})

    page = client.get(f"{listed(cohort)}?text={text}").text

    assert "Banyu Kota" in page
    assert "Angkot Pintar" not in page


def test_a_cohort_of_another_programme_is_not_there(app: Flask, cohort: Cohort) -> None:
    client = app.test_client()
    sign_in_as(client, a_programme_manager(a_programme()))

    assert client.get(listed(cohort)).status_code == 404


def test_a_conflict_hides_it_from_list_count_and_page(
    client: FlaskClient, cohort: Cohort, manager: User
) -> None:
    application = named(cohort, "Banyu Kota")
    a_conflict(manager, application.startup)

    page = client.get(listed(cohort)).text

    assert "Banyu Kota" not in page
    assert "To be screened" not in page.split("<form")[0]
    assert client.get(shown(application)).status_code == 404
    assert client.post(shown(application, "/screen")).status_code == 404


def test_a_draft_is_the_teams_own(client: FlaskClient, cohort: Cohort) -> None:
    draft = an_application(cohort)

    page = client.get(shown(draft)).text

    assert "Not handed in yet" in page
    assert "Half of the water is lost" not in page


def test_what_was_handed_in_is_read_whole(client: FlaskClient, cohort: Cohort) -> None:
    page = client.get(shown(named(cohort, "Banyu Kota"))).text

    assert "Half of the water is lost" in page
    assert "What problem do you solve, and for whom?" in page


def test_only_what_would_be_handed_in_otherwise_counts_as_changed(
    client: FlaskClient, cohort: Cohort
) -> None:
    """Saving as one types keeps the space after a word; handing in does not."""
    owner = a_person()
    application = complete(cohort, owner)
    written(application, owner, problem=f"{PROBLEM} ")
    with transaction():
        submit(application, by=owner)
    assert "has changed" not in client.get(shown(application)).text

    written(application, owner, problem=f"{PROBLEM} Half of it.")
    assert "The team has changed one answer" in client.get(shown(application)).text


def test_a_refusal_keeps_what_was_typed(client: FlaskClient, cohort: Cohort) -> None:
    application = named(cohort, "Banyu Kota")
    typed = {"outcome": "ineligible", "message": "Dear team", "codes": []}

    answer = client.post(shown(application, "/screen"), data=typed)

    assert answer.status_code == 422
    assert "Choose at least one reason." in answer.text
    assert "Dear team" in answer.text


def test_the_codes_of_the_forms_own_rules_are_among_the_reasons(
    client: FlaskClient, cohort: Cohort
) -> None:
    application = named(cohort, "Banyu Kota")

    assert 'value="wrong-place"' in client.get(shown(application)).text


def test_it_is_asked_in_the_programmes_own_time(client: FlaskClient, cohort: Cohort) -> None:
    application = named(cohort, "Banyu Kota")
    asked = {"text": "Which office?", "due_at": "2026-12-01T17:00"}

    answer = client.post(shown(application, "/ask"), data=asked, follow_redirects=True)

    assert answer.status_code == 200
    assert "Which office?" in answer.text
    assert "17:00 WIB" in answer.text


def test_many_are_let_through_at_once(client: FlaskClient, cohort: Cohort) -> None:
    some = [named(cohort, f"Team {number}") for number in range(3)]
    ticked = {"application": [str(each.id) for each in some[:2]] + ["nonsense"]}

    client.post(f"{listed(cohort)}/let-through", data=ticked)

    db.session.expire_all()
    assert [each.state for each in some] == [
        ApplicationState.ELIGIBLE,
        ApplicationState.ELIGIBLE,
        ApplicationState.SUBMITTED,
    ]


def test_thirty_cost_no_more_questions_than_one(client: FlaskClient, cohort: Cohort) -> None:
    named(cohort, "First")
    one, _page = asked_for(client, listed(cohort))
    for number in range(29):
        named(cohort, f"Team {number}")

    thirty, page = asked_for(client, listed(cohort))

    assert "Team 28" in page
    assert thirty == one


def test_the_overview_tells_how_many_there_are_and_what_waits(
    client: FlaskClient, cohort: Cohort, manager: User
) -> None:
    named(cohort, "Banyu Kota")
    an_application(cohort)
    hidden = named(cohort, "Sampah Jadi")
    a_conflict(manager, hidden.startup)

    page = client.get(f"/admin/cohorts/{cohort.id}").text

    assert "One application waits to be screened." in page
    assert touched(cohort) == Touched(drafts=1, applications=2)
