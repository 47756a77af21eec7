"""What many stories about applying begin with."""

from datetime import datetime, timedelta
from typing import Any

from accelerator.applications import services
from accelerator.applications.models import Application, ApplicationMember, TeamRole
from accelerator.applications.queries import answers_of
from accelerator.applications.services import Given
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.database import transaction
from tests.factories import MONDAY, a_person, kept
from tests.factories.programme import a_cohort, a_startup

PASSED = {"works-here": "yes"}
HEADLINE, PROBLEM = "Meters that call", "Water is lost before it reaches a tap."


def begun(cohort: Cohort | None = None, owner: User | None = None, **named: Any) -> Application:
    """A draft begun as a founder does, through the gate."""
    owner = owner or a_person()
    startup = named.pop("startup", None) or a_startup(owner)
    with transaction():
        return services.begin(
            cohort or a_cohort(), startup=startup, gate=PASSED, by=owner, language="en"
        )


def written(application: Application, by: User, **answers: Any) -> None:
    """Saves over whatever stands there."""
    with transaction():
        seen = {key: answer.version for key, answer in answers_of(application).items()}
        given = {key: Given(value, seen.get(key, 0)) for key, value in answers.items()}
        outcome = services.save_answers(application, given, by=by)
        assert not outcome.clashes and not outcome.refused, outcome


def complete(cohort: Cohort | None = None, owner: User | None = None) -> Application:
    """All that must be answered is."""
    owner = owner or a_person()
    application = begun(cohort, owner)
    written(application, owner, headline=HEADLINE, problem=PROBLEM)
    return application


def handed_in(cohort: Cohort | None = None, owner: User | None = None) -> Application:
    owner = owner or a_person()
    application = complete(cohort, owner)
    with transaction():
        services.submit(application, by=owner)
    return application


def a_teammate(application: Application, role: TeamRole = TeamRole.EDIT, **named: Any) -> User:
    person = named.pop("person", None) or a_person(**named)
    kept(ApplicationMember(application_id=application.id, user_id=person.id, role=role))
    return person


def a_closing_cohort() -> Cohort:
    """It ends while somebody is signed in: in an hour, with half an hour of grace."""
    return a_cohort(closes_at=MONDAY + timedelta(hours=1))


def just_before(instant: datetime) -> datetime:
    return instant - timedelta(microseconds=1)
