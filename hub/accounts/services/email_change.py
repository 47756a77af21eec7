"""Another e-mail address: both the old and the new one must agree."""

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from hub.accounts import emails
from hub.accounts.errors import LinkIsDead
from hub.accounts.facts import EmailChanged
from hub.accounts.models import EmailChange, User
from hub.accounts.rules.guessing import mail_budgets
from hub.accounts.rules.lifetimes import CONFIRMATION_LASTS
from hub.accounts.services.one_time import end_all_of
from hub.accounts.services.sessions import end_sign_ins
from hub.accounts.services.throttle import can_spend
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Conflict, Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_secret
from hub.history.services import record


def ask_to_change_email(person: User, new_email: str) -> None:
    """Write to both addresses. The new one's owner is told instead when it has an account; whoever
    asks sees no difference. A newer wish ends an older one.

    Raises:
        Invalid: it is the address they have.
    """
    if new_email == person.email:
        sentence = _("This is the address you have now.")
        raise Invalid(sentence, errors={"email": [sentence]})
    end_wishes_of(person)
    old_secret, new_secret_ = new_secret(), new_secret()
    change = EmailChange(
        user=person,
        old_email=person.email,
        new_email=new_email,
        old_secret_hash=hashed(old_secret),
        new_secret_hash=hashed(new_secret_),
        expires_at=now() + CONFIRMATION_LASTS,
    )
    db.session.add(change)
    db.session.flush()
    record("person.email_change_asked", person)
    emails.ask_old_address(change, old_secret)
    if can_spend(mail_budgets(new_email)):
        owner = _owner_of(new_email)
        if owner is None:
            emails.ask_new_address(change, new_secret_)
        else:
            emails.tell_taken_address(owner)


def standing_change(secret: str) -> EmailChange:
    """The wish that a link belongs to.

    Raises:
        LinkIsDead: done, stopped, replaced, or too old.
    """
    key = hashed(secret)
    query = select(EmailChange).where(
        or_(EmailChange.old_secret_hash == key, EmailChange.new_secret_hash == key),
        EmailChange.ended_at.is_(None),
        EmailChange.expires_at > now(),
    )
    change = db.session.scalars(query.with_for_update()).one_or_none()
    if change is None or not change.user.is_active or _has_agreed(change, key):
        raise LinkIsDead(_("This link has been used, or is too old. Nothing was changed."))
    return change


def is_old_address(change: EmailChange, secret: str) -> bool:
    """Whether the link is the one that went to the present address."""
    return change.old_secret_hash == hashed(secret)


def agree(secret: str) -> EmailChange:
    """One of the two addresses agrees; with the second the change is done. All sign-ins and all
    links that are still out are ended then, and both addresses are told.

    Raises:
        LinkIsDead: as `standing_change`.
        Conflict: the address has got an account since.
    """
    change = standing_change(secret)
    if is_old_address(change, secret):
        change.old_agreed_at = now()
    else:
        change.new_agreed_at = now()
    db.session.flush()
    if change.old_agreed_at and change.new_agreed_at:
        _move(change)
    return change


def stop(secret: str) -> EmailChange:
    """The owner of the present address says no.

    Raises:
        LinkIsDead: as `standing_change`.
    """
    change = standing_change(secret)
    change.ended_at = now()
    record("person.email_change_stopped", change.user)
    return change


def end_wishes_of(person: User) -> None:
    db.session.execute(
        update(EmailChange)
        .where(EmailChange.user_id == person.id, EmailChange.ended_at.is_(None))
        .values(ended_at=now())
        .execution_options(synchronize_session="fetch")
    )


def _move(change: EmailChange) -> None:
    person, old = change.user, change.old_email
    person.email = change.new_email
    person.email_verified_at = now()
    change.ended_at = now()
    try:
        db.session.flush()
    except IntegrityError as problem:
        raise Conflict(_("This address has got an account in the meantime.")) from problem
    end_all_of(person)
    end_sign_ins(person, by=person, reason="e-mail changed")
    record("person.email_changed", person)
    emails.tell_of_new_address(person, old_email=old)
    announce(EmailChanged(person.id, old, person.email))


def _has_agreed(change: EmailChange, key: str) -> bool:
    at = change.old_agreed_at if change.old_secret_hash == key else change.new_agreed_at
    return at is not None


def _owner_of(email: str) -> User | None:
    return db.session.scalars(select(User).where(User.email == email)).one_or_none()
