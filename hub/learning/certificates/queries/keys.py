"""Keys, and whether a credential was signed by one of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from hub.core.database import db
from hub.learning.certificates.models import Certificate, SigningKey
from hub.learning.certificates.rules.tokens import opened


def signing_keys() -> Sequence[SigningKey]:
    """In use, the newest first."""
    query = select(SigningKey).where(SigningKey.retired_at.is_(None))
    return db.session.scalars(query.order_by(SigningKey.made_at.desc(), SigningKey.id.desc())).all()


def verifying_keys() -> list[dict[str, str]]:
    """Public halves with which something may be verified: the one that signs now first."""
    query = select(SigningKey).where(SigningKey.compromised_at.is_(None))
    in_order = query.order_by(
        SigningKey.retired_at.is_not(None), SigningKey.made_at.desc(), SigningKey.id.desc()
    )
    return [key.public_jwk for key in db.session.scalars(in_order)]


def key_called(kid: str) -> SigningKey | None:
    return db.session.scalar(select(SigningKey).where(SigningKey.kid == kid))


def signed_payload(certificate: Certificate) -> dict[str, Any] | None:
    """What was signed, if its own key has signed it and that key is still ours alone."""
    key = certificate.key
    if key.compromised_at is not None:
        return None
    return opened(certificate.credential, public_jwk=key.public_jwk)
