"""Co-founders asked in by mail. Accepted also after the deadline, when there is only to read."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select, update

from accelerator.applications.emails import teams as emails
from accelerator.applications.errors import AnotherAddress, InvitationIsDead
from accelerator.applications.models import (
    Application,
    ApplicationInvitation,
    InvitationState,
    TeamRole,
)
from accelerator.applications.permissions import can_lead, role_in
from accelerator.applications.queries.teams import invitation_behind
from accelerator.applications.services.teams import GIVEN, add
from hub.accounts.models import User
from hub.accounts.rules.addresses import clean_email
from hub.accounts.services.joining import Newcomer, join
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed, TooMany
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_secret
from hub.core.leases import rows_changed
from hub.history.services import record

STANDS = timedelta(days=30)
SENT_AGAIN_AFTER = timedelta(minutes=5)
MOST_A_DAY = 20


def invite(
    application: Application, email: str, *, role: TeamRole, by: User
) -> ApplicationInvitation:
    """Ask somebody in, by mail.

    Raises:
        NotAllowed: only the owner invites.
        Invalid: not an address, one's own, or a part that is not given.
        Conflict: they are in it, or the same invitation waits.
        TooMany: enough for today.
    """
    _check_owner(application, by)
    address = clean_email(email)
    if address is None or address == by.email:
        sentence = (
            _("This is your own address.")
            if address
            else _("This is not an e-mail address we can write to.")
        )
        raise Invalid(sentence, errors={"email": [sentence]})
    if role not in GIVEN:
        sentence = _("Please choose from the list.")
        raise Invalid(sentence, errors={"role": [sentence]})
    lock(application)
    _check_new(application, address)
    _check_daily(application)
    secret = new_secret()
    invitation = ApplicationInvitation(
        application=application,
        email=address,
        role=role,
        token_hash=hashed(secret),
        invited_by=by,
        expires_at=now() + STANDS,
    )
    db.session.add(invitation)
    db.session.flush()
    record("application.invited", application, after={"email": address, "as": role})
    emails.invite(invitation, secret)
    return invitation


def send_again(invitation: ApplicationInvitation, *, by: User) -> None:
    """A new link; the one sent before stops working.

    Raises: NotAllowed, Conflict when it is settled, TooMany just after it was sent.
    """
    _check_owner(invitation.application, by)
    lock(invitation)
    _check_waiting(invitation)
    wait = invitation.sent_at + SENT_AGAIN_AFTER - now()
    if wait > timedelta(0):
        raise TooMany(_("It was sent just now."), retry_after=int(wait.total_seconds()) + 1)
    secret = new_secret()
    invitation.token_hash, invitation.sent_at = hashed(secret), now()
    invitation.expires_at = now() + STANDS
    db.session.flush()
    record("application.invited-again", invitation.application, after={"email": invitation.email})
    emails.invite(invitation, secret)


def take_back(invitation: ApplicationInvitation, *, by: User) -> None:
    """Its link stops working. Twice is once. Raises: NotAllowed, Conflict when it was answered."""
    _check_owner(invitation.application, by)
    lock(invitation)
    if invitation.state is InvitationState.TAKEN_BACK:
        return
    _check_waiting(invitation)
    _settle(invitation, InvitationState.TAKEN_BACK)
    told = {"email": invitation.email}
    record("application.invitation-taken-back", invitation.application, before=told)


def accept(secret: str, *, person: User) -> Application:
    """Also after the deadline. By the same person twice is once.

    Raises:
        InvitationIsDead: as `invitation_behind`, or somebody else was faster.
        AnotherAddress: the person's address is not the one that was invited.
    """
    invitation = invitation_behind(secret)
    if person.email != invitation.email or person.email_verified_at is None:
        raise AnotherAddress(_("This invitation went to another address than yours."))
    application = invitation.application
    if invitation.state is InvitationState.ACCEPTED and role_in(person, application):
        return application
    if not _claim(invitation):
        raise InvitationIsDead(_("This invitation does not work any more."))
    add(application, person, role=invitation.role)
    return application


def accept_as_new(secret: str, newcomer: Newcomer) -> User:
    """With a new account for the invited address: the mail was read, so the address is verified.
    The newcomer's own `email` counts for nothing.

    Raises:
        Conflict: the address has an account; InvitationIsDead.
    """
    invitation = invitation_behind(secret)
    person = join(replace(newcomer, email=invitation.email))
    accept(secret, person=person)
    return person


def decline(secret: str) -> ApplicationInvitation:
    """By whoever has the link. Raises: InvitationIsDead."""
    invitation = invitation_behind(secret)
    lock(invitation)
    if invitation.state is not InvitationState.SENT:
        raise InvitationIsDead(_("This invitation was answered already."))
    _settle(invitation, InvitationState.DECLINED)
    told = {"email": invitation.email}
    record("application.invitation-declined", invitation.application, after=told)
    return invitation


def _claim(invitation: ApplicationInvitation) -> bool:
    """Of many who try at the same moment, one gets it."""
    claim = (
        update(ApplicationInvitation)
        .where(
            ApplicationInvitation.id == invitation.id,
            ApplicationInvitation.state == InvitationState.SENT,
            ApplicationInvitation.token_hash == invitation.token_hash,
        )
        .values(state=InvitationState.ACCEPTED, answered_at=now())
        .execution_options(synchronize_session=False)
    )
    won = rows_changed(claim) == 1
    db.session.refresh(invitation)
    return won


def _settle(invitation: ApplicationInvitation, state: InvitationState) -> None:
    invitation.state, invitation.answered_at = state, now()
    db.session.flush()


def _check_owner(application: Application, by: User) -> None:
    if not can_lead(by, application):
        raise NotAllowed(_("Only the owner of the application invites others."))


def _check_waiting(invitation: ApplicationInvitation) -> None:
    if invitation.state is not InvitationState.SENT:
        raise Conflict(_("This invitation is settled; please send a new one."))


def _check_new(application: Application, address: str) -> None:
    person = db.session.scalar(select(User).where(User.email == address))
    if person is not None and role_in(person, application) is not None:
        raise Conflict(_("This person is in the team already."))
    waiting = select(ApplicationInvitation.id).where(
        ApplicationInvitation.application_id == application.id,
        ApplicationInvitation.email == address,
        ApplicationInvitation.state == InvitationState.SENT,
    )
    if db.session.scalar(waiting) is not None:
        raise Conflict(_("This invitation is on its way already. You can send it again below."))


def _check_daily(application: Application) -> None:
    sent = select(func.count()).where(
        ApplicationInvitation.application_id == application.id,
        ApplicationInvitation.sent_at > now() - timedelta(days=1),
    )
    if (db.session.scalar(sent) or 0) >= MOST_A_DAY:
        raise TooMany(
            _("You have sent many invitations today. Please go on tomorrow."),
            retry_after=24 * 3600,
        )
