"""A certificate as an Open Badges 3.0 credential (1EdTech, a W3C Verifiable Credential 2.0)."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hub.learning.certificates.rules.statuses import place_of

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


@dataclass(frozen=True)
class Issued:
    """What a credential says beside the certificate's snapshot.

    Args:
        did: of the issuer, with `name` and `home`.
        url: where the certificate is looked up; also the credential's id.
        course_url, status_list: addresses of the course, and of the list with its bit.
        subject: an opaque address of the learner, the same on all their certificates of one class.
        email: as the learner has it now; only its salted hash is in the credential.
    """

    did: str
    name: str
    home: str
    url: str
    course_url: str
    status_list: str
    status_index: int
    subject: str
    email: str
    sha256: str


def credential(snapshot: dict[str, Any], issued: Issued) -> dict[str, Any]:
    """The payload of the JWT: the credential itself with the registered claims (OB 3.0, 8.2.4.1).

    `snapshot` as `rules.snapshots` makes it; texts are in the language of the class.
    """
    speaking, at = snapshot["language"], snapshot["issued_at"]
    body = {
        "@context": list(CONTEXTS),
        "id": issued.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issued.did, "type": ["Profile"], "name": issued.name, "url": issued.home},
        "validFrom": at,
        "name": snapshot["course"]["title"][speaking],
        "credentialSubject": _subject(snapshot, issued),
        "evidence": [
            {
                "id": issued.url,
                "type": ["Evidence"],
                "name": snapshot["number"],
                "description": f"SHA-256 of the certificate's record: {issued.sha256}",
            }
        ],
        "credentialStatus": {
            "id": f"{issued.status_list}#{place_of(issued.status_index)[1]}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place_of(issued.status_index)[1]),
            "statusListCredential": issued.status_list,
        },
    }
    claims = {"iss": issued.did, "jti": issued.url, "sub": issued.subject, "nbf": seconds(at)}
    return body | claims


def status_credential(
    *, did: str, url: str, encoded_list: str, at: datetime, until: datetime
) -> dict[str, Any]:
    """The list of what does not stand any more, as a credential of its own; a copy older than
    `until` is not to be trusted."""
    return {
        "@context": [CONTEXTS[0]],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": instant(at),
        "validUntil": instant(until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded_list,
        },
        "iss": did,
        "sub": f"{url}#list",
        "jti": url,
        "nbf": int(at.timestamp()),
        "exp": int(until.timestamp()),
    }


def did_document(did: str, keys: list[dict[str, str]]) -> dict[str, Any]:
    """Whose keys are whose: the one that signs now first, retired ones after it."""
    methods = [
        {
            "id": f"{did}#{key['kid']}",
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": key,
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def hashed_email(email: str, salt: str) -> str:
    """As Open Badges hashes an identity: of the address in small letters with the salt behind."""
    return "sha256$" + hashlib.sha256((email.lower() + salt).encode()).hexdigest()


def instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def _subject(snapshot: dict[str, Any], issued: Issued) -> dict[str, Any]:
    speaking, salt = snapshot["language"], snapshot["number"]
    return {
        "id": issued.subject,
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": snapshot["name"],
                "identityType": "name",
            },
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": hashed_email(issued.email, salt),
                "identityType": "emailAddress",
                "salt": salt,
            },
        ],
        "achievement": {
            "id": issued.course_url,
            "type": ["Achievement"],
            "achievementType": "Course",
            "name": snapshot["course"]["title"][speaking],
            "description": snapshot["course"]["summary"][speaking]
            or snapshot["course"]["title"][speaking],
            "criteria": {"narrative": snapshot["rule"][speaking]},
            "inLanguage": speaking,
        },
    }
