"""A founder's demo day in Jakarta: two rooms in one go, and guests who have no account."""

from contextlib import suppress
from datetime import datetime, time, timedelta

from booking.bookings.errors import NotTogether
from booking.bookings.guests import Invited
from booking.bookings.models import Booking
from booking.bookings.services import Run, Wish, book_together, invite
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant
from hub.demo.people.accounts import FOUNDER_IN_COHORT
from hub.demo.story import by_hand_of
from hub.demo.world import World

ROOMS = (("jkt", "Ciliwung"), ("jkt", "Spree"))
GUESTS = (
    Invited("larasati@example.org", "Larasati Hapsari"),
    Invited("j.brandt@example.org", "Jonas Brandt"),
)
#: Days from today that are tried, one after the other, and hours of the day.
DAYS, HOURS = range(2, 16), (14, 16)


def plan_gathering(world: World) -> None:
    """As the story ends, when it is known what is free."""
    person = world.people.get(FOUNDER_IN_COHORT)
    if person is not None and all(room in world.spaces for room in ROOMS):
        world.story.at(world.curtain - timedelta(seconds=2), lambda: _tell(world))


def _tell(world: World) -> None:
    person = world.people[FOUNDER_IN_COHORT]
    with by_hand_of(person):
        for bookings in filter(None, (_booked(world, ahead) for ahead in DAYS)):
            invite(bookings[0], GUESTS, by=person)
            return


def _booked(world: World, ahead: int) -> list[Booking]:
    """Nothing where one of the two rooms is not to be had on that day."""
    midnight = datetime.combine(world.today + timedelta(days=ahead), time())
    zone = world.sites["jkt"].zone
    start, end = (to_instant(midnight + timedelta(hours=hour), zone) for hour in HOURS)
    person = world.people[FOUNDER_IN_COHORT]
    wishes = [
        Wish(world.spaces[room], TimeSlot(start, end), people=8, purpose="Demo untuk pelanggan",
             booked_for=person, needs="Layar menyala, kursi berderet")
        for room in ROOMS
    ]  # fmt: skip
    with suppress(NotTogether):
        return book_together(Run(wishes), by=person)
    return []
