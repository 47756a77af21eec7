"""Who may stand in which door of bookings' guests, details and sets; how to read it stands in
`matrix`."""

from typing import Any

from booking.bookings.guests import Invited
from booking.bookings.services import invite
from hub.core.database import transaction

EVERYONE = ""

PEOPLE = """
GET POST         /api/v1/bookings/<booking_id>/guests
DELETE           /api/v1/bookings/<booking_id>/guests/<guest_id>
POST             /api/v1/bookings/together
GET              /bookings.csv
GET              /bookings.ics
GET POST         /bookings/<booking_id>/details
POST             /bookings/<booking_id>/guests
GET POST         /bookings/<booking_id>/guests/<guest_id>/remove
GET POST         /bookings/together
"""

STAFF = ""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "<booking_id>/guests"): {"guests": [{"email": "me@stranger.example"}]},
}


def ids(things: Any) -> dict[str, object]:
    """Somebody whom Ayu asked to come."""
    with transaction():
        (guest,) = invite(things.booking, [Invited("sari@people.example")], by=things.ayu)
    return {"guest_id": guest.id}
