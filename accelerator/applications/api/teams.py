"""The people of an application, and what they say to each other."""

from uuid import UUID

from accelerator.applications import services
from accelerator.applications.api.endpoints import WRITES, endpoints
from accelerator.applications.errors import NeedsAnOwner
from accelerator.applications.models import Application
from accelerator.applications.queries import (
    comments_of,
    get_application,
    get_comment,
    get_invitation,
    get_member,
    invitations_of,
    members_of,
)
from accelerator.applications.schemas.own import (
    CoFounderInvitedShown,
    CoFounderToInvite,
    CommentMade,
    CommentShown,
    TeamMemberShown,
    TeamRoleMeant,
    TeamShown,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound, TooMany
from hub.web.api import Endpoint, ListShown

ONE = "/applications/<uuid:application_id>"


@endpoints.serves(
    Endpoint("GET", f"{ONE}/members", "Who is in the team", answers=TeamShown, refuses=(NotFound,))
)
def team_members(application_id: UUID) -> TeamShown:
    return _team(_theirs(application_id))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/invitations",
        "Invite a co-founder",
        answers=CoFounderInvitedShown,
        status=201,
        scope=WRITES,
        body=CoFounderToInvite,
        refuses=(NotFound, NotAllowed, Conflict, TooMany),
        note="By mail. They may accept also after the deadline; then they read along.",
    )
)
def invite_co_founder(application_id: UUID, body: CoFounderToInvite) -> CoFounderInvitedShown:
    application = _theirs(application_id)
    invitation = services.invite(application, body.email, role=body.role, by=signed_in_person())
    return CoFounderInvitedShown.of(invitation)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/invitations/<uuid:invitation_id>/again",
        "Send an invitation again, with a new link",
        answers=CoFounderInvitedShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, Conflict, TooMany),
    )
)
def invite_co_founder_again(application_id: UUID, invitation_id: UUID) -> CoFounderInvitedShown:
    invitation = get_invitation(_theirs(application_id), invitation_id)
    services.send_again(invitation, by=signed_in_person())
    return CoFounderInvitedShown.of(invitation)


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{ONE}/invitations/<uuid:invitation_id>",
        "Take an invitation back",
        answers=CoFounderInvitedShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def take_back_co_founder(application_id: UUID, invitation_id: UUID) -> CoFounderInvitedShown:
    invitation = get_invitation(_theirs(application_id), invitation_id)
    services.take_back(invitation, by=signed_in_person())
    return CoFounderInvitedShown.of(invitation)


@endpoints.serves(
    Endpoint(
        "PATCH",
        f"{ONE}/members/<uuid:member_id>",
        "Give a member another part",
        answers=TeamShown,
        scope=WRITES,
        body=TeamRoleMeant,
        refuses=(NotFound, NotAllowed, NeedsAnOwner),
        note="`owner` hands the application over.",
    )
)
def change_team_role(application_id: UUID, member_id: UUID, *, body: TeamRoleMeant) -> TeamShown:
    application, person = _theirs(application_id), signed_in_person()
    member = get_member(application, member_id)
    if body.role == "owner":
        services.hand_over(application, member, by=person)
    else:
        services.change_role(application, member, role=body.role, by=person)
    return _team(application)


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{ONE}/members/<uuid:member_id>",
        "Remove a member, or leave",
        answers=TeamShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NeedsAnOwner),
    )
)
def remove_team_member(application_id: UUID, member_id: UUID) -> TeamShown:
    application, person = _theirs(application_id), signed_in_person()
    member = get_member(application, member_id)
    if member.user_id == person.id:
        services.leave(application, person=person)
    else:
        services.remove(application, member, by=person)
    return _team(application)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/comments",
        "What the team says to each other",
        answers=ListShown[CommentShown],
        refuses=(NotFound,),
    )
)
def team_comments(application_id: UUID) -> ListShown[CommentShown]:
    said = comments_of(_theirs(application_id))
    return ListShown(items=[CommentShown.of(each) for each in said])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/comments",
        "Comment, for the team only",
        answers=CommentShown,
        status=201,
        scope=WRITES,
        body=CommentMade,
        refuses=(NotFound, NotAllowed),
    )
)
def comment_for_team(application_id: UUID, body: CommentMade) -> CommentShown:
    application = _theirs(application_id)
    made = services.comment(application, body.text, by=signed_in_person(), key=body.question)
    return CommentShown.of(made)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/comments/<uuid:comment_id>/settle",
        "Settle a comment",
        answers=CommentShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed),
    )
)
def settle_team_comment(application_id: UUID, comment_id: UUID) -> CommentShown:
    application = _theirs(application_id)
    made = get_comment(application, comment_id)
    services.resolve(made, application, by=signed_in_person())
    return CommentShown.of(made)


def _theirs(application_id: UUID) -> Application:
    return get_application(application_id, seen_by=signed_in_person())


def _team(application: Application) -> TeamShown:
    return TeamShown(
        members=[TeamMemberShown.of(each) for each in members_of(application)],
        invitations=[CoFounderInvitedShown.of(each) for each in invitations_of(application)],
    )
