"""What mentors gave, words of thanks and certificates by API."""

from uuid import UUID

from accelerator.programmes.queries import managed_cohort
from accelerator.sessions.api.groups import COHORT, MANAGE, STAFF, WRITES
from accelerator.sessions.api.groups import of_care as endpoints
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import MentorCertificate
from accelerator.sessions.queries.gifts import given_by, given_in, given_one, own_mentor
from accelerator.sessions.schemas.thanks import (
    CertificateRestored,
    CertificatesIssuedShown,
    CertificateWithdrawn,
    MentorCertificateShown,
    MentorGivenShown,
    MentorThanked,
    MentorThanksShown,
)
from accelerator.sessions.services import thanking as services
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown

MENTOR = f"{COHORT}/mentors/<uuid:mentor_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentoring/given",
        "What you gave as a mentor",
        answers=ListShown[MentorGivenShown],
        refuses=(NotFound,),
        note="In cohorts that run or have ended.",
    )
)
def mentoring_given() -> ListShown[MentorGivenShown]:
    rows = given_by(own_mentor(signed_in_person()))
    return ListShown(items=[MentorGivenShown.of(row) for row in rows])


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/mentor-certificates",
        "Certificates of a cohort's mentors",
        answers=ListShown[MentorCertificateShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def mentor_certificates(cohort_id: UUID) -> ListShown[MentorCertificateShown]:
    rows = given_in(managed_cohort(cohort_id, by=signed_in_person()))
    papers = [row.certificate for row in rows if row.certificate is not None]
    return ListShown(items=[MentorCertificateShown.of(each) for each in papers])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/mentor-certificates",
        "Issue certificates to all who gave something",
        answers=CertificatesIssuedShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow),
        note="Safe to repeat: one for each mentor, and one mail. Figures that have changed since"
        " are brought up to date; what is withdrawn stays so.",
    )
)
def issue_mentor_certificates(cohort_id: UUID) -> CertificatesIssuedShown:
    person = signed_in_person()
    issued, renewed = services.issue_all(managed_cohort(cohort_id, by=person), by=person)
    return CertificatesIssuedShown(issued=issued, renewed=renewed)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{MENTOR}/certificate/withdraw",
        "Withdraw a mentor's certificate",
        answers=MentorCertificateShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=CertificateWithdrawn,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, Invalid),
    )
)
def withdraw_mentor_certificate(
    cohort_id: UUID, mentor_id: UUID, *, body: CertificateWithdrawn
) -> MentorCertificateShown:
    paper = _certificate(cohort_id, mentor_id)
    services.withdraw(paper, reason=body.reason, by=signed_in_person(), version=body.version)
    return MentorCertificateShown.of(paper)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{MENTOR}/certificate/restore",
        "Make it valid again",
        answers=MentorCertificateShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=CertificateRestored,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile),
    )
)
def restore_mentor_certificate(
    cohort_id: UUID, mentor_id: UUID, *, body: CertificateRestored
) -> MentorCertificateShown:
    paper = _certificate(cohort_id, mentor_id)
    services.restore(paper, by=signed_in_person(), version=body.version)
    return MentorCertificateShown.of(paper)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{MENTOR}/thanks",
        "Write a word of thanks",
        answers=MentorThanksShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=MentorThanked,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, Invalid),
        note="The mentor reads it, with your name; nobody else does.",
    )
)
def thank_mentor(cohort_id: UUID, mentor_id: UUID, *, body: MentorThanked) -> MentorThanksShown:
    person = signed_in_person()
    row = given_one(managed_cohort(cohort_id, by=person), mentor_id)
    said = services.thank(row.cohort, row.mentor, text=body.text, by=person, version=body.version)
    return MentorThanksShown(text=said.text, version=said.version)


def _certificate(cohort_id: UUID, mentor_id: UUID) -> MentorCertificate:
    row = given_one(managed_cohort(cohort_id, by=signed_in_person()), mentor_id)
    if row.certificate is None:
        raise NotFound(_("There is no such certificate."))
    return row.certificate
