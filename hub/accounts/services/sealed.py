"""Secrets that we must be able to read back (a TOTP secret), sealed with the hub's key.

A copy of the database alone, such as a lost backup, then gives no codes. Rotating SECRET_KEY with
SECRET_KEY_FALLBACKS keeps them readable.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from hub.accounts.settings import sealing_keys


def sealed(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unsealed(kept: str) -> str | None:
    """None when it was sealed with a key that is gone: then the person needs a recovery code."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(key)) for key in sealing_keys()])


def _key(secret_key: str) -> bytes:
    digest = hashlib.sha256(b"hub.accounts.sealed\n" + secret_key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
