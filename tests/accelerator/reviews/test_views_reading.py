"""What a reviewer sees: their list, and one application with its rubric."""

from flask import Flask
from flask.testing import FlaskClient

from accelerator.applications.models import ApplicationState
from tests.factories import a_person
from tests.factories.programme import a_cohort, a_read, a_reviewer, a_round, an_application
from tests.signing_in import sign_in_as


def test_thin(app: Flask, client: FlaskClient) -> None:
    person = a_person()
    cohort = a_cohort()
    round_ = a_round(cohort)
    application = an_application(cohort, state=ApplicationState.ELIGIBLE)
    reviewer = a_reviewer(person=person)
    read = a_read(round_, application, reviewer)
    sign_in_as(client, person)
    page = client.get("/reviews")
    assert page.status_code == 200, page.text
    page = client.get(f"/reviews/{read.id}")
    assert page.status_code == 200, page.text
    answer = client.post(f"/reviews/{read.id}", data={"then": "submit", "version": "0", "revision": "1", "mark-need": "4", "mark-evidence": "3"})
    assert answer.status_code == 303, answer.text
    page = client.get(f"/reviews/{read.id}")
    print(page.text)
