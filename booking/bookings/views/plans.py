"""The floor plans of a site, drawn from what its levels and spaces say of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from booking.bookings.availability import Availability, AvailabilityState
from booking.bookings.search import Search
from booking.bookings.views import words
from booking.bookings.views.rows import choose_url
from booking.spaces.models import Level
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot

#: Of the plan's own units.
ROW = 40
LOOKS = {
    AvailabilityState.FREE: "free",
    AvailabilityState.PART: "part",
    AvailabilityState.TAKEN: "taken",
    AvailabilityState.CLOSED: "closed",
}


@dataclass(frozen=True)
class Floor:
    """One level: its drawing as `components/plan.html` takes it; `said` is how many are free."""

    name: str
    said: str
    drawing: dict[str, Any]


def floors_of(
    levels: Sequence[Level], found: Sequence[Availability], *, search: Search, slot: TimeSlot
) -> list[Floor]:
    """The levels that have a plan with a room on it."""
    floors = []
    times = words.times(slot, search.site.zone)
    for level in levels:
        on_it = [a for a in found if a.space.level_id == level.id and a.space.plan]
        if level.plan and on_it:
            said = free_in_words(on_it, times)
            rooms = sorted((_room(each, search) for each in on_it), key=_as_read)
            drawing = _drawn(level.plan, rooms)
            floors.append(Floor(level.name, said, drawing))
    return floors


def free_in_words(found: Sequence[Availability], times: str) -> str:
    """5 of 9 spaces are free 14:30–16:30"""
    return ngettext(
        "%(num)s of %(total)s spaces is free %(times)s",
        "%(num)s of %(total)s spaces are free %(times)s",
        sum(each.state is AvailabilityState.FREE for each in found),
        total=len(found),
        times=times,
    )


def _drawn(plan: dict[str, Any], rooms: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "width": plan["width"],
        "height": plan["height"],
        "folds": plan.get("folds", []),
        "rooms": rooms,
    }


def _as_read(room: dict[str, Any]) -> tuple[int, int]:
    """Row by row and from left to right, so that the keyboard goes through the floor as the eye
    does. Rooms that begin at nearly the same height are one row."""
    return room["y"] // ROW, room["x"]


def _room(found: Availability, search: Search) -> dict[str, Any]:
    space, label = found.space, words.state(found)[0]
    lies: dict[str, Any] = space.plan or {}
    picked = search.space == space.slug and found.state is AvailabilityState.FREE
    told = words.detail(space, most=2)
    if found.state is not AvailabilityState.FREE:
        told = f"{words.capacity(space)} · {label}"
    return {
        "x": lies["x"],
        "y": lies["y"],
        "w": lies["width"],
        "h": lies["height"],
        "name": space.name,
        # A line that is broken begins with the dot instead of ending with it.
        "detail": told.replace(" · ", " ·\N{NO-BREAK SPACE}"),
        "state": "pick" if picked else LOOKS[found.state],
        "state_label": label,
        "url": choose_url(search, space),
    }
