"""Identifiers and secrets."""

import hashlib
import secrets
import time
from uuid import UUID

#: No 0/O, 1/I/L: a reference is read out at a desk and typed on a phone.
_READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): 48 bits of milliseconds, then random.

    Rows made together lie together in an index, which keeps inserts cheap in a large table.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def new_secret() -> str:
    """256 random bits, safe in a URL. Only its hash is kept."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """SHA-256 of a random secret, in hex. For secrets with enough entropy; passwords use argon2."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_reference(length: int = 6) -> str:
    """A short code for people, such as `7KQ4MD`; uniqueness is the database's to check."""
    return "".join(secrets.choice(_READABLE) for _ in range(length))
