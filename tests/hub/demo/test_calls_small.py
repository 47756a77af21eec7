"""The open call of a small demo world."""

import pytest
from sqlalchemy import select

from accelerator.applications.models import Application, ApplicationState, TeamRole
from accelerator.applications.queries.applications import answers_of, definition_of, values_of
from accelerator.forms.rules import missing
from accelerator.programmes.models import Phase
from accelerator.programmes.queries import open_calls
from hub.core.database import db
from tests.hub.demo.worlds import a_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with a_world(tmp_path_factory.mktemp("calls"), "small") as app:
        yield app


def applications(state):
    query = select(Application).where(Application.state == state).order_by(Application.number)
    return list(db.session.scalars(query).unique())


def lacking(application):
    answers = answers_of(application)
    definition = definition_of(application, answers)
    return {each.question.key for each in missing(definition, values_of(answers))}


def test_one_call_is_open_and_told_in_three_languages(world):
    [cohort] = open_calls()

    assert cohort.phase is Phase.PUBLISHED
    for text in (cohort.name, cohort.tagline, cohort.about, cohort.programme.summary):
        assert set(text) == {"en", "id", "de"}


def test_some_have_handed_in_everything_that_is_asked(world):
    handed_in = applications(ApplicationState.SUBMITTED)

    assert len(handed_in) == 3
    assert [lacking(each) for each in handed_in] == [set(), set(), set()]
    assert len({each.headline for each in handed_in}) == 3


def test_the_demo_founder_has_a_half_written_draft_with_a_co_founder(world):
    [draft] = [
        each
        for each in applications(ApplicationState.DRAFT)
        if "founder@demo.example" in {member.user.email for member in each.members}
    ]

    assert {member.role for member in draft.members} == {TeamRole.OWNER, TeamRole.EDIT}
    assert {"problem", "solution"}.isdisjoint(lacking(draft))
    assert {"city_need", "hopes", "honest"} <= lacking(draft)
