"""Intakes for stories about rounds: eligible applications, reviewers who have promised."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accelerator.applications.models import Application, ApplicationState
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import (
    Commitment,
    CommitmentState,
    Reviewer,
    Round,
    RoundEntry,
    RoundState,
)
from accelerator.reviews.queries.assigning import PlanSettings, assignable, reckoned
from accelerator.reviews.services.plans import apply_plan, keep_plan
from hub.accounts.models import User
from hub.core.database import transaction
from tests.factories import MONDAY, at_once, kept
from tests.factories.programme import (
    a_cohort,
    a_programme_manager,
    a_reviewer,
    a_round,
    an_application,
)


@dataclass
class Intake:
    cohort: Cohort
    manager: User
    round: Round
    applications: list[Application]
    reviewers: list[Reviewer]


@at_once()
def an_intake(
    applications: int = 4, reviewers: int = 3, *, reads_each: int = 2, **named: Any
) -> Intake:
    """A round in preparation; every reviewer takes up to ten."""
    cohort = a_cohort()
    manager = a_programme_manager(cohort.programme, name="Maya Sari")
    round_ = a_round(cohort, **({"state": RoundState.DRAFT, "reads_each": reads_each} | named))
    inside = [an_application(cohort, state=ApplicationState.ELIGIBLE) for _ in range(applications)]
    for each in inside:
        kept(RoundEntry(round_id=round_.id, application_id=each.id))
    readers = [a_reviewer() for _ in range(reviewers)]
    for each in readers:
        promised(round_, each)
    return Intake(cohort, manager, round_, inside, readers)


def promised(round_: Round, reviewer: Reviewer, **named: Any) -> Commitment:
    defaults: dict[str, Any] = {
        "state": CommitmentState.ACCEPTED,
        "most": 10,
        "answered_at": MONDAY - timedelta(days=1),
        "invited_by_id": reviewer.user_id,
    }
    return kept(Commitment(round_id=round_.id, reviewer_id=reviewer.id, **(defaults | named)))


def planned(intake: Intake, **settings: Any):
    """A plan of the manager's, kept."""
    chosen = PlanSettings(**settings)
    found = assignable(intake.round, intake.manager, settings=chosen)
    outcome = reckoned(found.problem)
    with transaction():
        return keep_plan(intake.round, outcome, settings=chosen, by=intake.manager)


def assigned(intake: Intake, **settings: Any) -> int:
    plan = planned(intake, **settings)
    with transaction():
        return apply_plan(plan, intake.round, by=intake.manager)
