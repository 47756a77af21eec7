"""What the desk in Jakarta knows about the days around today: what is to be set up for whom, and
what colleagues should keep in mind."""

from datetime import timedelta
from itertools import cycle

from sqlalchemy import select

from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.services import write_note
from booking.spaces.models import Space
from hub.core.database import db
from hub.demo.people.accounts import keeper
from hub.demo.story import by_hand_of
from hub.demo.world import World

NEEDS = (
    "Chairs in two rows, a table at the side for coffee",
    "Kopi dan air untuk delapan orang, pukul sepuluh",
    "Screen with sound, and a flip chart with paper",
    "Tables together as one, place cards from the desk",
)
NOTES = (
    "One guest comes in a wheelchair: please take the lift at the back.",
    "Their badge did not open the door last week; try it with them.",
    "Sering datang lebih awal: boleh menunggu di kafe.",
)
#: Of the bookings in their order, every so many has a need, every so many a note.
EACH_NEED, EACH_NOTE = 3, 5


def set_the_desk(world: World) -> None:
    """Of today and the next two days; as the story ends, when it is known what stands."""
    world.story.at(world.curtain - timedelta(seconds=1), lambda: _tell(world))


def _tell(world: World) -> None:
    site = world.sites.get("jkt")
    if site is None:
        return
    first = world.curtain - timedelta(hours=12)
    query = (
        select(Booking)
        .join(Space, Space.id == Booking.space_id)
        .where(
            Space.site_id == site.id,
            Booking.state == BookingState.CONFIRMED,
            Booking.kind == BookingKind.BOOKING,
            Booking.starts_at > first,
            Booking.starts_at < first + timedelta(days=3),
        )
        .order_by(Booking.starts_at, Booking.reference)
    )
    needs, notes, staff = cycle(NEEDS), cycle(NOTES), keeper(world, "jkt")
    for number, booking in enumerate(db.session.scalars(query).unique()):
        if number % EACH_NEED == 1:
            booking.needs = next(needs)
        if number % EACH_NOTE == 2:
            with by_hand_of(staff):
                write_note(booking, next(notes), by=staff)
    db.session.flush()
