"""Members: invited, given another part, removed, gone. An organisation always has an owner."""

from sqlalchemy import select

from hub.accounts.facts import InvitationAccepted
from hub.accounts.models import Invitation, User
from hub.accounts.rules.addresses import clean_email
from hub.accounts.services import invitations
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Gone, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.errors import LastOwner
from hub.organisations.facts import MembershipChanged
from hub.organisations.models import MemberRole, Membership, Organisation
from hub.organisations.permissions import roles_to_give
from hub.organisations.services.registering import refuse_archived


def invite_member(
    organisation: Organisation, email: str, *, part: MemberRole, by: User, language: str = ""
) -> Invitation:
    """Invite somebody by mail; they are in once they accept.

    Raises:
        NotAllowed: a part above one's own.
        Conflict: they are in it, or were invited already; Archived.
        Invalid, TooMany: as `hub.accounts.services.invitations.invite`.
    """
    refuse_archived(organisation)
    _check(by, organisation, parts={part})
    if _living(organisation, email=clean_email(email) or "") is not None:
        raise Conflict(_("This person is a member already."))
    offer = invitations.Offer(organisation_id=organisation.id, member_role=part.value)
    return invitations.invite(email, by=by, offer=offer, language=language)


def invite_member_again(organisation: Organisation, invitation: Invitation, *, by: User) -> None:
    """Raises: as `invite_member`, and as `invitations.send_again`."""
    refuse_archived(organisation)
    _check(by, organisation, parts={_part_of(invitation)})
    invitations.send_again(invitation, by=by)


def take_back_invitation(organisation: Organisation, invitation: Invitation, *, by: User) -> None:
    _check(by, organisation, parts={_part_of(invitation)})
    invitations.take_back(invitation, by=by)


def join_as_invited(fact: InvitationAccepted) -> None:
    """Listens: somebody accepted an invitation that may have been an organisation's.

    Raises:
        Gone: the organisation is archived, or whoever invited may no longer do so.
    """
    if fact.organisation_id is None or fact.member_role is None:
        return
    organisation = db.session.get(Organisation, fact.organisation_id)
    sender = fact.invited_by_id and db.session.get(User, fact.invited_by_id)
    person = db.session.get_one(User, fact.user_id)
    part = MemberRole(fact.member_role)
    allowed = organisation and sender and part in roles_to_give(sender, organisation)
    if not organisation or not allowed or organisation.archived_at is not None:
        raise Gone(_("This invitation does not work any more. Please ask for a new one."))
    add_member(organisation, person, part=part)


def add_member(organisation: Organisation, person: User, *, part: MemberRole) -> Membership:
    """Put somebody in, without asking who may: for invitations and what is built on them.
    A member keeps the part they have; who had left is in again."""
    query = select(Membership).where(
        Membership.organisation_id == organisation.id, Membership.user_id == person.id
    )
    membership = db.session.scalars(query.with_for_update()).one_or_none()
    if membership is not None and membership.left_at is None:
        return membership
    if membership is None:
        membership = Membership(organisation=organisation, user=person)
        db.session.add(membership)
    membership.role, membership.joined_at, membership.left_at = part, now(), None
    db.session.flush()
    told = {"member": person.name, "person": person.id, "as": part}
    record("organisation.member-joined", organisation, after=told)
    announce(MembershipChanged(organisation.id, person.id))
    return membership


def change_part(membership: Membership, part: MemberRole, *, by: User) -> None:
    """Raises: NotAllowed beyond one's own part, LastOwner, Archived."""
    organisation = membership.organisation
    refuse_archived(organisation)
    _check(by, organisation, parts={membership.role, part})
    if part is not MemberRole.OWNER:
        _keep_an_owner(membership)
    before = membership.role
    if before is part:
        return
    membership.role = part
    db.session.flush()
    told = {"member": membership.user.name, "person": membership.user_id}
    record(
        "organisation.part-changed",
        organisation,
        before={"as": before},
        after=told | {"as": part},
    )


def remove_member(membership: Membership, *, by: User, reason: str = "") -> None:
    """Raises: NotAllowed beyond one's own part, LastOwner."""
    _check(by, membership.organisation, parts={membership.role})
    _end(membership, "organisation.member-removed", reason=reason)


def leave(organisation: Organisation, *, person: User) -> None:
    """Raises: Conflict when they are not in it, LastOwner."""
    membership = _living(organisation, email=person.email)
    if membership is None:
        raise Conflict(_("You are not a member."))
    _end(membership, "organisation.member-left")


def _end(membership: Membership, action: str, *, reason: str = "") -> None:
    _keep_an_owner(membership)
    if membership.left_at is not None:
        return
    membership.left_at = now()
    db.session.flush()
    told = {"member": membership.user.name, "person": membership.user_id, "as": membership.role}
    record(action, membership.organisation, before=told, reason=reason.strip())
    announce(MembershipChanged(membership.organisation_id, membership.user_id))


def _keep_an_owner(without: Membership) -> None:
    """All owners are locked, so that two who leave at once cannot both succeed."""
    query = (
        select(Membership.id)
        .where(
            Membership.organisation_id == without.organisation_id,
            Membership.role == MemberRole.OWNER,
            Membership.left_at.is_(None),
        )
        .order_by(Membership.id)
        .with_for_update()
    )
    owners = list(db.session.scalars(query))
    lock(without)
    if owners == [without.id]:
        raise LastOwner(_("This is the last owner. Please make somebody else an owner first."))


def _living(organisation: Organisation, *, email: str) -> Membership | None:
    query = (
        select(Membership)
        .join(Membership.user)
        .where(
            Membership.organisation_id == organisation.id,
            Membership.left_at.is_(None),
            User.email == email,
        )
    )
    return db.session.scalars(query).one_or_none()


def _check(by: User, organisation: Organisation, *, parts: set[MemberRole]) -> None:
    if not parts <= roles_to_give(by, organisation):
        raise NotAllowed(_("Your part in this organisation does not allow that."))


def _part_of(invitation: Invitation) -> MemberRole:
    return MemberRole(invitation.member_role or MemberRole.MEMBER)
