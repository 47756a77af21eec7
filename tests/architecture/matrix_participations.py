"""Who may stand in which door of participations; how to read it stands in `matrix`."""

from datetime import date, timedelta
from typing import Any

from accelerator.applications.models import ApplicationState
from accelerator.participations.models import (
    CheckIn,
    FollowUp,
    Goal,
    Metric,
    Milestone,
    OnboardingTask,
    Participation,
    Perk,
    Unit,
)
from accelerator.programmes.models import Phase
from tests.factories import MONDAY, kept
from tests.factories.programme import a_cohort, an_application

EVERYONE = """
GET              /calls/<slug>/demo-day
"""

PEOPLE = """
GET              /my-cohorts
GET              /participations/<participation_id>
GET POST         /participations/<participation_id>/agreement
POST             /participations/<participation_id>/comments
POST             /participations/<participation_id>/demo-line
GET POST         /participations/<participation_id>/follow-ups/<follow_up_id>
GET POST         /participations/<participation_id>/goals/<goal_id>
GET POST         /participations/<participation_id>/goals/new
POST             /participations/<participation_id>/milestones
POST             /participations/<participation_id>/milestones/<milestone_id>/reached
GET POST         /participations/<participation_id>/months/<check_in_id>
POST             /participations/<participation_id>/perks/<perk_id>
POST             /participations/<participation_id>/tasks/<task_id>
"""

STAFF = """
GET              /admin/cohorts/<cohort_id>/startups  programmes:manage
GET              /admin/cohorts/<cohort_id>/startups/arrange  programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/demo-day  programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/metrics  programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/metrics/<metric_id>/end  programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/months  programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/perks  programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/perks/<perk_id>/end  programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/tasks  programmes:manage
POST       /participations/<participation_id>/milestones/<milestone_id>/confirm  programmes:manage
POST             /participations/<participation_id>/months/<check_in_id>/read  programmes:manage
POST             /participations/<participation_id>/move  programmes:manage
"""


def ids(things: Any) -> dict[str, object]:
    """Ayu's startup is in a cohort: with a milestone, a goal, a month and a question of later."""
    cohort = a_cohort(phase=Phase.RUNNING, demo_day_at=MONDAY + timedelta(days=60))
    application = an_application(cohort, things.ayu, state=ApplicationState.ELIGIBLE)
    inside = kept(
        Participation(
            cohort_id=cohort.id,
            startup_id=application.startup_id,
            application_id=application.id,
        )
    )
    mine = {"participation_id": inside.id}
    words = {"en": "Visit", "id": "Kunjungi", "de": "Besuchen"}
    due = MONDAY.date()
    rows = {
        "milestone_id": Milestone(title="First", due_on=due, reached_at=MONDAY, **mine),
        "goal_id": Goal(objective="Sell", key_results=[], **mine),
        "check_in_id": CheckIn(month=date(2026, 10, 1), opens_at=MONDAY, due_at=MONDAY, **mine),
        "follow_up_id": FollowUp(months=6, due_on=due, **mine),
        "task_id": OnboardingTask(cohort_id=cohort.id, position=1, title=words),
        "perk_id": Perk(cohort_id=cohort.id, provider="Awan", name=words),
        "metric_id": Metric(
            programme_id=cohort.programme_id, key="visits", position=1, name=words, unit=Unit.COUNT
        ),
    }
    return {"participation_id": inside.id} | {name: kept(row).id for name, row in rows.items()}
