"""Certificates by API: one's own, by number for everybody, and taken back by who keeps a class."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.learning.certificates.api.groups import MANAGE, STAFF, WRITES, endpoints
from hub.learning.certificates.errors import ChangedMeanwhile, NotNow
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.permissions import can_revoke
from hub.learning.certificates.queries.certificates import (
    certificate_for,
    certificates_by,
    verified,
)
from hub.learning.certificates.schemas import (
    CertificateReissued,
    CertificateRevoked,
    CertificateShown,
    CredentialShown,
    VerifiedShown,
)
from hub.learning.certificates.services import standing
from hub.web.access import Audience
from hub.web.api import Endpoint, ListShown

ONE = "/certificates/<uuid:paper_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/verify/<number>",
        "Check a certificate's number",
        answers=VerifiedShown,
        audience=Audience.EVERYONE,
        refuses=(NotFound,),
        note="Everything that is printed on it, and whether it stands. Needs no account.",
    )
)
def verify_certificate(number: str) -> VerifiedShown:
    return VerifiedShown.of(verified(number))


@endpoints.serves(
    Endpoint(
        "GET",
        "/certificates",
        "Your certificates",
        answers=ListShown[CertificateShown],
        note="The newest first, also those that do not stand any more.",
    )
)
def certificates() -> ListShown[CertificateShown]:
    return ListShown(items=[CertificateShown.of(p) for p in certificates_by(signed_in_person())])


@endpoints.serves(
    Endpoint("GET", ONE, "A certificate", answers=CertificateShown, refuses=(NotFound,),
             note="Your own, or one of a class that you teach.")
)  # fmt: skip
def certificate(paper_id: UUID) -> CertificateShown:
    return CertificateShown.of(_found(paper_id))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/credential",
        "A certificate as an Open Badges credential",
        answers=CredentialShown,
        refuses=(NotFound,),
        note="A VC-JWT, signed with EdDSA; keys at /.well-known/did.json and /credentials/keys,"
        " what does not stand any more in the status list that it names.",
    )
)
def certificate_credential(paper_id: UUID) -> CredentialShown:
    return CredentialShown(credential=_found(paper_id).credential)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/reissue",
        "Have a certificate made anew after a change of name",
        answers=CertificateShown,
        status=201,
        scope=WRITES,
        body=CertificateReissued,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile),
        location="/certificates/{id}",
        note="Under the name that the profile has now; the old one is superseded and says by"
        " which.",
    )
)
def reissue_certificate(paper_id: UUID, *, body: CertificateReissued) -> CertificateShown:
    found, person = _found(paper_id), signed_in_person()
    return CertificateShown.of(standing.reissue(found, by=person, version=body.version))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/revoke",
        "Revoke a certificate",
        answers=CertificateShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=CertificateRevoked,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, Invalid),
    )
)
def revoke_certificate(paper_id: UUID, *, body: CertificateRevoked) -> CertificateShown:
    found, person = _found(paper_id), signed_in_person()
    if not can_revoke(person, found):
        raise NotFound(_("There is no such certificate."))
    standing.revoke(found, reason=body.reason, by=person, version=body.version)
    return CertificateShown.of(found)


def _found(paper_id: UUID) -> Certificate:
    return certificate_for(paper_id, by=signed_in_person())
