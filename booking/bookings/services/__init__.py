"""Things one can do with bookings. Each raises a HubError or succeeds whole."""

from booking.bookings.services.assigning import assign
from booking.bookings.services.changing import cancel, change_details, expire_holds
from booking.bookings.services.checking_out import Said, check_out
from booking.bookings.services.guests import check_invitable, forget_guests, invite, uninvite
from booking.bookings.services.making import book, confirm, hold
from booking.bookings.services.moving import check_movable, look, move
from booking.bookings.services.noting import remove_note, write_note
from booking.bookings.services.taking import end_hold
from booking.bookings.services.together import (
    Run,
    book_together,
    cancel_together,
    check_run,
    look_together,
)
from booking.bookings.services.wishes import (
    Aside,
    Verdict,
    Wish,
    check,
    check_belongs,
    judge,
    wish_of,
)

__all__ = [
    "Aside",
    "Run",
    "Said",
    "Verdict",
    "Wish",
    "assign",
    "book",
    "book_together",
    "cancel",
    "cancel_together",
    "change_details",
    "check",
    "check_belongs",
    "check_invitable",
    "check_movable",
    "check_out",
    "check_run",
    "confirm",
    "end_hold",
    "expire_holds",
    "forget_guests",
    "hold",
    "invite",
    "judge",
    "look",
    "look_together",
    "move",
    "remove_note",
    "uninvite",
    "wish_of",
    "write_note",
]
