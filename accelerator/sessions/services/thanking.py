"""Thanks to mentors: a manager's words, and certificates of what was given."""

from accelerator.mentors.models import Mentor
from accelerator.programmes.models import Cohort
from accelerator.sessions.emails import thanks as emails
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import MentorCertificate, MentorThanks
from accelerator.sessions.permissions import can_certify, can_thank
from accelerator.sessions.queries.gifts import PHASES, Gift, gifts_in, given_in
from accelerator.sessions.rules.thanks import LENGTH, grouped
from accelerator.sessions.services.words import written
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id, new_reference
from hub.history.services import record

LONGEST_THANKS, LONGEST_REASON = 1000, 300


def thank(cohort: Cohort, mentor: Mentor, *, text: str, by: User, version: int) -> MentorThanks:
    """Words to one mentor, whom nobody else reads; `version` 0 where there are none yet.

    Raises: NotAllowed, NotNow (the cohort does not run yet), ChangedMeanwhile, Invalid.
    """
    clean = written(text, LONGEST_THANKS)
    if not can_thank(by, mentor, cohort=cohort):
        raise NotAllowed(_("Only staff of the programme thank its mentors, and nobody themselves."))
    _check_phase(cohort)
    lock(cohort)
    row = next((each for each in given_in(cohort) if each.mentor.id == mentor.id), None)
    if row is None:
        raise NotAllowed(_("There is no such mentor in this cohort."))
    said = row.thanks or MentorThanks(
        id=new_id(), cohort=cohort, mentor=mentor, text="", version=0, written_by_id=by.id
    )
    if said.version != version:
        raise ChangedMeanwhile(_("It was changed in the meantime. Please look again."))
    said.text, said.written_by_id, said.written_at = clean, by.id, now()
    said.version += 1
    db.session.add(said)
    db.session.flush()
    record("thanks.written", said, after={"count": len(clean)})
    return said


def issue_all(cohort: Cohort, *, by: User) -> tuple[int, int]:
    """A certificate to each mentor who gave something, once; those that stand and whose figures
    have changed since are brought up to date, under the same number. Withdrawn ones stay so.

    Returns: how many were issued, and how many brought up to date.

    Raises: NotAllowed, NotNow (the cohort does not run yet).
    """
    if not can_certify(by, cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    _check_phase(cohort)
    lock(cohort)
    gifts = gifts_in(cohort)
    rows = [row for row in given_in(cohort) if gifts.get(row.mentor.id, Gift()).minutes]
    issued = [
        _issued(row.mentor, cohort, gift=gifts[row.mentor.id], by=by)
        for row in rows
        if row.certificate is None
    ]
    renewed = sum(
        _renewed(row.certificate, gifts[row.mentor.id])
        for row in rows
        if row.certificate is not None and row.certificate.withdrawn_at is None
    )
    emails.certified(issued)
    return len(issued), renewed


def withdraw(certificate: MentorCertificate, *, reason: str, by: User, version: int) -> None:
    """Its number is not valid from now on.

    Raises: NotAllowed, NotNow, ChangedMeanwhile, Invalid.
    """
    clean = written(reason, LONGEST_REASON)
    _take(certificate, by, version=version)
    if certificate.withdrawn_at is not None:
        raise NotNow(_("It is withdrawn already."))
    certificate.withdrawn_at, certificate.withdrawn_by_id = now(), by.id
    certificate.withdrawn_why = clean
    certificate.version += 1
    db.session.flush()
    record("certificate.withdrawn", certificate, reason=clean)


def restore(certificate: MentorCertificate, *, by: User, version: int) -> None:
    """It was withdrawn by mistake: the same number is valid again.

    Raises: NotAllowed, NotNow (it stands), ChangedMeanwhile.
    """
    _take(certificate, by, version=version)
    if certificate.withdrawn_at is None:
        raise NotNow(_("It is valid."))
    certificate.withdrawn_at = certificate.withdrawn_by_id = None
    certificate.withdrawn_why = ""
    certificate.version += 1
    db.session.flush()
    record("certificate.restored", certificate)


def _issued(mentor: Mentor, cohort: Cohort, *, gift: Gift, by: User) -> MentorCertificate:
    made = MentorCertificate(
        cohort=cohort,
        mentor=mentor,
        number=grouped(new_reference(LENGTH)),
        issued_by_id=by.id,
        **vars(gift),
    )
    db.session.add(made)
    db.session.flush()
    record("certificate.issued", made, after=vars(gift))
    return made


def _renewed(certificate: MentorCertificate, gift: Gift) -> bool:
    before = {name: getattr(certificate, name) for name in vars(gift)}
    if before == vars(gift):
        return False
    for name, value in vars(gift).items():
        setattr(certificate, name, value)
    certificate.counted_at = now()
    certificate.version += 1
    db.session.flush()
    record("certificate.renewed", certificate, before=before, after=vars(gift))
    return True


def _take(certificate: MentorCertificate, by: User, *, version: int) -> None:
    if not can_certify(by, certificate.cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    lock(certificate)
    if certificate.version != version:
        raise ChangedMeanwhile(_("It was changed in the meantime. Please look again."))


def _check_phase(cohort: Cohort) -> None:
    if cohort.phase not in PHASES:
        raise NotNow(_("Mentors are thanked once the cohort runs or has ended."))
