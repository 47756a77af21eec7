"""Reviewers with few reads each: what a plan cannot prove is said, and what would help."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.reviews.queries import assigning
from accelerator.reviews.queries.assigning import PlanSettings, assignable, reckoned
from accelerator.reviews.queries.shortages import in_sentences
from accelerator.reviews.rules.graphs import Group
from accelerator.reviews.rules.linear import Undecided
from accelerator.reviews.rules.papers import Shortfall
from hub.core.database import transaction
from hub.core.errors import Busy
from tests.accelerator.reviews.intakes import Intake, an_intake, planned
from tests.signing_in import sign_in_as


@pytest.fixture
def intake(app: Flask) -> Intake:
    """Four applications, twice each, between four reviewers: two reads for each of them."""
    return an_intake(applications=4, reviewers=4)


def test_a_plan_that_is_not_proven_says_so_and_what_would_help(
    client: FlaskClient, intake: Intake
) -> None:
    plan = planned(intake, most=2)
    sign_in_as(client, intake.manager)
    path = f"/admin/rounds/{intake.round.id}/assignment"
    assert "not proven" not in client.get(path).text

    with transaction():
        plan.result = {**plan.result, "proven": False}
    page = client.get(path).text

    assert "It keeps every rule; that it is the best one is not proven" in page
    assert "All applications are joined by common readers" in page
    assert "4 reviewers have only one or two reads; with one more for each of them" in page
    assert "Raise what they take or the reads for each application" in page


def test_a_plan_that_takes_too_long_says_what_to_do(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(_problem: object) -> None:
        raise Undecided

    monkeypatch.setattr(assigning, "assign", too_slow)
    joined = assignable(intake.round, intake.manager, settings=PlanSettings())
    apart = assignable(intake.round, intake.manager, settings=PlanSettings(connected=False))

    with pytest.raises(Busy, match="Let some of them take one more, or read each application once"):
        reckoned(joined.problem)
    with pytest.raises(Busy, match="is taking too long right now"):
        reckoned(apart.problem)


def test_groups_that_some_reads_would_join_say_how_many_more(intake: Intake) -> None:
    found = assignable(intake.round, intake.manager, settings=PlanSettings())
    one, two, three, *_rest = found.applications
    reader, other, *_rest = found.commitments

    def told(*joining: tuple[str, str]) -> str:
        groups = (Group((one,), ()), Group((two,), ()), Group((three,), ()))
        outcome = Shortfall(need=8, capacity=8, short=0, groups=groups, joining=joining)
        return " ".join(
            in_sentences(outcome, applications=found.applications, commitments=found.commitments)
        )

    both = told((one, reader), (two, other))
    assert "Those are 2 reads more than planned: raise what their readers take by one each" in both
    assert "nobody may read in two of the groups" in told((one, reader))
    assert "nobody may read in two of the groups" in told()
