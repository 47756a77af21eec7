"""When a house or one of its spaces is open, changed with a look at whom it hits."""

from collections.abc import Sequence
from datetime import date

from booking.houses.services.standing import bookings_stay
from booking.spaces import services as spaces
from booking.spaces.models import OpeningException, Space
from booking.spaces.rules import Hours
from booking.spaces.services import OtherHours
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Site


def set_hours(place: Site | Space, hours: Sequence[Hours], *, by: User, agreed: bool) -> None:
    """Raises: BookingsOutsideHours; as `booking.spaces.services.set_opening_hours`."""
    with bookings_stay(place, agreed=agreed):
        spaces.set_opening_hours(place, hours, by=by)


def set_other_hours(
    place: Site | Space, hours: OtherHours, *, on: Sequence[date], by: User, agreed: bool
) -> list[OpeningException]:
    """Raises: BookingsOutsideHours; as `booking.spaces.services.set_other_hours`."""
    with bookings_stay(place, agreed=agreed):
        return spaces.set_other_hours(place, hours, on=on, by=by)


def remove_other_hours(exception: OpeningException, *, by: User, agreed: bool) -> None:
    """Raises: BookingsOutsideHours; as `booking.spaces.services.remove_other_hours`."""
    place: Site | Space = db.session.get_one(Site, exception.site_id)
    if exception.space_id is not None:
        place = db.session.get_one(Space, exception.space_id)
    with bookings_stay(place, agreed=agreed):
        spaces.remove_other_hours(exception, by=by)
