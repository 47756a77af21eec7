"""What staff answer to those who ask for a place."""

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_manage_run
from hub.learning.classes.queries.seats import pool_of
from hub.learning.enrolments import emails
from hub.learning.enrolments.errors import NotAsked
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.queries.entry import refuse as refuse_as
from hub.learning.enrolments.queries.entry import why_not
from hub.learning.enrolments.rules.entry import Moment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.services.coming import take_place
from hub.learning.enrolments.services.ending import end
from hub.places import services as places
from hub.places.errors import ReasonNeeded

LONGEST_REASON = 500


def approve(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Yes: a place if one is free, else one in line. Said again it stays as it is.

    Raises:
        NotAllowed: not one of those who keep the class.
        NotAsked: it was refused, or taken back.
        EnrolmentClosed, NotForYou, CoursesFirst: the person may not any more.
    """
    must_keep(enrolment.run, by)
    hold(enrolment)
    if enrolment.asking is Asking.APPROVED:
        return enrolment
    _must_be_asked(enrolment)
    if found := why_not(enrolment.run, enrolment.user, moment=Moment.IN_LINE):
        refuse_as(enrolment.run, found, zone=by.zone)
    answer(enrolment, Asking.APPROVED, by=by)
    return take_place(enrolment, by=by)


def refuse(enrolment: Enrolment, *, by: User, reason: str) -> Enrolment:
    """No, and why: the person reads it. Raises: NotAllowed, NotAsked, ReasonNeeded."""
    must_keep(enrolment.run, by)
    if not reason.strip():
        raise ReasonNeeded
    hold(enrolment)
    if enrolment.asking is Asking.REFUSED:
        return enrolment
    _must_be_asked(enrolment)
    answer(enrolment, Asking.REFUSED, by=by, reason=reason)
    end(enrolment, reason=reason)
    emails.refused(enrolment)
    return enrolment


def answer(enrolment: Enrolment, said: Asking, *, by: User, reason: str = "") -> None:
    """Under the pool's lock."""
    enrolment.asking = said
    enrolment.answered_at = now()
    enrolment.answered_by_id = by.id
    enrolment.answer_reason = reason.strip()[:LONGEST_REASON]
    enrolment.version += 1
    db.session.flush()
    yes = said is Asking.APPROVED
    record(
        "enrolment.approved" if yes else "enrolment.refused",
        enrolment,
        before={"asking": Asking.ASKED},
        after={"asking": said},
        reason=reason,
    )


def must_keep(run: ClassRun, person: User) -> None:
    """Raises: NotAllowed."""
    if not can_manage_run(person, run):
        raise NotAllowed(_("Only those who keep this course's classes may do this."))


def hold(enrolment: Enrolment) -> None:
    """The run's pool, and the enrolment as it is now that nobody else can change it."""
    places.locked(pool_of(enrolment.run).id)
    db.session.refresh(enrolment)


def _must_be_asked(enrolment: Enrolment) -> None:
    if enrolment.state is not Standing.ASKED:
        raise NotAsked(_("This request was answered, or taken back."))
