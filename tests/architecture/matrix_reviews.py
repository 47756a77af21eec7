"""Who may stand in which door of reviews; how to read it stands in `matrix`."""

from typing import Any

from accelerator.applications.models import Application, ApplicationState
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import (
    AssignmentPlan,
    Commitment,
    ReadingBan,
    RoundEntry,
    RoundKind,
)
from accelerator.reviews.queries.ranking import Wanted
from accelerator.reviews.rules.papers import Plan
from accelerator.reviews.rules.plans import to_json
from accelerator.reviews.services.scoring import reckon
from hub.core.database import db, transaction
from tests.factories import kept
from tests.factories.programme import a_conflict, a_read, a_reviewer, a_round, an_application

EVERYONE = """
"""

PEOPLE = """
GET              /api/v1/finals
POST             /api/v1/finals/<final_id>/comparisons
GET              /api/v1/finals/<final_id>/pair
GET              /api/v1/reviews
GET PUT          /api/v1/reviews/<assignment_id>
POST             /api/v1/reviews/<assignment_id>/abstain
POST             /api/v1/reviews/<assignment_id>/conflict
POST             /api/v1/reviews/<assignment_id>/drop-amendment
GET POST         /api/v1/reviews/<assignment_id>/notes
POST             /api/v1/reviews/<read_id>/question
POST             /api/v1/reviews/<assignment_id>/take-over
GET              /api/v1/commitments
GET PATCH        /api/v1/commitments/<commitment_id>
GET PATCH        /api/v1/me/reviewer
GET              /reviews
GET POST         /reviews/<assignment_id>
GET POST         /reviews/<assignment_id>/abstain
GET POST         /reviews/<assignment_id>/conflict
POST             /reviews/<assignment_id>/draft
POST             /reviews/<assignment_id>/drop-amendment
POST             /reviews/<assignment_id>/notes
GET POST         /reviews/<read_id>/question
POST             /reviews/<assignment_id>/take-over
GET POST         /reviews/profile
GET POST         /reviews/promises/<commitment_id>
GET              /reviews/rounds/<round_id>
GET POST         /reviews/finals/<final_id>
"""

