"""API tokens: made, found by their secret, revoked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import joinedload

from hub.accounts.models import ApiToken, TokenScope, User
from hub.accounts.permissions import scopes_for
from hub.accounts.rules.tokens import LONGEST_NAME, MOST_LIVE, PREFIX, SHOWN, USE_NOTED_EVERY
from hub.accounts.services.acting import only_in_person
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_secret
from hub.history.services import record

#: With its person and what they may do, in one statement: each call begins with it. What is
#: read again in a transaction is read in the same way.
_BY_HASH = (
    select(ApiToken)
    .where(ApiToken.token_hash == bindparam("hash"))
    .options(joinedload(ApiToken.user).joinedload(User.grants))
)


@dataclass(frozen=True)
class NewToken:
    """`secret` is all there will ever be of it: show it once."""

    token: ApiToken
    secret: str


def make_token(
    person: User,
    *,
    name: str,
    scopes: Collection[TokenScope],
    by: User | None,
    expires_at: datetime | None = None,
) -> NewToken:
    """A token with which programs act as this person, within the scopes.

    Raises:
        ActingRefused: somebody acts for the person.
        NotAllowed: it is not their own (`by=None` is the operator), or a scope is not theirs.
        Invalid: no name, no scope, or an end in the past.
        Conflict: they have many already.
    """
    only_in_person()
    if by is not None and by.id != person.id:
        raise NotAllowed(_("A token can only be made by its own person."))
    _check(name, scopes, expires_at=expires_at)
    _check_room(person, scopes)
    secret = PREFIX + new_secret()
    token = ApiToken(
        user_id=person.id,
        name=name.strip()[:LONGEST_NAME],
        beginning=secret[:SHOWN],
        token_hash=hashed(secret),
        scopes=sorted(scope.value for scope in set(scopes)),
        made_by_id=by.id if by else None,
        expires_at=expires_at,
    )
    token.user = person
    db.session.add(token)
    db.session.flush()
    record("person.token-made", person, after={"token": token.name, "scopes": token.scopes})
    return NewToken(token, secret)


def person_of_token(secret: str) -> tuple[User, ApiToken] | None:
    """Whose token this is, unless it is revoked or expired or its person may not sign in.

    Reads only; whoever opens the door then calls `note_use` when `needs_note` says so.
    """
    if not secret.startswith(PREFIX) or len(secret) > 200:
        return None
    token = db.session.scalars(_BY_HASH, {"hash": hashed(secret)}).unique().one_or_none()
    if token is None or not token.is_live:
        return None
    if not token.user.is_active or token.user.email_verified_at is None:
        return None
    return token.user, token


def needs_note(token: ApiToken) -> bool:
    return token.last_used_at is None or now() - token.last_used_at >= USE_NOTED_EVERY


def note_use(token: ApiToken) -> None:
    """Note that a token is in use."""
    db.session.execute(
        update(ApiToken)
        .where(ApiToken.id == token.id)
        .values(last_used_at=now())
        .execution_options(synchronize_session=False)
    )


def revoke_token(token: ApiToken, *, reason: str = "") -> None:
    """It is refused from the next call on. Twice is the same as once.

    Raises:
        ActingRefused: somebody acts for the person.
    """
    only_in_person()
    _revoke(token, reason)


def revoke_all_tokens(person: User, *, reason: str) -> int:
    """How many were revoked. For those whose rights have changed or whose account is closed."""
    query = select(ApiToken).where(ApiToken.user_id == person.id, ApiToken.revoked_at.is_(None))
    tokens = list(db.session.scalars(query))
    for token in tokens:
        _revoke(token, reason)
    return len(tokens)


def _revoke(token: ApiToken, reason: str) -> None:
    if token.revoked_at is not None:
        return
    token.revoked_at = now()
    db.session.flush()
    record("person.token-revoked", token.user, before={"token": token.name}, reason=reason)


def _check(name: str, scopes: Collection[TokenScope], *, expires_at: datetime | None) -> None:
    errors: dict[str, list[str]] = {}
    if not name.strip():
        errors["name"] = [_("Please say what the token is for.")]
    if not scopes:
        errors["scopes"] = [_("Please choose at least one thing that the token may do.")]
    if expires_at is not None and expires_at <= now():
        errors["expires_on"] = [_("Please choose a day in the future.")]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)


def _check_room(person: User, scopes: Collection[TokenScope]) -> None:
    if not set(scopes) <= scopes_for(person):
        raise NotAllowed(_("Your account cannot give a token that much."))
    if _count_live(person) >= MOST_LIVE:
        raise Conflict(
            _("You have %(count)s tokens. Please revoke one you do not use.", count=MOST_LIVE)
        )


def _count_live(person: User) -> int:
    query = select(func.count()).where(
        ApiToken.user_id == person.id,
        ApiToken.revoked_at.is_(None),
        (ApiToken.expires_at.is_(None)) | (ApiToken.expires_at > now()),
    )
    return db.session.scalar(query) or 0
