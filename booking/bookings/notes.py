"""Notes of staff on bookings, for staff of the site alone. Reads only."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from booking.bookings.models import Booking, BookingNote
from booking.bookings.permissions import can_see_all
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of


def page_of_notes(
    booking: Booking, *, seen_by: User, cursor: str | None = None, limit: int = 20
) -> Page[BookingNote]:
    """Those that were not removed, the oldest first.

    Raises:
        NotAllowed: the reader is not staff of the site, also when the booking is theirs.
    """
    if not can_see_all(seen_by, booking.space.site_id):
        raise NotAllowed(_("Only staff of the site read the notes on its bookings."))
    query = select(BookingNote).where(
        BookingNote.booking_id == booking.id, BookingNote.removed_at.is_(None)
    )
    return page_of(query, by=[BookingNote.made_at, BookingNote.id], cursor=cursor, limit=limit)


def notes_for(booking: Booking, reader: User) -> Sequence[BookingNote] | None:
    """What its page shows; None to who is not to know that there are such notes."""
    if not can_see_all(reader, booking.space.site_id):
        return None
    return page_of_notes(booking, seen_by=reader, limit=100).items


def get_note(booking: Booking, note_id: UUID, *, seen_by: User) -> BookingNote:
    """Raises: NotFound, also for another booking's, one that was removed, and to its people."""
    note = db.session.get(BookingNote, note_id)
    hidden = note is None or note.booking_id != booking.id or note.removed_at is not None
    if note is None or hidden or not can_see_all(seen_by, booking.space.site_id):
        raise NotFound(_("There is no such note."))
    return note


def notes_counted(ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many notes each of these bookings has; those without are left out. For staff's lists."""
    query = (
        select(BookingNote.booking_id, func.count())
        .where(BookingNote.booking_id.in_(ids), BookingNote.removed_at.is_(None))
        .group_by(BookingNote.booking_id)
    )
    return dict(db.session.execute(query).tuples().all())
