"""A panel's room for its window: booked with the day, given back with it, in one transaction."""

from collections.abc import Iterable

from accelerator.interviews.models import Panel
from accelerator.interviews.queries.planning import window_of
from accelerator.vocabulary.words import in_words
from booking.bookings.models import OCCUPYING, Booking, BookingKind
from booking.bookings.services import Wish, book, cancel
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot


def keep_rooms(panels: Iterable[Panel], *, by: User) -> None:
    """One booking for each panel that has a room; what is not needed any more is given back first,
    so that panels may change rooms with each other.

    Raises: SlotTaken, Refused.
    """
    wanted = [(panel, window_of(panel)) for panel in panels]
    waiting = [(panel, window) for panel, window in wanted if not _is_kept(panel, window)]
    for panel, _window in waiting:
        free_room(panel)
    for panel, window in waiting:
        if panel.space is not None and window.start > now():
            panel.booking = _booked(panel, panel.space, window=window, by=by)
    db.session.flush()


def free_room(panel: Panel) -> None:
    """Also when a colleague booked it: it belongs to the day, which they arrange together."""
    booking = panel.booking
    panel.booking = None
    db.session.flush()
    if booking is not None and booking.state in OCCUPYING and booking.ends_at > now():
        cancel(booking, by=booking.booked_by, reason=_("The panel does not need it any more."))


def _is_kept(panel: Panel, window: TimeSlot) -> bool:
    booking = panel.booking
    if booking is None:
        return panel.space_id is None
    stands = booking.state in OCCUPYING
    return stands and (booking.space_id, booking.slot) == (panel.space_id, window)


def _booked(panel: Panel, space: Space, *, window: TimeSlot, by: User) -> Booking:
    purpose = f"{in_words(panel.day.name)}: {panel.name}"
    wish = Wish(space, window, people=_people(panel, space), purpose=purpose[:200],
                kind=BookingKind.EVENT)  # fmt: skip
    return book(wish, booked_by=by)


def _people(panel: Panel, space: Space) -> int:
    """The jurors and a team of two, as far as the room holds them."""
    return min(max(1, len(panel.members) + 2), space.capacity_people)
