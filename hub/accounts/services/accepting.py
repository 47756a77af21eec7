"""Accept an invitation: with the account one has, or with a new one."""

from dataclasses import replace

from sqlalchemy import select, update

from hub.accounts.errors import AnotherAddress, InvitationIsDead
from hub.accounts.facts import InvitationAccepted
from hub.accounts.models import Invitation, InvitationState, User
from hub.accounts.services.acting import only_in_person
from hub.accounts.services.grants import give_role
from hub.accounts.services.invitations import offer_of
from hub.accounts.services.joining import Newcomer, join
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.ids import hashed
from hub.history.services import record


def invitation_behind(secret: str) -> Invitation:
    """The invitation that a mail's link stands for, also when it was accepted already.

    Raises:
        InvitationIsDead: unknown, replaced, taken back or expired.
    """
    query = select(Invitation).where(Invitation.token_hash == hashed(secret))
    invitation = db.session.scalars(query).one_or_none()
    alive = (InvitationState.OPEN, InvitationState.ACCEPTED)
    if invitation is None or invitation.state not in alive:
        raise _dead()
    return invitation


def account_for(invitation: Invitation) -> User | None:
    """The account that has the address, if there is one."""
    return db.session.scalars(select(User).where(User.email == invitation.email)).one_or_none()


def accept(invitation: Invitation, *, person: User) -> None:
    """Accept with an account; by the same person twice is the same as once.

    Raises:
        AnotherAddress: the person's address is not the one that was invited.
        InvitationIsDead: over, or whoever sent it may no longer give what it brings.
    """
    only_in_person()
    if person.email != invitation.email or person.email_verified_at is None:
        raise AnotherAddress(_("This invitation went to another address than yours."))
    if not _claim(invitation, person):
        if invitation.accepted_by_id == person.id:
            return
        raise _dead()
    record("invitation.accepted", invitation, after={"by": person.name})
    offer = offer_of(invitation)
    if offer.role is not None:
        try:
            give_role(person, offer.role, in_scope=offer.in_scope, by=invitation.invited_by)
        except (NotAllowed, Invalid) as void:
            raise _dead() from void
    announce(
        InvitationAccepted(
            invitation_id=invitation.id,
            user_id=person.id,
            invited_by_id=invitation.invited_by_id,
            organisation_id=offer.organisation_id,
            member_role=offer.member_role,
        )
    )


def accept_as_new(invitation: Invitation, newcomer: Newcomer) -> User:
    """Make an account for the invited address and accept with it: the mail was read, so the address
    is verified. The newcomer's own `email` counts for nothing.

    Raises:
        Conflict: the address has an account; sign in with it.
        InvitationIsDead: as `accept`.
    """
    person = join(replace(newcomer, email=invitation.email))
    accept(invitation, person=person)
    return person


def _claim(invitation: Invitation, person: User) -> bool:
    """Of many who try at the same moment, one gets it."""
    claim = (
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.token_hash == invitation.token_hash,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now(),
        )
        .values(accepted_at=now(), accepted_by_id=person.id)
        .execution_options(synchronize_session=False)
    )
    changed: int = db.session.execute(claim).rowcount  # type: ignore[attr-defined]
    db.session.refresh(invitation)
    return changed == 1


def _dead() -> InvitationIsDead:
    return InvitationIsDead(
        _("This invitation does not work any more. Please ask whoever sent it for a new one.")
    )
