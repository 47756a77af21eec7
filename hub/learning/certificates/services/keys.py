"""The keys with which credentials are signed. One is made when the first is needed."""

from hub.accounts.services.sealed import sealed, unsealed
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.certificates import issuer
from hub.learning.certificates.models import SigningKey
from hub.learning.certificates.queries.keys import key_called, signing_keys
from hub.learning.certificates.rules.tokens import new_key, signed

TYPE = "JWT"


class Signer:
    """A key in use: signs what it is given, under its name in our DID document."""

    def __init__(self, key: SigningKey, private: str) -> None:
        self.key = key
        self._private = private
        self._header = {"typ": TYPE, "kid": f"{issuer.did()}#{key.kid}"}

    def sign(self, payload: dict[str, object]) -> str:
        return signed(payload, private=self._private, header=self._header)


def ready_signer() -> Signer | None:
    """With the newest key that is in use and can be unsealed; writes nothing."""
    for key in signing_keys():
        private = unsealed(key.private_sealed)
        if private is not None:
            return Signer(key, private)
    return None


def signer() -> Signer:
    """As `ready_signer`; makes a key if there is none. One that was sealed with a house's secret
    that is gone can sign nothing any more: it is retired."""
    ready = ready_signer()
    if ready is not None:
        return ready
    for key in signing_keys():
        _retire(key, why="cannot be unsealed")
    return _made()


def rotate() -> SigningKey:
    """A new key signs from now on. What the old ones have signed stays verified."""
    fresh = _made()
    for key in signing_keys():
        if key.id != fresh.key.id:
            _retire(key, why="rotated")
    return fresh.key


def give_away(kid: str) -> SigningKey:
    """A key has come into other hands: nothing that it has signed verifies from now on. Issue
    those certificates anew. Raises: NotFound."""
    key = key_called(kid)
    if key is None:
        raise NotFound(_("There is no such key."))
    if key.compromised_at is None:
        key.compromised_at = now()
        key.retired_at = key.retired_at or now()
        db.session.flush()
        record("signing-key.compromised", key, after={"kid": key.kid})
    return key


def _made() -> Signer:
    private, jwk = new_key()
    key = SigningKey(kid=jwk["kid"], public_jwk=jwk, private_sealed=sealed(private))
    db.session.add(key)
    db.session.flush()
    record("signing-key.made", key, after={"kid": key.kid})
    return Signer(key, private)


def _retire(key: SigningKey, *, why: str) -> None:
    key.retired_at = now()
    db.session.flush()
    record("signing-key.retired", key, after={"kid": key.kid}, reason=why)