STAFF = """
GET              /api/v1/cohorts/<cohort_id>/ranking                      programmes:manage
GET              /api/v1/rounds/<round_id>/applications/<application_id>/marks  programmes:manage
GET POST         /api/v1/rounds/<round_id>/applications/<application_id>/notes  programmes:manage
GET POST         /api/v1/rounds/<round_id>/score-runs                     programmes:manage
GET              /api/v1/rounds/<round_id>/standings                      programmes:manage
GET              /admin/cohorts/<cohort_id>/rounds                                programmes:manage
GET POST         /admin/cohorts/<cohort_id>/rounds/new                            programmes:manage
GET              /admin/reviewers                                                 programmes:manage
GET              /admin/reviewers.csv                                             programmes:manage
GET POST         /admin/reviewers/<reviewer_id>                                   programmes:manage
POST             /admin/reviewers/<reviewer_id>/pause                             programmes:manage
GET POST         /admin/reviewers/import                                          programmes:manage
GET POST         /admin/reviewers/invite                                          programmes:manage
GET              /admin/rounds/<round_id>                                         programmes:manage
GET POST         /admin/rounds/<round_id>/applications                            programmes:manage
POST             /admin/rounds/<round_id>/applications/<application_id>/remove    programmes:manage
POST             /admin/rounds/<round_id>/applications/<application_id>/track     programmes:manage
GET POST         /admin/rounds/<round_id>/assignment                              programmes:manage
GET POST         /admin/rounds/<round_id>/bans                                    programmes:manage
POST             /admin/rounds/<round_id>/bans/lift                               programmes:manage
GET POST         /admin/rounds/<round_id>/close                                   programmes:manage
GET              /admin/rounds/<round_id>/coverage                                programmes:manage
POST             /admin/rounds/<round_id>/coverage/release                        programmes:manage
POST             /admin/rounds/<round_id>/coverage/remind                         programmes:manage
GET POST         /admin/rounds/<round_id>/discuss                                 programmes:manage
GET POST         /admin/rounds/<round_id>/edit                                    programmes:manage
GET POST         /admin/rounds/<round_id>/open                                    programmes:manage
POST             /admin/rounds/<round_id>/plans/<plan_id>/apply                   programmes:manage
GET POST         /admin/rounds/<round_id>/reads                                   programmes:manage
GET POST         /admin/rounds/<round_id>/reads/<assignment_id>                   programmes:manage
GET POST         /admin/rounds/<round_id>/reopen                                  programmes:manage
GET POST         /admin/rounds/<round_id>/reviewers                               programmes:manage
POST             /admin/rounds/<round_id>/reviewers/remind                        programmes:manage
GET POST         /admin/rounds/<round_id>/rubric                                  programmes:manage
GET POST         /admin/rounds/<round_id>/rubric/criterion                        programmes:manage
POST             /admin/rounds/<round_id>/rubric/remove                           programmes:manage
POST             /admin/rounds/<round_id>/rubric/take                             programmes:manage
GET POST         /api/v1/cohorts/<cohort_id>/rounds                               programmes:manage
GET POST         /api/v1/reviewers                                                programmes:manage
GET PATCH        /api/v1/reviewers/<reviewer_id>                                  programmes:manage
GET PATCH        /api/v1/rounds/<round_id>                                        programmes:manage
GET POST         /api/v1/rounds/<round_id>/applications                           programmes:manage
PATCH DELETE     /api/v1/rounds/<round_id>/applications/<application_id>          programmes:manage
GET POST         /api/v1/rounds/<round_id>/bans                                   programmes:manage
DELETE           /api/v1/rounds/<round_id>/bans/<ban_id>                          programmes:manage
POST             /api/v1/rounds/<round_id>/close                                  programmes:manage
GET POST         /api/v1/rounds/<round_id>/commitments                            programmes:manage
POST             /api/v1/rounds/<round_id>/commitments/remind                     programmes:manage
GET              /api/v1/rounds/<round_id>/coverage                               programmes:manage
POST             /api/v1/rounds/<round_id>/coverage/release                       programmes:manage
POST             /api/v1/rounds/<round_id>/coverage/remind                        programmes:manage
POST             /api/v1/rounds/<round_id>/discuss                                programmes:manage
POST             /api/v1/rounds/<round_id>/open                                   programmes:manage
POST             /api/v1/rounds/<round_id>/plans                                  programmes:manage
GET              /api/v1/rounds/<round_id>/plans/<plan_id>                        programmes:manage
POST             /api/v1/rounds/<round_id>/plans/<plan_id>/apply                  programmes:manage
POST             /api/v1/rounds/<round_id>/reads                                  programmes:manage
DELETE           /api/v1/rounds/<round_id>/reads/<assignment_id>                  programmes:manage
POST             /api/v1/rounds/<round_id>/reads/<assignment_id>/hand-on          programmes:manage
POST             /api/v1/rounds/<round_id>/reopen                                 programmes:manage
PUT              /api/v1/rounds/<round_id>/rubric                                 programmes:manage
GET POST         /admin/rounds/<round_id>/ranking                         programmes:manage
GET              /admin/rounds/<round_id>/ranking.<ending>                programmes:manage
GET              /admin/rounds/<round_id>/ranking/<application_id>        programmes:manage
POST             /admin/rounds/<round_id>/ranking/<application_id>/notes  programmes:manage
GET              /admin/rounds/<round_id>/ranking/compare                 programmes:manage
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PUT", "/reviews/<assignment_id>"): {"scores": {}},
    ("POST", "<assignment_id>/conflict"): {"kind": "equity"},
    ("POST", "<read_id>/question"): {"is_conflict": True},
    ("POST", "<assignment_id>/abstain"): {},
    ("POST", "/notes"): {"text": "Mine now"},
    ("POST", "/comparisons"): {
        "first": "01987a4b-0000-7000-8000-000000000001",
        "second": "01987a4b-0000-7000-8000-000000000002",
        "preferred": "first",
    },
    ("POST", "/score-runs"): {"note": "Mine now"},
    ("PATCH", "<commitment_id>"): {"most": 3},
}


def ids(things: Any) -> dict[str, object]:
    """Ayu reads one application, is asked a question about another, and sits in a final."""
    known = things._ids
    cohort = db.session.get_one(Cohort, known["cohort_id"])
    ayu, round_ = things.reviewer, a_round(cohort)
    read = a_read(round_, an_application(cohort, state=ApplicationState.ELIGIBLE), ayu)
    asked = an_application(cohort, state=ApplicationState.ELIGIBLE)
    waiting = a_read(round_, asked, ayu)
    a_conflict(things.ayu, asked.startup, state="suspected", evidence="address")
    final = a_round(cohort, kind=RoundKind.PAIRWISE)
    a_read(final, read.application, ayu)
    application = db.session.get(Application, known.get("application_id", read.application_id))
    if application is not None and application.id != read.application_id:
        kept(RoundEntry(round_id=round_.id, application_id=application.id))
    with transaction():
        reckon(round_, by=things.admin)
        reckon(round_, by=things.admin, wanted=Wanted(seats=1))
    promise = db.session.query(Commitment).filter_by(round_id=round_.id, reviewer_id=ayu.id).one()
    other = a_reviewer()
    named = {"application_id": read.application_id, "made_by_id": things.admin.id}
    plan = {"seed": 1, "settings": {}, "result": to_json(Plan((), None, 0, groups=1, proven=True))}
    return {
        "reviewer_id": ayu.id,
        "commitment_id": promise.id,
        "ban_id": kept(ReadingBan(reviewer_id=other.id, **named)).id,
        "plan_id": kept(AssignmentPlan(round_id=round_.id, made_by_id=things.admin.id, **plan)).id,
        "round_id": round_.id,
        "assignment_id": read.id,
        "read_id": waiting.id,
        "final_id": final.id,
        "application_id": known.get("application_id", read.application_id),
        "ending": "csv",
    }
