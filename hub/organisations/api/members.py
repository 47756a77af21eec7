"""The members of an organisation: seen by its own people and by staff, invited, changed, gone."""

from uuid import UUID

from hub.accounts.models import User
from hub.accounts.queries.history import people_in
from hub.accounts.queries.invitations import get_invitation, waiting_for
from hub.accounts.schemas import Ending, EntryShown, InvitationShown
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.history.queries import history_of
from hub.organisations import queries, services
from hub.organisations.api.groups import ONE, WRITES
from hub.organisations.api.groups import organisations as endpoints
from hub.organisations.errors import Archived, LastOwner
from hub.organisations.models import Organisation
from hub.organisations.permissions import can_see_members, roles_to_give
from hub.organisations.schemas import MemberChange, MemberShown, MemberToInvite
from hub.web.api import Endpoint, ListShown, Paged

INVITED = f"{ONE}/invitations/<uuid:invitation_id>"
MEMBER = f"{ONE}/members/<uuid:membership_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/members",
        "Who is in an organisation, by name",
        answers=ListShown[MemberShown],
        refuses=(NotFound, NotAllowed),
        note="Shown to its own people and to the hub's staff.",
    )
)
def members(organisation_id: UUID) -> ListShown[MemberShown]:
    found, _person = _inside(organisation_id)
    return ListShown(items=[MemberShown.of(each) for each in queries.members_of(found)])


@endpoints.serves(
    Endpoint(
        "PATCH",
        MEMBER,
        "Give a member another part",
        answers=MemberShown,
        scope=WRITES,
        body=MemberChange,
        refuses=(NotFound, NotAllowed, Archived, LastOwner),
        note="Nobody gives or takes a part above their own.",
    )
)
def change_member(organisation_id: UUID, membership_id: UUID, *, body: MemberChange) -> MemberShown:
    found, person = _inside(organisation_id)
    membership = queries.get_membership(found, membership_id)
    services.change_part(membership, body.part, by=person)
    return MemberShown.of(membership)


@endpoints.serves(
    Endpoint(
        "DELETE",
        MEMBER,
        "Remove a member, or leave",
        answers=MemberShown,
        scope=WRITES,
        query=Ending,
        refuses=(NotFound, NotAllowed, Conflict, LastOwner),
        note="Everybody may leave; an organisation always keeps an owner.",
    )
)
def end_membership(organisation_id: UUID, membership_id: UUID, *, query: Ending) -> MemberShown:
    found, person = _inside(organisation_id)
    membership = queries.get_membership(found, membership_id)
    if membership.user_id == person.id:
        services.leave(found, person=person)
    else:
        services.remove_member(membership, by=person, reason=query.reason)
    return MemberShown.of(membership)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/invitations",
        "Invitations into an organisation that wait for an answer",
        answers=ListShown[InvitationShown],
        refuses=(NotFound, NotAllowed),
        note="Shown to those who may invite.",
    )
)
def member_invitations(organisation_id: UUID) -> ListShown[InvitationShown]:
    found, person = _inside(organisation_id)
    if not roles_to_give(person, found):
        raise NotAllowed(_("Your part in this organisation does not allow that."))
    return ListShown(items=[InvitationShown.of(each) for each in waiting_for(found.id)])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/invitations",
        "Invite somebody into an organisation",
        answers=InvitationShown,
        status=201,
        scope=WRITES,
        body=MemberToInvite,
        refuses=(NotFound, NotAllowed, Conflict, Archived),
        note="They get a mail and are in once they accept.",
    )
)
def invite_member(organisation_id: UUID, body: MemberToInvite) -> InvitationShown:
    found, person = _inside(organisation_id)
    sent = services.invite_member(
        found, body.email, part=body.part, by=person, language=body.language or ""
    )
    return InvitationShown.of(sent)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{INVITED}/again",
        "Send an organisation's invitation again",
        answers=InvitationShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, Conflict, Archived),
        note="With a new link; the old one stops working.",
    )
)
def invite_member_again(organisation_id: UUID, invitation_id: UUID) -> InvitationShown:
    found, person = _inside(organisation_id)
    invitation = get_invitation(invitation_id, organisation_id=found.id)
    services.invite_member_again(found, invitation, by=person)
    return InvitationShown.of(invitation)


@endpoints.serves(
    Endpoint(
        "DELETE",
        INVITED,
        "Take an organisation's invitation back",
        answers=InvitationShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def take_member_invitation_back(organisation_id: UUID, invitation_id: UUID) -> InvitationShown:
    found, person = _inside(organisation_id)
    invitation = get_invitation(invitation_id, organisation_id=found.id)
    services.take_back_invitation(found, invitation, by=person)
    return InvitationShown.of(invitation)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/history",
        "What happened to an organisation, newest first",
        answers=ListShown[EntryShown],
        query=Paged,
        refuses=(NotFound, NotAllowed),
        note="Shown to its own people and to the hub's staff.",
    )
)
def organisation_history(organisation_id: UUID, query: Paged) -> ListShown[EntryShown]:
    found, _person = _inside(organisation_id)
    page = history_of(found, cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)


def _inside(organisation_id: UUID) -> tuple[Organisation, User]:
    """The organisation and who asks, who is one of its people or staff."""
    found, person = queries.get_organisation(organisation_id), signed_in_person()
    if not can_see_members(person, found):
        raise NotAllowed(_("Its members are shown to its own people and to the hub's staff."))
    return found, person
