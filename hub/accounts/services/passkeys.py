"""Passkeys (WebAuthn level 2): questions to the browser, and its answers.

The question is a one-time secret of ours: an answer is worth something once, for five minutes.
`webauthn` is imported where it is used, because it takes half a second and most processes never
need it.
"""

import base64
import json
from typing import Any

from sqlalchemy import select

from hub.accounts import emails
from hub.accounts.errors import FactorStillNeeded, PasskeyRefused
from hub.accounts.models import Passkey, Purpose, User
from hub.accounts.queries.factors import has_second_factor, passkeys_of
from hub.accounts.services import one_time
from hub.accounts.services.second_factor import forget_recovery_codes
from hub.accounts.services.sessions import end_sign_ins
from hub.accounts.settings import origin, passkey_domain
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.history.services import record

HUB = "Future City Hub"
MOST = 20
TRANSPORTS = {"usb", "nfc", "ble", "internal", "hybrid", "smart-card", "cable"}


def question_to_add(person: User) -> str:
    """JSON options for `navigator.credentials.create`.

    Raises:
        PasskeyRefused: passkeys do not work at this hub's address, or there are too many.
    """
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    theirs = passkeys_of(person)
    if len(theirs) >= MOST:
        raise PasskeyRefused(_("You have %(count)s passkeys already.", count=len(theirs)))
    options = generate_registration_options(
        rp_id=_domain(),
        rp_name=HUB,
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.name,
        challenge=one_time.issue(Purpose.PASSKEY_ADD, person).encode(),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.PREFERRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[_named(passkey) for passkey in theirs],
    )
    return options_to_json(options)


def add_passkey(
    person: User, answer: dict[str, Any], *, name: str, keep: str | None = None
) -> Passkey:
    """Keep the public half of a new passkey. Other sign-ins, except the one with the token hash
    `keep`, are ended when this is the person's first second factor.

    Raises:
        PasskeyRefused: the answer is not to our question, or not from this hub's address.
    """
    from webauthn import verify_registration_response  # noqa: PLC0415

    challenge = _challenge(answer, Purpose.PASSKEY_ADD, person=person)
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_domain(),
            expected_origin=origin(),
            require_user_verification=True,
        )
    except Exception as problem:  # the library raises many kinds on malformed answers
        raise _refusal() from problem
    if not has_second_factor(person):
        end_sign_ins(person, except_=keep, by=person, reason="second factor added")
    transports = answer.get("response", {}).get("transports") or []
    passkey = Passkey(
        user_id=person.id,
        credential_id=_base64url(made.credential_id),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=[t for t in transports if t in TRANSPORTS] if _is_list(transports) else [],
        name=" ".join(name.split())[:60] or _("Passkey"),
    )
    db.session.add(passkey)
    record("person.passkey_added", person, after={"name": passkey.name})
    emails.tell_of_change(person, "passkey-added")
    return passkey


def question_to_sign_in(person: User | None = None) -> str:
    """JSON options for `navigator.credentials.get`: any passkey of this hub, or the person's.

    Raises:
        PasskeyRefused: passkeys do not work at this hub's address.
    """
    from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    options = generate_authentication_options(
        rp_id=_domain(),
        challenge=one_time.issue(Purpose.PASSKEY_USE).encode(),
        allow_credentials=[_named(passkey) for passkey in passkeys_of(person)] if person else None,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def person_answering(answer: dict[str, Any], *, expected: User | None = None) -> User:
    """Whose passkey answered our question. It counts as both factors: the device and what unlocks
    it (a finger, a face, a PIN) are required.

    Raises:
        PasskeyRefused: unknown passkey, another person's than `expected`, or not our question.
    """
    from webauthn import verify_authentication_response  # noqa: PLC0415

    challenge = _challenge(answer, Purpose.PASSKEY_USE, person=None)
    passkey = db.session.scalars(
        select(Passkey).where(Passkey.credential_id == str(answer.get("id", ""))).with_for_update()
    ).one_or_none()
    person = passkey and db.session.get(User, passkey.user_id)
    if not passkey or not person or (expected is not None and person.id != expected.id):
        raise _refusal()
    try:
        proof = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_domain(),
            expected_origin=origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception as problem:  # the library raises many kinds on malformed answers
        raise _refusal() from problem
    if not person.is_active or not person.email_verified_at:
        raise _refusal()
    passkey.sign_count = proof.new_sign_count
    passkey.used_at = now()
    return person


def remove_passkey(person: User, passkey_id: object) -> None:
    """Raises NotFound, or FactorStillNeeded when staff would have no second factor left."""
    theirs = passkeys_of(person)
    passkey = next((each for each in theirs if str(each.id) == str(passkey_id)), None)
    if passkey is None:
        raise NotFound(_("There is no such passkey."))
    if person.is_staff and len(theirs) == 1 and not person.totp_secret:
        raise FactorStillNeeded(
            _("Your role needs a second factor. Please add another one before removing this one.")
        )
    db.session.delete(passkey)
    db.session.flush()
    if not has_second_factor(person):
        forget_recovery_codes(person)
    record("person.passkey_removed", person, before={"name": passkey.name})
    emails.tell_of_change(person, "passkey-removed")


def _domain() -> str:
    domain = passkey_domain()
    if domain is None:
        raise PasskeyRefused(_("Passkeys do not work at this address of the hub."))
    return domain


def _challenge(answer: dict[str, Any], purpose: Purpose, *, person: User | None) -> bytes:
    """The question that the answer says it answers, used up; only ever one of ours."""
    try:
        said = json.loads(_bytes_of(answer["response"]["clientDataJSON"]))
        secret = _bytes_of(said["challenge"]).decode("ascii")
    except (KeyError, TypeError, ValueError) as problem:
        raise _refusal() from problem
    row = one_time.use(purpose, secret)
    if row is None or row.user_id != (person.id if person else None):
        raise _refusal()
    return secret.encode()


def _refusal() -> PasskeyRefused:
    return PasskeyRefused(_("This passkey did not work here. Please try another way."))


def _named(passkey: Passkey) -> Any:
    from webauthn.helpers import structs  # noqa: PLC0415

    known = [structs.AuthenticatorTransport(transport) for transport in passkey.transports]
    return structs.PublicKeyCredentialDescriptor(
        id=_bytes_of(passkey.credential_id), transports=known or None
    )


def _bytes_of(text: Any) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _is_list(value: object) -> bool:
    return isinstance(value, list)
