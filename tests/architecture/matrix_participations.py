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
GET              /api/v1/cohorts/<cohort_id>/demo-day
GET              /api/v1/participations
GET              /api/v1/participations/<participation_id>
PUT              /api/v1/participations/<participation_id>/agreement
GET PUT          /api/v1/participations/<participation_id>/check-ins/<check_in_id>
GET POST         /api/v1/participations/<participation_id>/comments
PUT              /api/v1/participations/<participation_id>/demo-line
GET PUT          /api/v1/participations/<participation_id>/follow-ups/<follow_up_id>
POST             /api/v1/participations/<participation_id>/goals
PUT              /api/v1/participations/<participation_id>/goals/<goal_id>
GET              /api/v1/participations/<participation_id>/history
POST             /api/v1/participations/<participation_id>/milestones
POST             /api/v1/participations/<participation_id>/milestones/<milestone_id>/reached
POST             /api/v1/participations/<participation_id>/perks/<perk_id>/claim
PUT              /api/v1/participations/<participation_id>/tasks/<task_id>
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
GET        /api/v1/cohorts/<cohort_id>/check-ins                          programmes:manage
POST       /api/v1/cohorts/<cohort_id>/check-ins/plan                     programmes:manage
PUT        /api/v1/cohorts/<cohort_id>/demo-day/order                     programmes:manage
GET POST   /api/v1/cohorts/<cohort_id>/metrics                            programmes:manage
DELETE     /api/v1/cohorts/<cohort_id>/metrics/<metric_id>                programmes:manage
GET        /api/v1/cohorts/<cohort_id>/participations                     programmes:manage
GET POST   /api/v1/cohorts/<cohort_id>/perks                              programmes:manage
DELETE     /api/v1/cohorts/<cohort_id>/perks/<perk_id>                    programmes:manage
GET POST   /api/v1/cohorts/<cohort_id>/tasks                              programmes:manage
POST       /api/v1/participations/<participation_id>/check-ins/<check_in_id>/read programmes:manage
POST /api/v1/participations/<participation_id>/milestones/<milestone_id>/confirm programmes:manage
POST       /api/v1/participations/<participation_id>/move                 programmes:manage
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

#: For everybody, once the cohort runs.
NOT_SOMEBODYS = {("GET", "/api/v1/cohorts/<cohort_id>/demo-day")}
RESULTS = [{"name": "Mine", "target": 1}]
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PUT", "<participation_id>/agreement"): {"version": 1},
    ("PUT", "<check_in_id>"): {"numbers": {}, "version": 1},
    ("POST", "<participation_id>/comments"): {"text": "Mine now"},
    ("PUT", "/demo-line"): {"demo_line": "Mine now"},
    ("PUT", "<follow_up_id>"): {"disposition": "closed"},
    ("POST", "<participation_id>/goals"): {"objective": "Mine", "key_results": RESULTS},
    ("PUT", "<goal_id>"): {"key_results": RESULTS, "version": 1},
    ("POST", "<participation_id>/milestones"): {"title": "Mine", "due_on": "2026-12-24"},
    ("PUT", "<task_id>"): {"done": True},
    ("PUT", "/demo-day/order"): {"participations": []},
    ("POST", "<cohort_id>/metrics"): {"name": {"en": "Mine"}, "unit": "count"},
    ("POST", "<cohort_id>/perks"): {"provider": "Me", "name": {"en": "Mine"}},
    ("POST", "<cohort_id>/tasks"): {"title": {"en": "Mine"}},
    ("POST", "<participation_id>/move"): {"to": "removed"},
}


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
