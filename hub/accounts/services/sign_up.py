"""Signing up: a wish, a mail, and a person once the mail is answered."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from hub.accounts import emails
from hub.accounts.errors import LinkIsDead
from hub.accounts.models import SignUp, User
from hub.accounts.rules.guessing import mail_budgets
from hub.accounts.rules.lifetimes import CONFIRMATION_LASTS
from hub.accounts.services.joining import Newcomer, join
from hub.accounts.services.throttle import can_spend
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_secret


def ask_to_join(newcomer: Newcomer) -> str | None:
    """Note the wish and write to the address. When it has an account, its owner is told instead.

    To whoever asked, all of these look alike. More mail than one address can be expected to want
    in a day is not written.

    Returns:
        The hash of the wish's secret, so that the browser it was made in can be known again; None
        when there is an account.
    """
    may_write = can_spend(mail_budgets(newcomer.email))
    owner = db.session.scalars(select(User).where(User.email == newcomer.email)).one_or_none()
    if owner is not None:
        if may_write and owner.is_active:
            emails.tell_of_sign_up(owner)
        return None
    end_wishes_for(newcomer.email)
    secret = new_secret()
    wish = SignUp(
        secret_hash=hashed(secret),
        email=newcomer.email,
        name=newcomer.name,
        password_hash=newcomer.password_hash,
        language=newcomer.language,
        zone=newcomer.zone,
        consent=newcomer.consent,
        expires_at=now() + CONFIRMATION_LASTS,
    )
    db.session.add(wish)
    db.session.flush()
    if may_write:
        emails.ask_to_confirm(wish, secret)
    return wish.secret_hash


def standing_wish(secret: str) -> SignUp:
    """Raises LinkIsDead: used, expired, or a newer one was sent."""
    query = select(SignUp).where(
        SignUp.secret_hash == hashed(secret), SignUp.used_at.is_(None), SignUp.expires_at > now()
    )
    wish = db.session.scalars(query).one_or_none()
    if wish is None:
        raise LinkIsDead(
            _("This link has been used, or is too old. Please sign in, or sign up again.")
        )
    return wish


def confirm_wish(secret: str) -> User:
    """The address is theirs: make the person.

    Raises:
        LinkIsDead: used, expired, or a newer one was sent.
        Conflict: the address has got an account since.
    """
    wish = standing_wish(secret)
    end_wishes_for(wish.email)
    return join(
        Newcomer(
            name=wish.name,
            email=wish.email,
            language=wish.language,
            zone=wish.zone,
            password_hash=wish.password_hash,
            consent=wish.consent,
        )
    )


def end_wishes_for(email: str) -> None:
    db.session.execute(
        update(SignUp)
        .where(SignUp.email == email, SignUp.used_at.is_(None))
        .values(used_at=now())
        .execution_options(synchronize_session="fetch")
    )


def forget_old_wishes(*, kept: timedelta = timedelta(days=7)) -> int:
    """Delete wishes that nobody can answer any more: they are personal data of non-members."""
    return int(db.session.execute(delete(SignUp).where(SignUp.expires_at < now() - kept)).rowcount)  # type: ignore[attr-defined]
