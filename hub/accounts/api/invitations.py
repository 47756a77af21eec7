"""For staff: invitations into the hub itself. Organisations look after their own."""

from uuid import UUID

from hub.accounts.api.people import offered_scope
from hub.accounts.models import TokenScope
from hub.accounts.queries import invitations as queries
from hub.accounts.schemas import InvitationShown, NewInvitation
from hub.accounts.services.invitations import Offer, invite, send_again, take_back
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown, Paged

endpoints = Endpoints("Invitations", "For staff: ways into the hub by mail.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "people:manage", TokenScope.ADMIN
ONE = "/invitations/<uuid:invitation_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/invitations",
        "Invitations, newest first",
        answers=ListShown[InvitationShown],
        query=Paged,
        audience=STAFF,
        permission=MANAGE,
    )
)
def invitations(query: Paged) -> ListShown[InvitationShown]:
    page = queries.invitations(cursor=query.cursor, limit=query.limit)
    return ListShown(items=[InvitationShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        "/invitations",
        "Invite somebody",
        answers=InvitationShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewInvitation,
        refuses=(NotAllowed, Conflict),
        note="With a role, it is theirs once they accept.",
    )
)
def invite_person(body: NewInvitation) -> InvitationShown:
    scope = offered_scope(body, person_id=None)
    offer = Offer(body.role, scope if body.role else None)
    by = signed_in_person()
    return InvitationShown.of(invite(body.email, by=by, offer=offer, language=body.language or ""))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/again",
        "Send an invitation again",
        answers=InvitationShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed, Conflict),
        note="With a new link; the old one stops working.",
    )
)
def invite_again(invitation_id: UUID) -> InvitationShown:
    invitation = queries.get_invitation(invitation_id)
    send_again(invitation, by=signed_in_person())
    return InvitationShown.of(invitation)


@endpoints.serves(
    Endpoint(
        "DELETE",
        ONE,
        "Take an invitation back",
        answers=InvitationShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def take_invitation_back(invitation_id: UUID) -> InvitationShown:
    invitation = queries.get_invitation(invitation_id)
    take_back(invitation, by=signed_in_person())
    return InvitationShown.of(invitation)
