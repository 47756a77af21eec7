"""Letters about accounts. Every one is service mail; the secrets in them are wiped once sent."""

from datetime import datetime

from sqlalchemy import select

from hub.accounts.models import (
    STAFF_ROLES,
    EmailChange,
    Grant,
    Invitation,
    ScopeKind,
    SignUp,
    User,
)
from hub.accounts.names import ROLES
from hub.accounts.permissions import Scope
from hub.accounts.scopes import names_of
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import speaking
from hub.core.ids import hashed, new_id
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import send_mail
from hub.web.addresses import public_url


def at(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)


def ask_to_confirm(sign_up: SignUp, secret: str) -> None:
    """To an address that somebody signed up with: is it theirs?"""
    letter = Letter(
        "accounts/confirm_sign_up",
        {
            "name": sign_up.name,
            "url": public_url("accounts.confirm_sign_up", key=secret),
            "until": sign_up.expires_at,
            "zone": sign_up.zone,
        },
        useful_until=sign_up.expires_at,
    )
    receiver = Receiver(sign_up.email, sign_up.name, sign_up.language, sign_up.zone)
    send_mail(letter, to=receiver, key=f"accounts.sign-up:{sign_up.id}")


def tell_of_sign_up(person: User) -> None:
    """To somebody with an account: a sign-up with your address was tried, nothing has changed."""
    letter = Letter(
        "accounts/sign_up_again",
        {
            "name": person.name,
            "url": public_url("accounts.sign_in"),
            "reset_url": public_url("accounts.forgot_password"),
        },
    )
    send_mail(letter, to=at(person), key=f"accounts.sign-up-again:{new_id()}")


def send_reset_link(person: User, secret: str, *, until: datetime) -> None:
    letter = Letter(
        "accounts/reset_password",
        {
            "name": person.name,
            "url": public_url("accounts.reset_password", key=secret),
            "until": until,
            "zone": person.zone,
        },
        useful_until=until,
    )
    send_mail(letter, to=at(person), key=f"accounts.reset:{hashed(secret)[:32]}")


def ask_old_address(change: EmailChange, secret: str) -> None:
    _ask(change, secret, to=change.old_email, template="accounts/email_change_old")


def ask_new_address(change: EmailChange, secret: str) -> None:
    _ask(change, secret, to=change.new_email, template="accounts/email_change_new")


def tell_taken_address(owner: User) -> None:
    """To the owner of an address that another account wanted to move to."""
    letter = Letter("accounts/email_wanted", {"name": owner.name})
    send_mail(letter, to=at(owner), key=f"accounts.email-wanted:{new_id()}")


def tell_of_new_address(person: User, *, old_email: str) -> None:
    """To both addresses, once the change is done."""
    for email in (old_email, person.email):
        letter = Letter(
            "accounts/changed",
            {"name": person.name, "what": "email", "at": now(), "zone": person.zone}
            | {"help_url": public_url("accounts.forgot_password")},
        )
        receiver = Receiver(email, person.name, person.language, person.zone)
        send_mail(letter, to=receiver, key=f"accounts.changed:{new_id()}")


def tell_of_change(person: User, what: str) -> None:
    """That something by which the person signs in has changed.

    Args:
        what: `password`, `totp-added`, `totp-removed`, `passkey-added`, `passkey-removed`,
            `recovery-codes`, `recovery-code-used` or `factors-removed`.
    """
    letter = Letter(
        "accounts/changed",
        {
            "name": person.name,
            "what": what,
            "at": now(),
            "zone": person.zone,
            "help_url": public_url("accounts.forgot_password"),
        },
    )
    send_mail(letter, to=at(person), key=f"accounts.changed:{new_id()}")


def invite(invitation: Invitation, secret: str) -> None:
    """To somebody who may have no account yet, in the language that whoever invites them chose."""
    sender = invitation.invited_by
    person = db.session.scalars(select(User).where(User.email == invitation.email)).one_or_none()
    receiver = at(person) if person else _stranger(invitation)
    with speaking(receiver.language):
        place = place_of(invitation)
    letter = Letter(
        "accounts/invitation",
        {
            "sender": sender.name if sender else None,
            "role": ROLES[invitation.role] if invitation.role else None,
            "place": place,
            "url": public_url("accounts.invitation", key=secret),
            "until": invitation.expires_at,
            "zone": sender.zone if sender else "Asia/Jakarta",
        },
        useful_until=invitation.expires_at,
    )
    send_mail(letter, to=receiver, key=f"accounts.invite:{invitation.id}:{invitation.times_sent}")


def tell_of_role(grant: Grant) -> None:
    scope = Scope(grant.scope_kind, grant.scope_id) if grant.scope_id else None
    with speaking(grant.user.language):
        place = names_of({scope}).get(scope) if scope else None
    letter = Letter(
        "accounts/role_given",
        {
            "name": grant.user.name,
            "role": ROLES[grant.role],
            "place": place,
            "needs_factor": grant.role in STAFF_ROLES,
            "url": public_url("accounts.security"),
        },
    )
    send_mail(letter, to=at(grant.user), key=f"accounts.role:{grant.id}")


def tell_of_closing(person: User) -> None:
    """Without the account's id: a closed account gets no other mail."""
    letter = Letter("accounts/closed", {"name": person.name})
    receiver = Receiver(person.email, person.name, person.language, person.zone)
    send_mail(letter, to=receiver, key=f"accounts.closed:{new_id()}")


def place_of(invitation: Invitation) -> str | None:
    """The site, programme or organisation that an invitation is about, by name."""
    kind, place = invitation.scope_kind, invitation.scope_id
    if invitation.organisation_id is not None:
        kind, place = ScopeKind.ORGANISATION, invitation.organisation_id
    if kind is None or place is None:
        return None
    scope = Scope(kind, place)
    return names_of({scope}).get(scope)


def _stranger(invitation: Invitation) -> Receiver:
    zone = invitation.invited_by.zone if invitation.invited_by else "Asia/Jakarta"
    return Receiver(invitation.email, "", invitation.language, zone)


def _ask(change: EmailChange, secret: str, *, to: str, template: str) -> None:
    person = change.user
    letter = Letter(
        template,
        {
            "name": person.name,
            "old_email": change.old_email,
            "new_email": change.new_email,
            "url": public_url("accounts.confirm_email", key=secret),
            "until": change.expires_at,
            "zone": person.zone,
        },
        useful_until=change.expires_at,
    )
    receiver = Receiver(to, person.name, person.language, person.zone)
    send_mail(letter, to=receiver, key=f"{template}:{change.id}")
