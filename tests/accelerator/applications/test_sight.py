"""Who sees what of an application: one place decides, and a conflict closes every way."""

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.permissions import Sight, seen_by_staff, sight
from accelerator.conflicts.models import ConflictState
from hub.accounts.models import User
from hub.core.database import db
from tests.factories import a_person
from tests.factories.programme import (
    a_cohort,
    a_conflict,
    a_programme,
    a_programme_manager,
    an_application,
)


@pytest.fixture
def application(app: Flask) -> Application:
    return an_application(a_cohort(), state=ApplicationState.SUBMITTED)


def seen(person: User) -> list[Application]:
    return list(db.session.scalars(seen_by_staff(select(Application), person)))


def test_strangers_see_nothing(application: Application) -> None:
    assert sight(None, application) is Sight.NONE
    assert sight(a_person(), application) is Sight.NONE


def test_the_team_sees_its_own(app: Flask) -> None:
    founder = a_person()

    assert sight(founder, an_application(a_cohort(), founder)) is Sight.TEAM


def test_staff_see_those_of_their_programme_only(application: Application) -> None:
    theirs = a_programme_manager(application.cohort.programme)
    elsewhere = a_programme_manager(a_programme())

    assert sight(theirs, application) is Sight.STAFF
    assert seen(theirs) == [application]
    assert sight(elsewhere, application) is Sight.NONE
    assert seen(elsewhere) == []


@pytest.mark.parametrize("state", [ConflictState.STANDS, ConflictState.SUSPECTED])
def test_a_conflict_closes_it_to_staff_too(application: Application, state: ConflictState) -> None:
    manager = a_programme_manager()
    a_conflict(manager, application.startup, state=state)

    assert sight(manager, application) is Sight.NONE
    assert seen(manager) == []


def test_staff_who_apply_themselves_are_a_team_and_not_staff(app: Flask) -> None:
    manager = a_programme_manager()
    own = an_application(a_cohort(), manager)

    assert sight(manager, own) is Sight.TEAM
    assert seen(manager) == []
