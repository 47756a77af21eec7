"""What must always hold about people and sign-ins; `flask doctor` asks. Answers name nobody:
they end up in logs."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from hub.accounts.models import (
    STAFF_ROLES,
    ApiToken,
    Grant,
    Passkey,
    RecoveryCode,
    SignIn,
    User,
)
from hub.accounts.rules.addresses import clean_email
from hub.accounts.services.sealed import unsealed
from hub.core.clock import now
from hub.core.database import db
from hub.files.models import File

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _staff_without_a_confirmed_address()
    yield from _live_sign_ins_that_should_be_over()
    yield from _acting_without_an_end()
    yield from _codes_without_a_factor()
    yield from _sealed_with_a_lost_key()
    yield from _addresses_with_two_spellings()
    yield from _rights_given_twice()
    yield from _tokens_of_closed_accounts()
    yield from _photos_that_are_gone()


def _staff_without_a_confirmed_address() -> Iterator[str]:
    query = (
        select(User.id)
        .join(Grant, Grant.user_id == User.id)
        .where(
            Grant.role.in_(STAFF_ROLES),
            Grant.ended_at.is_(None),
            User.email_verified_at.is_(None),
            User.disabled_at.is_(None),
        )
        .distinct()
    )
    for person in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"person {person} has a staff role but no confirmed address"


def _live_sign_ins_that_should_be_over() -> Iterator[str]:
    closed = or_(User.disabled_at.is_not(None), User.email_verified_at.is_(None))
    query = (
        select(SignIn.user_id, func.count())
        .join(User, User.id == SignIn.user_id)
        .where(SignIn.ended_at.is_(None), SignIn.expires_at > now(), closed)
        .group_by(SignIn.user_id)
    )
    for person, count in db.session.execute(query.limit(MOST_SHOWN)):
        yield f"person {person} may not sign in but has {count} sign-ins that were not ended"


def _acting_without_an_end() -> Iterator[str]:
    """Nobody stays in the place of somebody whose account is closed."""
    query = (
        select(SignIn.id)
        .join(User, User.id == SignIn.acting_for_id)
        .where(SignIn.ended_at.is_(None), User.disabled_at.is_not(None))
    )
    for sign_in in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"sign-in {sign_in} acts for a closed account"


def _codes_without_a_factor() -> Iterator[str]:
    """A recovery code stands in for a factor; without one it would be a factor by itself."""
    query = (
        select(RecoveryCode.user_id)
        .join(User, User.id == RecoveryCode.user_id)
        .where(
            User.totp_secret.is_(None),
            RecoveryCode.used_at.is_(None),
            RecoveryCode.user_id.not_in(select(Passkey.user_id)),
        )
        .distinct()
    )
    for person in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"person {person} has recovery codes but no second factor"


def _sealed_with_a_lost_key() -> Iterator[str]:
    query = select(User.id, User.totp_secret).where(User.totp_secret.is_not(None))
    for person, kept in db.session.execute(query):
        if kept and unsealed(kept) is None:
            yield f"person {person} has an authenticator secret sealed with a key that is gone"


def _addresses_with_two_spellings() -> Iterator[str]:
    for person, email in db.session.execute(select(User.id, User.email)):
        if clean_email(email) != email:
            yield f"person {person} has an address that is not in its one spelling"


def _rights_given_twice() -> Iterator[str]:
    """Ending one of two would leave the right."""
    same = (Grant.user_id, Grant.role, Grant.scope_kind, Grant.scope_id)
    query = select(*same).where(Grant.ended_at.is_(None)).group_by(*same)
    for row in db.session.execute(query.having(func.count() > 1).limit(MOST_SHOWN)):
        yield f"person {row.user_id} has the role {row.role.value} twice in the same scope"


def _tokens_of_closed_accounts() -> Iterator[str]:
    query = (
        select(ApiToken.id)
        .join(ApiToken.user)
        .where(ApiToken.revoked_at.is_(None), User.disabled_at.is_not(None))
    )
    for token in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"token {token} of a closed account was not revoked"


def _photos_that_are_gone() -> Iterator[str]:
    living = select(File.id).where(File.deleted_at.is_(None))
    query = select(User.id).where(User.photo_id.is_not(None), User.photo_id.not_in(living))
    for person in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"person {person} shows a photo that is not there"
