"""Compact JWS with Ed25519 (RFC 7515, RFC 8037), as Open Badges 3.0 signs credentials. Thin on
purpose: one algorithm, and a header never chooses another."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ALGORITHM = "EdDSA"


def new_key() -> tuple[str, dict[str, str]]:
    """The private half (32 bytes, base64url) and the public half as a JWK with its `kid`."""
    key = Ed25519PrivateKey.generate()
    public = {"kty": "OKP", "crv": "Ed25519", "x": to_base64(key.public_key().public_bytes_raw())}
    kid = thumbprint(public)
    return to_base64(key.private_bytes_raw()), public | {"kid": kid, "use": "sig", "alg": ALGORITHM}


def thumbprint(jwk: Mapping[str, str]) -> str:
    """RFC 7638: which key it is, from the key alone."""
    named = {name: jwk[name] for name in ("crv", "kty", "x")}
    return to_base64(hashlib.sha256(canonical(named)).digest())


def signed(payload: Mapping[str, Any], *, private: str, header: Mapping[str, Any]) -> str:
    head = to_base64(canonical({"alg": ALGORITHM, **header}))
    text = f"{head}.{to_base64(canonical(payload))}"
    key = Ed25519PrivateKey.from_private_bytes(from_base64(private))
    return f"{text}.{to_base64(key.sign(text.encode()))}"


def opened(token: str, *, public_jwk: Mapping[str, str]) -> dict[str, Any] | None:
    """The payload, if this key has signed it; else None."""
    try:
        head, body, signature = token.split(".")
        header = json.loads(from_base64(head))
        if not isinstance(header, dict) or header.get("alg") != ALGORITHM:
            return None
        key = Ed25519PublicKey.from_public_bytes(from_base64(public_jwk["x"]))
        key.verify(from_base64(signature), f"{head}.{body}".encode())
        payload = json.loads(from_base64(body))
    except (ValueError, KeyError, InvalidSignature):
        return None
    return payload if isinstance(payload, dict) else None


def canonical(value: Any) -> bytes:
    """JSON in one spelling: keys sorted, no spaces, UTF-8 (RFC 8785 for texts and whole numbers,
    which is all that is signed here)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def fingerprint(value: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def to_base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64(text: str) -> bytes:
    """Raises: ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
