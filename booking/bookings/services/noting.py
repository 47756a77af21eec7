"""What staff of a site write to each other on a booking. Its people never read it, not even that
there is something, so the record of it lies on the note and not on the booking."""

from booking.bookings.models import Booking, BookingNote
from booking.bookings.permissions import can_manage
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record

LONGEST = 1000


def write_note(booking: Booking, text: str, *, by: User) -> BookingNote:
    """Raises:
    NotAllowed: it is for the managers of the site.
    Invalid: nothing is said, or too much.
    """
    _may(by, booking)
    said = text.strip()
    if not said or len(said) > LONGEST:
        sentence = _("Please write something, up to %(num)s characters.", num=LONGEST)
        raise Invalid(sentence, errors={"text": [sentence]})
    note = BookingNote(
        id=new_id(), booking_id=booking.id, text=said, written_by_id=by.id, made_at=now()
    )
    db.session.add(note)
    db.session.flush()
    record("booking-note.written", note, after={"booking": booking.id})
    return note


def remove_note(note: BookingNote, *, by: User) -> None:
    """Nobody is shown it any more; the record keeps that it was there.

    Raises:
        Conflict: it was removed before.
    """
    lock(note)
    _may(by, note.booking)
    if note.removed_at is not None:
        raise Conflict(_("This note was removed before."))
    note.removed_at = now()
    db.session.flush()
    record("booking-note.removed", note, before={"booking": note.booking_id})


def _may(person: User, booking: Booking) -> None:
    if not can_manage(person, booking.space.site_id):
        raise NotAllowed(_("Only the managers of the site write notes on its bookings."))
