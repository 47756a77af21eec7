"""Certificates by number and by person, and whether they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from accelerator.sessions.rules.thanks import as_number
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.certificates.models import Certificate, CertificateBatch
from hub.learning.certificates.permissions import can_have
from hub.learning.certificates.queries.keys import signed_payload
from hub.learning.certificates.rules.statuses import LIST_BITS
from hub.learning.certificates.rules.tokens import fingerprint
from hub.learning.classes.models import ClassRun


class State(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Verified:
    """What anybody is told of a certificate: all that is printed on it, and whether it stands."""

    certificate: Certificate
    state: State
    #: Since when it does not stand.
    since: datetime | None
    #: The number of the one that took its place.
    replaced_by: str | None
    #: Its own key has signed it, and it has the fingerprint that was signed.
    signature_ok: bool

    @property
    def printed(self) -> dict[str, Any]:
        return self.certificate.snapshot


def verified(number: str) -> Verified:
    """Raises: NotFound."""
    found = db.session.scalar(select(Certificate).where(Certificate.number == as_number(number)))
    if found is None:
        raise NotFound(_("There is no certificate with this number."))
    return looked_at(found)


def looked_at(certificate: Certificate) -> Verified:
    newer = select(Certificate.number).where(Certificate.replaces_id == certificate.id)
    return Verified(
        certificate=certificate,
        state=state_of(certificate),
        since=certificate.revoked_at or certificate.superseded_at,
        replaced_by=db.session.scalar(newer),
        signature_ok=is_whole(certificate),
    )


def state_of(certificate: Certificate) -> State:
    if certificate.revoked_at is not None:
        return State.REVOKED
    return State.SUPERSEDED if certificate.superseded_at is not None else State.VALID


def is_whole(certificate: Certificate) -> bool:
    """Nobody has touched the record since it was signed."""
    payload = signed_payload(certificate)
    if payload is None or fingerprint(certificate.snapshot) != certificate.sha256:
        return False
    evidence = payload["evidence"][0]
    return (
        evidence["name"] == certificate.number == certificate.snapshot["number"]
        and certificate.sha256 in evidence["description"]
    )


def certificate_for(certificate_id: UUID, *, by: User) -> Certificate:
    """Raises: NotFound, also for other people's."""
    found = db.session.get(Certificate, certificate_id)
    if found is None or not can_have(by, found):
        raise NotFound(_("There is no such certificate."))
    return found


def certificates_by(person: User) -> Sequence[Certificate]:
    """All of one's own, the newest first."""
    query = select(Certificate).where(Certificate.user_id == person.id)
    newest = query.order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    return db.session.scalars(newest).unique().all()


def own_reissues(certificate: Certificate) -> int:
    """How often its person has had it made anew."""
    query = select(Certificate.id).where(
        Certificate.completion_id == certificate.completion_id,
        Certificate.replaces_id.is_not(None),
        Certificate.issued_by_id == certificate.user_id,
    )
    return len(db.session.scalars(query).all())


def not_standing(list_number: int) -> list[int]:
    """The places in one list of those that were revoked or replaced."""
    first = list_number * LIST_BITS
    query = select(Certificate.status_index).where(
        Certificate.status_index.between(first, first + LIST_BITS - 1),
        or_(Certificate.revoked_at.is_not(None), Certificate.superseded_at.is_not(None)),
    )
    return [index - first for index in db.session.scalars(query)]


def newest_batch(run: ClassRun) -> CertificateBatch | None:
    query = select(CertificateBatch).where(CertificateBatch.run_id == run.id)
    return db.session.scalar(query.order_by(CertificateBatch.asked_at.desc()).limit(1))
