"""A day's rooms: booked with its publication for the whole day, given back with it, in one
transaction."""

from collections.abc import Iterable

from accelerator.mentor_days.models import DayRoom, MentorDay
from accelerator.mentor_days.queries.planning import window_of
from accelerator.vocabulary.words import in_words
from booking.bookings.models import OCCUPYING, Booking, BookingKind
from booking.bookings.services import Wish, book, cancel
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot


def keep_rooms(day: MentorDay, rooms: Iterable[DayRoom], *, by: User) -> None:
    """One booking for each space; two tables in one hall share it. What is not needed any more is
    given back first.

    Raises: SlotTaken, Refused.
    """
    window = window_of(day)
    known = list(rooms)
    for room in known:
        if room.booking is not None and not _is_kept(room, room.booking, window=window):
            free_room(room)
    booked = {room.space_id: room.booking for room in known if room.booking is not None}
    for room in known:
        if room.space is None or room.booking is not None or room.closed_at is not None:
            continue
        if room.space_id not in booked and window.start > now():
            booked[room.space_id] = _booked(day, room.space, by=by)
        room.booking = booked.get(room.space_id)
    db.session.flush()


def free_room(room: DayRoom) -> None:
    """Also when a colleague booked it: it belongs to the day. Other tables there keep it."""
    booking, room.booking = room.booking, None
    db.session.flush()
    if booking is None or booking.state not in OCCUPYING or booking.ends_at <= now():
        return
    shared = db.session.query(DayRoom.id).filter_by(booking_id=booking.id).first()
    if shared is None:
        cancel(booking, by=booking.booked_by, reason=_("The mentor day does not need it any more."))


def _is_kept(room: DayRoom, booking: Booking, *, window: TimeSlot) -> bool:
    stands = booking.state in OCCUPYING and room.closed_at is None
    return stands and (booking.space_id, booking.slot) == (room.space_id, window)


def _booked(day: MentorDay, space: Space, *, by: User) -> Booking:
    wish = Wish(space, window_of(day), people=min(4, space.capacity_people),
                purpose=in_words(day.name)[:200], kind=BookingKind.EVENT)  # fmt: skip
    return book(wish, booked_by=by, tell=False)
