"""The long lists of a round: a page at a time, and found by search."""

import re

import pytest
from flask.testing import FlaskClient

from accelerator.reviews.models import RoundState
from accelerator.reviews.queries.assigning import PlanSettings, assignable
from accelerator.reviews.queries.parties import outlook, parties_of
from accelerator.reviews.views import assigning, rounds_entries
from hub.accounts.models import User
from hub.core.database import db, transaction
from tests.accelerator.reviews.intakes import an_intake, assigned
from tests.factories.programme import a_conflict
from tests.signing_in import sign_in_as


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two on a page."""
    for module in (assigning, rounds_entries):
        monkeypatch.setattr(module, "ON_A_PAGE", 2)


def references(page: str) -> list[str]:
    return re.findall(r'role="rowheader"[^>]*><span class="num">(A-\d+)</span>', page)


@pytest.mark.usefixtures("in_twos")
def test_the_applications_of_a_round_are_turned_and_found(client: FlaskClient) -> None:
    intake = an_intake(applications=5, reviewers=6, state=RoundState.OPEN)
    sign_in_as(client, intake.manager)
    path = f"/admin/rounds/{intake.round.id}/applications"
    names = [each.reference for each in intake.applications]

    assert references(client.get(path).text) == names[:2]
    assert references(client.get(f"{path}?page=3").text) == names[4:]
    found = client.get(f"{path}?text={names[3]}").text
    assert references(found) == [names[3]]
    assert "5 applications" in found  # in the round, whatever is looked for
    assert "No application is like that" in client.get(f"{path}?text=nobody").text


@pytest.mark.usefixtures("in_twos")
def test_a_plan_is_turned_page_by_page_and_held_against_all_of_it(client: FlaskClient) -> None:
    intake = an_intake(applications=5, reviewers=6, state=RoundState.OPEN)
    sign_in_as(client, intake.manager)
    path = f"/admin/rounds/{intake.round.id}/assignment"
    sent = {"reads_each": "2", "least": "0", "seed": "1", "connected": "y"}
    place = client.post(path, data=sent).location
    names = [each.reference for each in intake.applications]

    first = client.get(place).text
    link = re.search(r'rel="next" href="([^"#]+)', first)

    assert references(first) == names[:2] and "Give out these 10 reads" in first
    assert link is not None
    assert references(client.get(link[1].replace("&amp;", "&")).text) == names[2:4]


def test_what_the_page_counts_is_what_the_problem_holds(client: FlaskClient) -> None:
    intake = an_intake(applications=4, reviewers=5, state=RoundState.OPEN)
    assigned(intake)
    a_conflict(intake.manager, intake.applications[0].startup)
    with transaction():
        db.session.get_one(User, intake.reviewers[0].user_id).disabled_at = intake.round.due_at

    counted = outlook(intake.round, intake.manager)
    found = assignable(intake.round, intake.manager, settings=PlanSettings())

    assert counted.applications == len(found.applications) == 3
    assert sorted(counted.mosts) == sorted(each.most for each in found.commitments.values())
    assert counted.standing == sum(pair[0] in found.applications for pair in found.standing)
    assert parties_of(intake.round, intake.manager) == (found.applications, found.commitments)
