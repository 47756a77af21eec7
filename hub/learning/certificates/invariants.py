"""What must always hold about completion and certificates; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import func, select

from hub.core.database import db
from hub.learning.certificates.models import Certificate, Completion, SigningKey
from hub.learning.certificates.queries.keys import signed_payload
from hub.learning.certificates.rules.tokens import fingerprint
from hub.learning.enrolments.models import Enrolment

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _changed_or_not_signed()
    yield from _standing_twice()
    yield from _of_others()
    yield from _superseded_by_none()


def _changed_or_not_signed() -> Iterator[str]:
    """A credential of a key that was given away is to be issued anew, and is no news here."""
    query = (
        select(Certificate)
        .join(SigningKey, SigningKey.id == Certificate.key_id)
        .where(SigningKey.compromised_at.is_(None))
        .execution_options(yield_per=200)
    )
    shown = 0
    for each in db.session.scalars(query):
        wrong = _wrong_with(each)
        if wrong and shown < MOST_SHOWN:
            shown += 1
            yield f"certificate {each.number} {wrong}"


def _wrong_with(each: Certificate) -> str:
    if fingerprint(each.snapshot) != each.sha256:
        return "does not have the fingerprint of its record"
    if each.snapshot.get("number") != each.number:
        return "has another number than its record"
    payload = signed_payload(each)
    if payload is None:
        return "has a credential that its key has not signed"
    if each.sha256 not in payload["evidence"][0]["description"]:
        return "has a credential of another record"
    return ""


def _standing_twice() -> Iterator[str]:
    query = (
        select(Certificate.completion_id)
        .where(Certificate.revoked_at.is_(None), Certificate.superseded_at.is_(None))
        .group_by(Certificate.completion_id)
        .having(func.count() > 1)
    )
    for completion in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"completion {completion} has two certificates that stand"


def _of_others() -> Iterator[str]:
    query = (
        select(Certificate.number)
        .join(Completion, Completion.id == Certificate.completion_id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(
            (Enrolment.user_id != Certificate.user_id) | (Enrolment.run_id != Certificate.run_id)
        )
    )
    for number in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"certificate {number} belongs to another person or class than its completion"


def _superseded_by_none() -> Iterator[str]:
    newer = select(Certificate.replaces_id).where(Certificate.replaces_id.is_not(None))
    query = select(Certificate.number).where(
        Certificate.superseded_at.is_not(None), Certificate.id.not_in(newer)
    )
    for number in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"certificate {number} is superseded, and nothing has taken its place"
