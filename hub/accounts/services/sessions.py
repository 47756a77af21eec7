"""Sign-ins: begun, found by their token, kept alive, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import joinedload

from hub.accounts.models import SignIn, User
from hub.accounts.rules.devices import device_name
from hub.accounts.rules.lifetimes import SEEN_EVERY, lifetime
from hub.core.clock import now
from hub.core.database import db
from hub.core.ids import hashed, new_secret
from hub.history.services import record


@dataclass(frozen=True)
class Confined:
    """To the one thing that a sign-in opens, and until when; see `hub.accounts.confined`."""

    to: UUID
    until: datetime


def begin_sign_in(
    person: User,
    *,
    agent: str = "",
    second_factor: bool = False,
    confined: Confined | None = None,
) -> str:
    """Sign a person in and return the token for the browser's cookie; only its hash is kept.

    Args:
        agent: what the browser calls itself.
        second_factor: whether more than a password was proved just now.
        confined: nothing was proved but that somebody holds the link to this.
    """
    token = new_secret()
    sign_in = SignIn(
        token_hash=hashed(token),
        user_id=person.id,
        expires_at=now() + lifetime(is_staff=person.is_staff).absolute,
        device=device_name(agent),
        second_factor_at=now() if second_factor else None,
    )
    way = "two factors" if second_factor else "password"
    if confined is not None:
        sign_in.confined_to, sign_in.expires_at, way = confined.to, confined.until, "link"
    db.session.add(sign_in)
    db.session.flush()
    record("sign-in.begun", person, after={"device": sign_in.device, "way": way})
    return token


#: With its people and what they may do, in one statement: each page begins with it. What is read
#: again in a transaction is read in the same way.
_BY_HASH = (
    select(SignIn)
    .where(SignIn.token_hash == bindparam("hash"), SignIn.ended_at.is_(None))
    .options(
        joinedload(SignIn.user).joinedload(User.grants),
        joinedload(SignIn.acting_for).joinedload(User.grants),
    )
)


def live_sign_in(token: str) -> SignIn | None:
    """The sign-in that a cookie's token stands for, unless it is over."""
    sign_in = db.session.scalars(_BY_HASH, {"hash": hashed(token)}).unique().one_or_none()
    if sign_in is None or not sign_in.user.is_active or not sign_in.user.email_verified_at:
        return None
    return None if sign_in.is_over else sign_in


def needs_touch(sign_in: SignIn) -> bool:
    return now() - sign_in.seen_at >= SEEN_EVERY


def touch(sign_in: SignIn) -> None:
    """Note that a sign-in is in use."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in.id, SignIn.ended_at.is_(None))
        .values(seen_at=now())
        .execution_options(synchronize_session=False)
    )


def prove_again(sign_in: SignIn, *, second_factor: bool = False) -> None:
    """The person has just proved again to be the person."""
    sign_in.proved_at = now()
    if second_factor:
        sign_in.second_factor_at = now()


def end_sign_in(sign_in: SignIn, *, by: User, reason: str = "signed out") -> None:
    if sign_in.ended_at is None:
        sign_in.ended_at = now()
        record("sign-in.ended", sign_in.user, after={"device": sign_in.device}, reason=reason)


def end_sign_ins(person: User, *, except_: str | None = None, by: User | None, reason: str) -> int:
    """End all of a person's sign-ins, and those in which somebody acts for the person.

    Args:
        except_: the token hash of one that stays.
        by: who ends them; None for the house itself. History takes the actor from the door.

    Returns:
        How many were ended.
    """
    query = select(SignIn).where(
        or_(SignIn.user_id == person.id, SignIn.acting_for_id == person.id),
        SignIn.ended_at.is_(None),
        SignIn.token_hash != (except_ or ""),
    )
    ended = 0
    for sign_in in db.session.scalars(query):
        if sign_in.user_id != person.id:  # staff keep their own sign-in and stop acting
            sign_in.acting_for_id = sign_in.acting_since = None
            continue
        sign_in.ended_at = now()
        ended += 1
    db.session.flush()
    if ended:
        record("sign-in.all-ended", person, after={"count": ended}, reason=reason)
    return ended


def end_confined(to: UUID, *, reason: str) -> int:
    """End those that open this thing only; how many there were."""
    query = select(SignIn).where(SignIn.confined_to == to, SignIn.ended_at.is_(None))
    found = list(db.session.scalars(query))
    for sign_in in found:
        end_sign_in(sign_in, by=sign_in.user, reason=reason)
    db.session.flush()
    return len(found)


def forget_old_sign_ins(*, kept: timedelta = timedelta(days=30)) -> int:
    """Delete sign-ins that have been over for long; history keeps that they were."""
    gone = delete(SignIn).where(SignIn.expires_at < now() - kept)
    return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]
