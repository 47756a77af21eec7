"""The room of a session: taken with it, given back with it, in one transaction. The news about the
session say where it is, so the booking writes no mail of its own."""

from accelerator.vocabulary.words import in_words
from booking.bookings.models import OCCUPYING, Booking, BookingKind
from booking.bookings.services import Wish, book, cancel
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import DEFAULT_LANGUAGE
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.learning.classes.models import ClassRun, ClassSession, Mode


def take_room(space: Space, slot: TimeSlot, *, people: int, run: ClassRun, by: User) -> Booking:
    """Raises: SlotTaken, Refused, with what could be had instead."""
    purpose = in_words(run.name, DEFAULT_LANGUAGE)[:200]
    wish = Wish(space, slot, people=people, purpose=purpose, kind=BookingKind.CLASS)
    return book(wish, booked_by=by, tell=False)


def give_room_back(session: ClassSession) -> None:
    """Also when a colleague booked it: it belongs to the class. The session forgets it first, else
    this would be heard as a room that somebody took away."""
    booking, session.booking = session.booking, None
    db.session.flush()
    if booking is not None and booking.state in OCCUPYING and booking.ends_at > now():
        reason = _("The class does not need it any more.")
        cancel(booking, by=booking.booked_by, reason=reason, tell=False)


def people_in(space: Space, run: ClassRun, *, seats: int, said: int | None = None) -> int:
    """For how many a room is booked: as said, else everybody with a seat; in a hybrid class as many
    as fit."""
    people = said or max(1, seats)
    if said is None and run.mode is Mode.HYBRID:
        return min(people, space.capacity_people)
    return people
