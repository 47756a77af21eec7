"""What the doctor notices about programmes."""

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from accelerator.forms.models import VersionState
from accelerator.programmes.invariants import problems
from hub.accounts.models import Grant, Role, ScopeKind
from hub.core.database import transaction
from tests.factories import a_person, kept
from tests.factories.programme import a_cohort, a_live_form, a_programme


@pytest.fixture(autouse=True)
def a_sound_one(app: Flask) -> None:
    a_cohort(slug="sound")
    assert list(problems()) == []


def test_a_public_call_without_questions_is_noticed(app: Flask) -> None:
    lab = a_programme()
    version = a_live_form(lab)
    a_cohort(slug="silent", programme=lab, form_version=version)

    with transaction():
        version.state = VersionState.RETIRED

    assert list(problems()) == ["the public call silent has no live form"]


def test_another_programme_s_form_is_noticed(app: Flask) -> None:
    a_cohort(slug="borrowed", form_id=a_live_form(a_programme()).form_id)

    assert list(problems()) == ["cohort borrowed asks a form of another programme"]


def test_dates_and_zones_that_cannot_be_are_noticed(app: Flask) -> None:
    a_cohort(slug="odd", ends_on=date(2027, 1, 1))
    a_programme(slug="moon", zone="Luna/Tranquillity")

    assert list(problems()) == [
        "cohort odd: ends_on is wrong (ends-without-start)",
        "programme moon lies in a time zone that does not exist: Luna/Tranquillity",
    ]


def test_a_role_in_no_programme_is_noticed(app: Flask) -> None:
    nowhere = {"scope_kind": ScopeKind.PROGRAMME, "scope_id": uuid4()}
    grant = kept(Grant(user_id=a_person().id, role=Role.REVIEWER, **nowhere))

    assert list(problems()) == [f"role {grant.id} counts in a programme that does not exist"]
