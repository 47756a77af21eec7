"""Secrets that work once: made, looked at, used, ended."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from hub.accounts.models import OneTimeSecret, Purpose, User
from hub.accounts.rules.lifetimes import PASSKEY_LASTS, RESET_LASTS, SECOND_STEP_LASTS
from hub.core.clock import now
from hub.core.database import db
from hub.core.ids import hashed, new_secret

LASTS: dict[Purpose, timedelta] = {
    Purpose.RESET_PASSWORD: RESET_LASTS,
    Purpose.SECOND_STEP: SECOND_STEP_LASTS,
    Purpose.PASSKEY_ADD: PASSKEY_LASTS,
    Purpose.PASSKEY_USE: PASSKEY_LASTS,
}


def issue(purpose: Purpose, person: User | None = None) -> str:
    """A new secret for one purpose. A person's older ones of the same purpose are ended."""
    if person is not None:
        end_all_of(person, purpose)
    secret = new_secret()
    db.session.add(
        OneTimeSecret(
            secret_hash=hashed(secret),
            purpose=purpose,
            user_id=person.id if person else None,
            expires_at=now() + LASTS[purpose],
        )
    )
    db.session.flush()
    return secret


def standing(purpose: Purpose, secret: str) -> OneTimeSecret | None:
    """The row of a secret that would still work, without using it up; else None."""
    query = select(OneTimeSecret).where(
        OneTimeSecret.secret_hash == hashed(secret),
        OneTimeSecret.purpose == purpose,
        OneTimeSecret.used_at.is_(None),
        OneTimeSecret.expires_at > now(),
    )
    row = db.session.scalars(query).one_or_none()
    if row is None or (row.user is not None and not row.user.is_active):
        return None
    return row


def use(purpose: Purpose, secret: str) -> OneTimeSecret | None:
    """Use a secret up: of many who try at the same moment one gets its row, the others None."""
    row = standing(purpose, secret)
    if row is None:
        return None
    claim = (
        update(OneTimeSecret)
        .where(OneTimeSecret.id == row.id, OneTimeSecret.used_at.is_(None))
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )
    return row if db.session.execute(claim).rowcount == 1 else None  # type: ignore[attr-defined]


def end_all_of(person: User, purpose: Purpose | None = None) -> None:
    """End what is still out for a person: of one purpose, or all."""
    query = update(OneTimeSecret).where(
        OneTimeSecret.user_id == person.id, OneTimeSecret.used_at.is_(None)
    )
    if purpose is not None:
        query = query.where(OneTimeSecret.purpose == purpose)
    db.session.execute(query.values(used_at=now()).execution_options(synchronize_session=False))


def forget_old_secrets(*, kept: timedelta = timedelta(days=7)) -> int:
    """Delete those that have been over for long."""
    old = delete(OneTimeSecret).where(OneTimeSecret.expires_at < now() - kept)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]
