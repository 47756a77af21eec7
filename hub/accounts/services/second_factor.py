"""The second factor by code: an authenticator app (TOTP, RFC 6238) and recovery codes on paper."""

import secrets

import pyotp
from sqlalchemy import delete, or_, update

from hub.accounts import emails
from hub.accounts.errors import FactorStillNeeded, WrongCode
from hub.accounts.models import Passkey, RecoveryCode, User
from hub.accounts.queries.factors import has_passkey, has_second_factor
from hub.accounts.rules.codes import (
    RECOVERY_CODES,
    RECOVERY_LENGTH,
    digits_of,
    matching_step,
    recovery_code_of,
    shown_recovery_code,
)
from hub.accounts.services.sealed import sealed, unsealed
from hub.accounts.services.sessions import end_sign_ins
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.ids import hashed
from hub.history.services import record

#: What a recovery code is written with: no 0/O, 1/I/L. Ten of them are 49 random bits.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_totp_secret() -> str:
    """160 random bits in base32, as apps read them."""
    return pyotp.random_base32()


def add_totp(person: User, secret: str, *, code: str, keep: str | None = None) -> None:
    """Take an authenticator app into use, shown to work by a code from it.

    Sign-ins that never saw a second factor are ended, except the one with the token hash `keep`.

    Raises:
        WrongCode: the app and we disagree, usually because of the phone's clock.
    """
    digits = digits_of(code)
    step = digits and matching_step(secret, digits, unix_time=_unix_time())
    if not step:
        raise WrongCode(_("This code does not fit. Please check that your phone's clock is right."))
    set_totp(person, secret)
    person.totp_last_step = int(step)
    end_sign_ins(person, except_=keep, by=person, reason="second factor added")
    emails.tell_of_change(person, "totp-added")


def set_totp(person: User, secret: str) -> None:
    """As `add_totp` without the proof, for accounts that are made by a command or the demo."""
    person.totp_secret = sealed(secret)
    person.totp_last_step = None
    record("person.totp_added", person)
    db.session.flush()


def remove_totp(person: User) -> None:
    """Raises FactorStillNeeded: staff keep at least one second factor."""
    if person.totp_secret is None:
        return
    if person.is_staff and not has_passkey(person):
        raise FactorStillNeeded(_staff_need_one())
    person.totp_secret = None
    person.totp_last_step = None
    record("person.totp_removed", person)
    db.session.flush()
    if not has_second_factor(person):
        forget_recovery_codes(person)
    emails.tell_of_change(person, "totp-removed")


def accept_code(person: User, typed: str) -> str:
    """Use up a code from the app, or a recovery code; say which: `totp` or `recovery`.

    Each works once, also when it is sent fifty times in the same moment.

    Raises:
        WrongCode: it is wrong, too old, or was used before.
    """
    digits, recovery = digits_of(typed), recovery_code_of(typed)
    if digits and _use_totp(person, digits):
        return "totp"
    if recovery and _use_recovery_code(person, recovery):
        record("person.recovery_code_used", person)
        emails.tell_of_change(person, "recovery-code-used")
        return "recovery"
    raise WrongCode(_("This code is not right, or was used already. Please try the next one."))


def current_totp_code(person: User) -> str | None:
    """What the person's app shows now. For demo accounts in development only."""
    secret = person.totp_secret and unsealed(person.totp_secret)
    return pyotp.TOTP(secret).at(now()) if secret else None


def new_recovery_codes(person: User) -> list[str]:
    """Ten fresh codes, to be shown once; the old ones are worth nothing any more."""
    forget_recovery_codes(person)
    codes = [
        "".join(secrets.choice(_LETTERS) for _place in range(RECOVERY_LENGTH))
        for _code in range(RECOVERY_CODES)
    ]
    db.session.add_all(
        RecoveryCode(user_id=person.id, code_hash=_code_hash(person, code)) for code in codes
    )
    db.session.flush()
    record("person.recovery_codes_made", person, after={"count": len(codes)})
    return [shown_recovery_code(code) for code in codes]


def forget_recovery_codes(person: User) -> None:
    """They stand in for a factor; without one they would be a factor by themselves."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == person.id))


def forget_factors(person: User, *, by: User | None, reason: str) -> None:
    """Take away every second factor of somebody who has lost them all, and sign them out.

    Staff are led to set up a new one at the next sign-in. The person is told by mail.
    """
    person.totp_secret = None
    person.totp_last_step = None
    db.session.execute(delete(Passkey).where(Passkey.user_id == person.id))
    forget_recovery_codes(person)
    end_sign_ins(person, by=by, reason=reason)
    record("person.factors_removed", person, reason=reason)
    emails.tell_of_change(person, "factors-removed")


def _use_totp(person: User, digits: str) -> bool:
    secret = person.totp_secret and unsealed(person.totp_secret)
    step = secret and matching_step(secret, digits, unix_time=_unix_time())
    if not step:
        return False
    claim = (
        update(User)
        .where(
            User.id == person.id,
            or_(User.totp_last_step.is_(None), User.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .execution_options(synchronize_session=False)
    )
    return bool(db.session.execute(claim).rowcount == 1)  # type: ignore[attr-defined]


def _use_recovery_code(person: User, code: str) -> bool:
    claim = (
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == person.id,
            RecoveryCode.code_hash == _code_hash(person, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )
    return bool(db.session.execute(claim).rowcount == 1)  # type: ignore[attr-defined]


def _code_hash(person: User, code: str) -> str:
    """With the person's id, so that one table of hashes does not fit everybody's codes."""
    return hashed(f"{person.id}:{code}")


def _unix_time() -> int:
    return int(now().timestamp())


def _staff_need_one() -> str:
    return _("Your role needs a second factor. Please add another one before removing this one.")
