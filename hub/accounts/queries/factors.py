"""Which second factors somebody has, and where they are signed in."""

from sqlalchemy import exists, func, select

from hub.accounts.models import Passkey, RecoveryCode, SignIn, User
from hub.core.clock import now
from hub.core.database import db


def has_second_factor(person: User) -> bool:
    return person.totp_secret is not None or has_passkey(person)


def has_passkey(person: User) -> bool:
    return bool(db.session.scalar(select(exists().where(Passkey.user_id == person.id))))


def passkeys_of(person: User) -> list[Passkey]:
    query = select(Passkey).where(Passkey.user_id == person.id).order_by(Passkey.made_at)
    return list(db.session.scalars(query))


def recovery_codes_left(person: User) -> int:
    unused = select(func.count()).where(
        RecoveryCode.user_id == person.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused) or 0


def live_sign_ins_of(person: User) -> list[SignIn]:
    """Where the person is signed in now, the last used first."""
    query = (
        select(SignIn)
        .where(SignIn.user_id == person.id, SignIn.ended_at.is_(None), SignIn.expires_at > now())
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return [each for each in db.session.scalars(query) if not each.is_over]
