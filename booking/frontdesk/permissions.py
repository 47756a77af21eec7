"""Who stands behind the desk."""

from booking.bookings.permissions import can_see_all
from booking.spaces.permissions import can_manage_spaces
from hub.accounts.models import User
from hub.organisations.models import Site


def can_see_the_day(person: User | None, site: Site) -> bool:
    return can_see_all(person, site.id)


def can_close_at(person: User | None, site: Site) -> bool:
    return can_manage_spaces(person, site)
