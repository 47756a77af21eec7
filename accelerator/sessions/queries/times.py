"""When both have time, and who of both is busy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accelerator.mentors.models import Mentor, Side
from accelerator.mentors.queries.availability import free_of
from accelerator.mentors.queries.engagements import engagements_of
from accelerator.mentors.rules.availability import common, starts
from accelerator.startups.models import Startup
from booking.bookings.availability import Availability as RoomState
from booking.bookings.availability import AvailabilityState, availability
from booking.spaces.models import Space, SpaceKind
from booking.spaces.queries import get_space, sites_with_spaces
from hub.core.clock import now
from hub.core.errors import Invalid, NotFound
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site

#: How far ahead common hours are offered, and every how many minutes a session can begin.
AHEAD = timedelta(weeks=3)
RASTER = timedelta(minutes=30)
#: The next quarter of an hour is too near for anybody.
SOONEST = timedelta(minutes=30)
#: Where a session can be held.
ROOMS = frozenset({SpaceKind.ROOM, SpaceKind.STUDIO, SpaceKind.LAB})


@dataclass(frozen=True)
class CommonStarts:
    """Instants at which a session fits both. `silent` are the sides that have said no hours: then
    nothing is known, and `starts` is empty."""

    starts: Sequence[datetime]
    silent: frozenset[Side]


def common_starts(
    mentor: Mentor, startup: Startup, *, minutes: int, but: UUID | None = None
) -> CommonStarts:
    """In the next three weeks. `but`: a session that takes no time, because it is to be moved."""
    window = TimeSlot(now() + SOONEST, now() + AHEAD)
    free = free_of((mentor.id, startup.id), window, but=but)
    silent = {
        side
        for side, id_ in ((Side.MENTOR, mentor.id), (Side.STARTUP, startup.id))
        if id_ not in free
    }
    if silent:
        return CommonStarts((), frozenset(silent))
    together = common(free[mentor.id], free[startup.id])
    length = timedelta(minutes=minutes)
    return CommonStarts(starts(together, length=length, every=RASTER), frozenset())


def is_within_hours(owner: UUID, slot: TimeSlot, *, but: UUID | None = None) -> bool:
    """Whether somebody has time for all of a slot; true for who has said nothing."""
    free = free_of((owner,), slot, but=but)
    return owner not in free or any(each.contains(slot) for each in free[owner])


def busy_sides(
    mentor: Mentor, startup: Startup, *, slot: TimeSlot, but: UUID | None = None
) -> dict[Side, str]:
    """Who of both is in another meeting, by name."""
    found = engagements_of((mentor.id, startup.id), slot, but=but)
    sides = ((Side.MENTOR, mentor.id, mentor.name), (Side.STARTUP, startup.id, startup.name))
    return {side: name for side, id_, name in sides if id_ in found}


def rooms_for(slot: TimeSlot, *, people: int) -> list[tuple[Site, list[RoomState]]]:
    """The rooms of each site that can be had for all of the time, the smallest first."""
    found = []
    for site in sites_with_spaces():
        free = [
            each
            for each in availability(site, slot, people=people)
            if each.state is AvailabilityState.FREE and each.space.kind in ROOMS
        ]
        free.sort(key=lambda each: (each.space.capacity_people, each.space.position))
        found.append((site, free))
    return found


def room_called(space_id: UUID | None, *, field: str) -> Space | None:
    """None for no room. Raises: Invalid, about `field`, for one that is not there."""
    try:
        return get_space(space_id) if space_id is not None else None
    except NotFound as gone:
        raise Invalid(str(gone), errors={field: [str(gone)]}) from gone
