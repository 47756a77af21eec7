"""What somebody answers to an offer, and how they leave."""

from hub.accounts.models import User
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.learning.enrolments.errors import NotEnrolled
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.services.deciding import LONGEST_REASON, hold
from hub.learning.enrolments.services.ending import end
from hub.places import services as places
from hub.places.models import Place


def accept(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Take the offered place. Accepted again it stays as it is.

    Raises:
        NotAllowed: it is somebody else's.
        NotEnrolled: there is no place yet to be offered.
        OfferExpired: it ran out.
        NotAsItStands: there is no offer to accept.
    """
    places.accept(_own_place(enrolment, by), by=by.id)
    return enrolment


def decline(enrolment: Enrolment, *, by: User, reason: str = "") -> Enrolment:
    """It goes to the next in line at once. Raises: as `accept`."""
    said = reason.strip()[:LONGEST_REASON]
    places.decline(_own_place(enrolment, by), by=by.id, reason=said)
    return enrolment


def leave(enrolment: Enrolment, *, by: User, reason: str = "") -> Enrolment:
    """Take back a request, leave the line, or give the place to the next. Whoever comes again
    stands at the tail. Said again it stays as it is.

    Raises:
        NotAllowed: it is somebody else's.
        NotEnrolled: it has ended in another way.
    """
    if enrolment.user_id != by.id:
        raise NotAllowed(_("Only the person concerned answers."))
    hold(enrolment)
    said = reason.strip()[:LONGEST_REASON]
    if enrolment.ended_at is not None:
        if enrolment.state is Standing.WITHDRAWN:
            return enrolment
        raise NotEnrolled(_("There is nothing to leave any more."))
    if enrolment.place is None:
        end(enrolment, reason=said)
    else:
        places.withdraw(enrolment.place, by=by.id, reason=said)
    return enrolment


def _own_place(enrolment: Enrolment, person: User) -> Place:
    if enrolment.user_id != person.id:
        raise NotAllowed(_("Only the person concerned answers."))
    hold(enrolment)
    if enrolment.place is None:
        raise NotEnrolled(_("No place has been offered here."))
    return enrolment.place
