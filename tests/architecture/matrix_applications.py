"""Who may stand in which door of applications; how to read it stands in `matrix`."""

from datetime import timedelta
from typing import Any

from accelerator.applications.models import (
    ApplicationInvitation,
    ApplicationState,
    InformationRequest,
    TeamComment,
    TeamRole,
)
from hub.core.ids import hashed
from tests.accelerator.applications.stories import a_teammate
from tests.factories import MONDAY, kept
from tests.factories.programme import a_cohort, an_application

EVERYONE = """
GET              /applications/invitations/<key>
POST             /applications/invitations/<key>/decline
POST             /applications/invitations/<key>/join
GET              /applications/session
GET POST         /calls/<slug>/apply
"""

PEOPLE = """
GET              /api/v1/applications
GET PATCH        /api/v1/applications/<application_id>
GET POST         /api/v1/applications/<application_id>/comments
POST             /api/v1/applications/<application_id>/comments/<comment_id>/settle
POST             /api/v1/applications/<application_id>/files/<key>
POST             /api/v1/applications/<application_id>/invitations
DELETE           /api/v1/applications/<application_id>/invitations/<invitation_id>
POST             /api/v1/applications/<application_id>/invitations/<invitation_id>/again
GET              /api/v1/applications/<application_id>/members
PATCH DELETE     /api/v1/applications/<application_id>/members/<member_id>
GET              /api/v1/applications/<application_id>/receipt
GET              /api/v1/applications/<application_id>/requests
POST             /api/v1/applications/<application_id>/requests/<request_id>/answer
POST             /api/v1/applications/<application_id>/submit
POST             /api/v1/applications/<application_id>/withdraw
POST             /api/v1/cohorts/<cohort_id>/applications
GET              /applications
GET              /applications/<application_id>
POST             /applications/<application_id>/answers/<key>
GET              /applications/<application_id>/apply
GET POST         /applications/<application_id>/apply/<section>
POST             /applications/<application_id>/comments
POST             /applications/<application_id>/comments/<comment_id>/settle
POST             /applications/<application_id>/files/<key>
GET POST         /applications/<application_id>/leave
GET              /applications/<application_id>/receipt
GET              /applications/<application_id>/receipt.pdf
POST             /applications/<application_id>/requests/<request_id>/answer
GET              /applications/<application_id>/review
GET              /applications/<application_id>/revisions/<number>
POST             /applications/<application_id>/submit
GET              /applications/<application_id>/team
POST             /applications/<application_id>/team/<member_id>/remove
POST             /applications/<application_id>/team/<member_id>/role
GET POST         /applications/<application_id>/team/<member_id>/hand-over
POST             /applications/<application_id>/team/invitations
POST             /applications/<application_id>/team/invitations/<invitation_id>/again
POST             /applications/<application_id>/team/invitations/<invitation_id>/take-back
GET POST         /applications/<application_id>/withdraw
POST             /applications/invitations/<key>/accept
GET POST         /calls/<slug>/apply/startup
"""

STAFF = """
PUT              /api/v1/applications/<application_id>/doubles/<other_id>         programmes:manage
POST             /api/v1/applications/<application_id>/more-time                  programmes:manage
GET              /api/v1/applications/<application_id>/record                     programmes:manage
GET              /api/v1/applications/<application_id>/record/history             programmes:manage
POST             /api/v1/applications/<application_id>/requests                   programmes:manage
DELETE           /api/v1/applications/<application_id>/requests/<request_id>      programmes:manage
POST             /api/v1/applications/<application_id>/screenings                 programmes:manage
POST             /api/v1/applications/<application_id>/screenings/undo            programmes:manage
GET              /api/v1/cohorts/<cohort_id>/applications                         programmes:manage
POST             /api/v1/cohorts/<cohort_id>/applications/let-through             programmes:manage
GET              /admin/applications/<application_id>                     programmes:manage
POST             /admin/applications/<application_id>/ask                 programmes:manage
POST             /admin/applications/<application_id>/doubles/<other_id>  programmes:manage
POST             /admin/applications/<application_id>/more-time           programmes:manage
POST             /admin/applications/<application_id>/screen              programmes:manage
POST             /admin/applications/<application_id>/screen/undo         programmes:manage
POST             /admin/applications/questions/<request_id>/close         programmes:manage
GET              /admin/cohorts/<cohort_id>/applications                  programmes:manage
POST             /admin/cohorts/<cohort_id>/applications/let-through      programmes:manage
"""

#: Everybody may apply, and this leads on to the part to write next.
NOT_SOMEBODYS = {("POST", "/api/v1/cohorts/<cohort_id>/applications")}
LEADS_ON = {("GET", "/applications/<application_id>/apply")}
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<application_id>"): {"answers": {"problem": {"value": "Mine", "version": 1}}},
    ("POST", "/withdraw"): {"reason": "Because I can"},
    ("POST", "<application_id>/invitations"): {"email": "me@stranger.example"},
    ("PATCH", "<member_id>"): {"role": "view"},
    ("POST", "<application_id>/comments"): {"text": "Mine now"},
    ("POST", "<application_id>/files/<key>"): {"name": "deck.pdf", "content": "AAAA"},
    ("POST", "<request_id>/answer"): {"text": "Mine now"},
    ("PUT", "<other_id>"): {"same": True},
    ("POST", "/more-time"): {"until": "2027-01-01T00:00:00Z", "reason": "Because I can"},
    ("POST", "<application_id>/requests"): {"text": "Mine", "due_at": "2027-01-01T00:00:00Z"},
    ("POST", "/screenings"): {"outcome": "eligible"},
    ("POST", "/screenings/undo"): {"reason": "Because I can"},
    ("POST", "/let-through"): {"applications": []},
}


def ids(things: Any) -> dict[str, object]:
    """Ayu has handed in an application with a co-founder; another is invited, the hub has asked."""
    cohort = a_cohort()
    application = an_application(cohort, things.ayu, state=ApplicationState.SUBMITTED)
    mate = a_teammate(application, name="Budi")
    member = next(each for each in application.members if each.user_id == mate.id)
    named = {"application_id": application.id, "author_id": mate.id, "text": "Shorter?"}
    comment = kept(TeamComment(key="problem", **named))
    invited = kept(
        ApplicationInvitation(
            application_id=application.id,
            email="third@team.example",
            role=TeamRole.VIEW,
            token_hash=hashed("third"),
            invited_by_id=things.ayu.id,
            expires_at=MONDAY + timedelta(days=30),
        )
    )
    request = kept(
        InformationRequest(
            application_id=application.id,
            text="Which pipes?",
            asked_by_id=things.admin.id,
            due_at=MONDAY + timedelta(days=3),
        )
    )
    return {
        "application_id": application.id,
        "other_id": an_application(cohort, state=ApplicationState.SUBMITTED).id,
        "member_id": member.id,
        "comment_id": comment.id,
        "co_founder_id": invited.id,
        "request_id": request.id,
        "section": "problem",
        "key": "problem",
    }
