"""A round as its managers play it through in the browser."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from accelerator.applications.models import ApplicationState
from accelerator.reviews.models import (
    Assignment,
    AssignmentPlan,
    Commitment,
    Round,
    RoundState,
)
from hub.core.database import db
from hub.outbox.models import Message
from tests.factories import MONDAY
from tests.factories.programme import (
    a_cohort,
    a_programme_manager,
    a_reviewer,
    an_application,
)
from tests.signing_in import sign_in_as

PAGES = ("", "/edit", "/rubric", "/rubric/criterion", "/applications", "/reviewers",
         "/assignment", "/coverage", "/reads", "/bans", "/open", "/close")  # fmt: skip


@pytest.fixture
def cohort(client: FlaskClient):
    made = a_cohort()
    manager = a_programme_manager(made.programme)
    sign_in_as(client, manager)
    return made


def form(**named: str) -> dict[str, str]:
    due = MONDAY + timedelta(days=30)
    return {
        "name-en": "First reading", "kind": "reading", "due_day": f"{due:%Y-%m-%d}",
        "due_time": "23:59", "reads_each": "2", "least": "0", "most": "10", "blind": "y",
        "others": "after-own", "rubric": "four-criteria",
    } | named  # fmt: skip


def test_a_round_is_made_filled_promised_planned_and_opened(client, cohort):
    for _ in range(4):
        an_application(cohort, state=ApplicationState.ELIGIBLE)
    reviewers = [a_reviewer() for _ in range(3)]

    assert client.post(f"/admin/cohorts/{cohort.id}/rounds/new", data=form()).status_code == 302
    made = db.session.query(Round).one()
    base = f"/admin/rounds/{made.id}"
    client.post(f"{base}/applications", data={"all": "1"})
    client.post(f"{base}/reviewers", data={"reviewer": [str(r.id) for r in reviewers]})
    asked = db.session.query(Message).filter_by(template="reviews/asked").count()
    for promise in db.session.query(Commitment).all():
        answer = {"takes": "yes", "most": "5", "least": "0"}
        assert client.post(f"/reviews/promises/{promise.id}", data=answer).status_code == 302
    proposed = client.post(
        f"{base}/assignment", data={"reads_each": "2", "least": "0", "seed": "1", "connected": "y"}
    )
    shown = client.get(proposed.location).text
    assert "Give out these 8 reads" in shown
    assert db.session.query(Assignment).count() == 0
    plan = db.session.query(AssignmentPlan).one()
    client.post(f"{base}/plans/{plan.id}/apply")
    assert db.session.query(Assignment).count() == 8
    assert db.session.query(Message).filter_by(template="reviews/reads_given").count() == 0
    client.post(f"{base}/open")

    db.session.refresh(made)
    assert made.state is RoundState.OPEN
    assert asked == 3
    assert db.session.query(Message).filter_by(template="reviews/reads_given").count() == 3
    for path in PAGES:
        assert client.get(f"{base}{path}").status_code == 200, path
    of_cohort = f"/admin/cohorts/{cohort.id}/rounds"
    pool = ("", "/invite", "/import", f"/{reviewers[0].id}", ".csv")
    for path in (of_cohort, f"{of_cohort}/new", *(f"/admin/reviewers{end}" for end in pool)):
        assert client.get(path).status_code == 200, path
