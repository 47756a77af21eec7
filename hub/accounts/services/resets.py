"""A new password by mail. Always open to the owner, however often a stranger has guessed."""

from sqlalchemy import select

from hub.accounts import emails
from hub.accounts.errors import LinkIsDead
from hub.accounts.models import OneTimeSecret, Purpose, User
from hub.accounts.rules.addresses import clean_email
from hub.accounts.rules.guessing import mail_budgets
from hub.accounts.rules.lifetimes import RESET_LASTS
from hub.accounts.services import one_time
from hub.accounts.services.passwords import change_password
from hub.accounts.services.throttle import can_spend
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _


def ask_for_reset(email: str) -> None:
    """Send a link to the address if it has an account. Silent in every case: what is answered must
    not tell whether it has. After five mails in a day no more are written to it."""
    address = clean_email(email)
    if address is None or not can_spend(mail_budgets(address)):
        return
    person = db.session.scalars(select(User).where(User.email == address)).one_or_none()
    if person is not None and person.is_active:
        secret = one_time.issue(Purpose.RESET_PASSWORD, person)
        emails.send_reset_link(person, secret, until=now() + RESET_LASTS)


def standing_reset(secret: str) -> OneTimeSecret:
    """Raises LinkIsDead: used, expired, replaced by a newer one, or the password has changed."""
    row = one_time.standing(Purpose.RESET_PASSWORD, secret)
    if row is None:
        raise _dead()
    return row


def reset_password(secret: str, password_hash: str) -> User:
    """Use the link up and change the password. Nobody is signed in by it: a second factor is still
    asked for at the next sign-in. The mail has also shown that the address is theirs.

    Raises:
        LinkIsDead: as `standing_reset`.
    """
    row = one_time.use(Purpose.RESET_PASSWORD, secret)
    if row is None or row.user is None:
        raise _dead()
    person = row.user
    person.email_verified_at = person.email_verified_at or now()
    change_password(person, password_hash)
    return person


def _dead() -> LinkIsDead:
    return LinkIsDead(_("This link has been used, or is too old. Please ask for a new one."))
