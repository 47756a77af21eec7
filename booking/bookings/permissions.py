"""Who may see, make and change bookings."""

from uuid import UUID

from booking.bookings.models import Booking
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.accounts.permissions import Permission, at_site, may


def can_see(person: User | None, booking: Booking) -> bool:
    """Its people, and staff of its site."""
    return _is_theirs(person, booking) or may(
        person, Permission.BOOKINGS_SEE, at_site(booking.space.site_id)
    )


def can_change(person: User | None, booking: Booking) -> bool:
    """Who made it, for whom it is, and the managers of its site."""
    return _is_theirs(person, booking) or can_manage(person, booking.space.site_id)


def can_book_for(person: User, other: User, *, space: Space) -> bool:
    """Everybody for themselves; staff of the site for others."""
    return person.id == other.id or can_manage(person, space.site_id)


def can_see_all(person: User | None, site_id: UUID) -> bool:
    """Staff who see whose bookings a site's are; others see only that a time is taken."""
    return may(person, Permission.BOOKINGS_SEE, at_site(site_id))


def can_manage(person: User | None, site_id: UUID) -> bool:
    return may(person, Permission.BOOKINGS_MANAGE, at_site(site_id))


def _is_theirs(person: User | None, booking: Booking) -> bool:
    return person is not None and person.id in (booking.booked_for_id, booking.booked_by_id)
