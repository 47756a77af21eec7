"""What those who keep a class do with its places: give one past the line, take one, change their
number. The order of the line is nobody's to change."""

from hub.accounts.models import User
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.classes import services as classes
from hub.learning.classes.models import ClassRun, RunState
from hub.learning.enrolments.errors import EnrolmentClosed, NotEnrolled
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.queries.finding import live_enrolment
from hub.learning.enrolments.rules.entry import Obstacle
from hub.learning.enrolments.services.coming import hold_run, new_enrolment
from hub.learning.enrolments.services.deciding import answer, hold, must_keep, refuse
from hub.places import services as places
from hub.places.errors import ReasonNeeded, SeatsHeld
from hub.places.models import Pool


class HeldBy(Conflict):
    """Fewer seats than are held were asked for; `holders` names who holds them."""

    code = "seats-held"


def give_place(run: ClassRun, person: User, *, by: User, reason: str) -> Enrolment:
    """Past the line, and past what the class asks of people, with a reason that stands in the
    ledger. Not even staff can give a seat that is not there.

    Raises:
        NotAllowed: not one of those who keep the class.
        ReasonNeeded: no reason was given.
        EnrolmentClosed: the class is cancelled.
        NoSeatLeft: every seat is held.
        AlreadyHere: the person has a place.
    """
    must_keep(run, by)
    if not reason.strip():
        raise ReasonNeeded
    if run.state is RunState.CANCELLED:
        raise EnrolmentClosed(_("This class was cancelled."), why=Obstacle.CANCELLED.value)
    if not person.is_active:
        raise Invalid(_("This account is closed."))
    pool = hold_run(run)
    places.lapse_due(pool.id)
    enrolment = live_enrolment(run, person)
    if enrolment is not None and enrolment.asking is Asking.ASKED:
        answer(enrolment, Asking.APPROVED, by=by, reason=reason)
    enrolment = enrolment or new_enrolment(run, person, asks=False)
    places.override(pool, person.id, by=by.id, reason=reason, zone=person.zone)
    record("enrolment.place-given", enrolment, after={"class": run.slug}, reason=reason)
    return enrolment


def remove(enrolment: Enrolment, *, by: User, reason: str) -> Enrolment:
    """Out, and why: the person reads it. A place that was held goes to the next.

    Raises: NotAllowed, ReasonNeeded, NotEnrolled (it has ended).
    """
    must_keep(enrolment.run, by)
    if not reason.strip():
        raise ReasonNeeded
    hold(enrolment)
    if enrolment.ended_at is not None:
        raise NotEnrolled(_("This has ended already."))
    if enrolment.place is None:
        return refuse(enrolment, by=by, reason=reason)
    places.remove(enrolment.place, by=by.id, reason=reason.strip())
    return enrolment


def set_seats(run: ClassRun, seats: int, *, by: User, reason: str = "") -> Pool:
    """More of them are offered to those who wait at once.

    Raises:
        NotAllowed, NotNow (cancelled), Invalid.
        HeldBy: fewer than are held; it says by whom.
    """
    try:
        return classes.set_seats(run, seats, by=by, reason=reason)
    except SeatsHeld as refusal:
        holders = refusal.details["holders"]
        listed = ", ".join(sorted(holder["name"] for holder in holders))
        by_whom = _("They are held by %(names)s.", names=listed)
        raise HeldBy(f"{refusal} {by_whom}", holders=holders) from refusal
