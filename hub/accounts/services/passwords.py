"""Passwords: hashing with argon2id, checking in even time, choosing."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from hub.accounts import emails
from hub.accounts.errors import WeakPassword
from hub.accounts.models import User
from hub.accounts.rules.addresses import clean_email
from hub.accounts.rules.passwords import SHORTEST, as_typed, too_long, weakness
from hub.accounts.services.one_time import end_all_of
from hub.accounts.services.sessions import end_sign_ins
from hub.accounts.settings import hashes_cheaply
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.history.services import record


def hashed_password(password: str) -> str:
    """An argon2id hash. Takes about 50 ms of a processor: never inside a transaction."""
    return _hasher().hash(_bytes(password))


def person_with(email: str, password: str) -> User | None:
    """The person whom this address and password belong to, if they may sign in; else None.

    One hash is computed in any case, so that the time taken does not tell an address that we know
    from one that we do not. Never inside a transaction.
    """
    address = clean_email(email)
    person = address and db.session.scalars(select(User).where(User.email == address)).one_or_none()
    if not person or not person.password_hash:
        is_password(_dummy(cheap=hashes_cheaply()), password)
        return None
    if not is_password(person.password_hash, password):
        return None
    return person if person.is_active and person.email_verified_at else None


def is_password(password_hash: str, password: str) -> bool:
    if too_long(password):
        return False
    try:
        return _hasher().verify(password_hash, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def renewed_hash(person: User, password: str) -> str | None:
    """A new hash of a password just verified, when the cost has been raised since; else None."""
    if person.password_hash and _hasher().check_needs_rehash(person.password_hash):
        return hashed_password(password)
    return None


def check_password(password: str, *, name: str, email: str) -> None:
    """Raises WeakPassword with a sentence that says why, and what would do."""
    problem = weakness(password, name=name, email=email)
    if problem:
        sentences = {
            "short": _("Please use at least %(count)s characters.", count=SHORTEST),
            "long": _("This is longer than a password may be (1,024 bytes)."),
            "common": _("Guessers try this one first. Several words in a row are safer."),
            "plain": _("This is easy to guess. Several words in a row are safer."),
            "own": _("Please do not build it from your name or address."),
        }
        raise WeakPassword(sentences[problem])


def change_password(person: User, password_hash: str, *, keep: str | None = None) -> None:
    """Give a person another password and end every sign-in but the one with the token hash `keep`,
    and every link that is out to set one. The person is told by mail.

    Check the password first with `check_password`, and hash it outside the transaction.
    """
    person.password_hash = password_hash
    end_all_of(person)
    end_sign_ins(person, except_=keep, by=person, reason="password changed")
    record("person.password_changed", person)
    emails.tell_of_change(person, "password")


def _bytes(password: str) -> bytes:
    return as_typed(password).encode("utf-8", "replace")


def _hasher() -> PasswordHasher:
    return _hasher_of(cheap=hashes_cheaply())


@lru_cache(maxsize=2)
def _hasher_of(*, cheap: bool) -> PasswordHasher:
    """RFC 9106's second recommendation (64 MiB, 3 passes) by default of argon2-cffi."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()


@lru_cache(maxsize=2)
def _dummy(*, cheap: bool) -> str:
    return _hasher_of(cheap=cheap).hash("nobody has this password")
