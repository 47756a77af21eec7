"""Invitations: sent, sent again, taken back."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from hub.accounts import emails
from hub.accounts.models import Invitation, InvitationState, Role, ScopeKind, User
from hub.accounts.permissions import Permission, Scope, may, may_give
from hub.accounts.rules.addresses import clean_email
from hub.accounts.rules.invitations import (
    MOST_A_DAY,
    MOST_A_DAY_FOR_STAFF,
    MOST_SENT,
    SENT_AGAIN_AFTER,
    STANDS,
)
from hub.accounts.services.acting import only_in_person
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed, TooMany
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_secret
from hub.history.services import record


@dataclass(frozen=True)
class Offer:
    """What an invitation brings besides an account: a role (in a scope, or everywhere), a place in
    an organisation, both or neither."""

    role: Role | None = None
    in_scope: Scope | None = None
    organisation_id: UUID | None = None
    member_role: str | None = None


def invite(email: str, *, by: User, offer: Offer, language: str = "") -> Invitation:
    """Invite somebody to the hub, in `language` unless they have an account with their own.

    For an organisation, its own service asks first whether the person may.

    Raises:
        Invalid: not an address, or one's own.
        NotAllowed: a role that one may not give.
        Conflict: the same invitation is on its way already.
        TooMany: enough for today.
    """
    address = clean_email(email)
    if address is None:
        message = _("This is not an e-mail address we can write to.")
        raise Invalid(message, errors={"email": [message]})
    _check_sender(by, offer)
    if address == by.email:
        message = _("This is your own address.")
        raise Invalid(message, errors={"email": [message]})
    _check_not_waiting(address, offer)
    _check_daily(by)
    secret = new_secret()
    invitation = Invitation(
        email=address,
        language=language or by.language,
        token_hash=hashed(secret),
        role=offer.role,
        scope_kind=_kind(offer),
        scope_id=offer.in_scope.id if offer.in_scope else None,
        organisation_id=offer.organisation_id,
        member_role=offer.member_role,
        invited_by=by,
        expires_at=now() + STANDS,
    )
    db.session.add(invitation)
    db.session.flush()
    record("invitation.sent", invitation, after=_told(invitation))
    emails.invite(invitation, secret)
    return invitation


def send_again(invitation: Invitation, *, by: User) -> None:
    """A new link for seven days more; the one sent before stops working.

    Raises:
        Conflict: it was accepted or taken back.
        TooMany: it was sent just now, or often enough.
    """
    _check_sender(by, offer_of(invitation))
    lock(invitation)
    if invitation.state not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise Conflict(_("This invitation is settled; please send a new one."))
    if invitation.times_sent >= MOST_SENT:
        raise Conflict(_("This was sent often enough. Please ask for another address."))
    wait = invitation.sent_at + SENT_AGAIN_AFTER - now()
    if wait > timedelta(0):
        raise TooMany(_("It was sent just now."), retry_after=int(wait.total_seconds()) + 1)
    secret = new_secret()
    invitation.token_hash = hashed(secret)
    invitation.expires_at = now() + STANDS
    invitation.sent_at = now()
    invitation.times_sent += 1
    db.session.flush()
    record("invitation.sent-again", invitation, after={"email": invitation.email})
    emails.invite(invitation, secret)


def take_back(invitation: Invitation, *, by: User) -> None:
    """Its link stops working. Twice is the same as once.

    Raises:
        Conflict: it was accepted.
    """
    _check_sender(by, offer_of(invitation))
    lock(invitation)
    if invitation.state is InvitationState.ACCEPTED:
        raise Conflict(_("This invitation was accepted already."))
    if invitation.revoked_at is None:
        invitation.revoked_at = now()
        db.session.flush()
        record("invitation.taken-back", invitation, before={"email": invitation.email})


def offer_of(invitation: Invitation) -> Offer:
    return Offer(
        invitation.role,
        Scope(invitation.scope_kind, invitation.scope_id)
        if invitation.scope_kind and invitation.scope_id
        else None,
        invitation.organisation_id,
        invitation.member_role,
    )


def _check_sender(by: User, offer: Offer) -> None:
    if offer.role is not None:
        only_in_person()
        if not may_give(by, offer.role, scope=offer.in_scope):
            raise NotAllowed(_("You can only give roles that are within your own."))
    elif offer.organisation_id is None and not may(by, Permission.PEOPLE_MANAGE):
        raise NotAllowed(_("Your account may not do this."))


def _check_not_waiting(address: str, offer: Offer) -> None:
    query = select(Invitation).where(
        Invitation.email == address,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now(),
        Invitation.organisation_id == offer.organisation_id
        if offer.organisation_id
        else Invitation.organisation_id.is_(None),
    )
    if any(offer_of(each) == offer for each in db.session.scalars(query)):
        raise Conflict(_("This invitation is on its way already. You can send it again below."))


def _check_daily(by: User) -> None:
    day = timedelta(days=1)
    most = MOST_A_DAY_FOR_STAFF if by.is_staff else MOST_A_DAY
    sent = select(func.count()).where(
        Invitation.invited_by_id == by.id, Invitation.made_at > now() - day
    )
    if (db.session.scalar(sent) or 0) >= most:
        raise TooMany(
            _("You have sent many invitations today. Please go on tomorrow."),
            retry_after=int(day.total_seconds()),
        )


def _kind(offer: Offer) -> ScopeKind | None:
    if offer.role is None:
        return None
    return offer.in_scope.kind if offer.in_scope else ScopeKind.PLATFORM


def _told(invitation: Invitation) -> dict[str, object]:
    return {
        "email": invitation.email,
        "role": invitation.role,
        "scope": invitation.scope_id,
        "organisation": invitation.organisation_id,
        "as": invitation.member_role,
    }
