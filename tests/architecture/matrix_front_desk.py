"""Who may stand in which door of the front desk; how to read it stands in `matrix`."""

from typing import Any

from sqlalchemy import select

from booking.bookings.models import Booking
from booking.bookings.services import Wish, book, write_note
from booking.spaces.models import Space
from booking.spaces.services import close
from hub.core.database import db, transaction
from tests.factories import slot

EVERYONE = """
"""

PEOPLE = """
"""

STAFF = """
GET              /api/v1/bookings/<booking_id>/notes                       bookings:see
POST             /api/v1/bookings/<booking_id>/notes                       bookings:manage
DELETE           /api/v1/bookings/<booking_id>/notes/<note_id>             bookings:manage
GET              /api/v1/sites/<code>/board                                bookings:see
GET POST         /api/v1/sites/<code>/closures                             spaces:manage
GET PATCH DELETE /api/v1/sites/<code>/closures/<closure_id>                spaces:manage
POST             /api/v1/sites/<code>/closures/preview                     spaces:manage
POST             /bookings/<booking_id>/notes                              bookings:manage
POST             /bookings/<booking_id>/notes/<note_id>/remove             bookings:manage
GET              /front-desk                                               bookings:see
GET POST         /front-desk/book                                          bookings:manage
GET              /front-desk/closures                                      spaces:manage
GET              /front-desk/closures/<closure_id>                         spaces:manage
POST             /front-desk/closures/<closure_id>/lift                    spaces:manage
POST             /front-desk/closures/<closure_id>/shorten                 spaces:manage
GET POST         /front-desk/closures/new                                  spaces:manage
GET              /front-desk/renewed                                       bookings:see
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "/notes"): {"text": "Mine now"},
    ("PATCH", "<closure_id>"): {"ends_at": "2027-11-28T02:30:00Z"},
}


def ids(things: Any) -> dict[str, object]:
    """A note on somebody's booking, and a closure that is far off."""
    room = getattr(things, "room", None) or db.session.scalars(select(Space)).unique().first()
    assert room is not None
    booking: Booking | None = getattr(things, "booking", None)
    with transaction():
        booking = booking or book(
            Wish(room, slot(9, days=375)), booked_by=things.ayu, by_the_rules=False
        )
        note = write_note(booking, "Comes with a wheelchair", by=things.admin)
        closure = close(room, slot(9, days=370), reason="Painting", by=things.admin)
    return {
        "booking_id": booking.id,
        "note_id": note.id,
        "space_id": room.id,
        "closure_id": closure.id,
    }
