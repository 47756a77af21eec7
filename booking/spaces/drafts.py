"""What a space, a level and their drawings are to be, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from booking.spaces.models import SpaceKind
from hub.core.i18n import gettext as _

GRIDS = (5, 10, 15, 20, 30, 60)
MOST_PEOPLE, MOST_PLACES = 2000, 2000
LONGEST_MARGIN, LONGEST_BOOKING, LONGEST_LEAD = 240, 20_160, 43_200
FURTHEST_WINDOW = 730
LARGEST_RATE = 10**12
#: Sides of a level's drawing, in the plan's own units, and the least side of a room on it.
SMALLEST_PLAN, LARGEST_PLAN, SMALLEST_ROOM = 100, 4000, 16


class How(StrEnum):
    """How a space is taken: by one booking at a time, place by place, or together with others."""

    OWN = "own"
    PLACES = "places"
    JOINED = "joined"


@dataclass(frozen=True)
class Made:
    """Of what a space is made. `places` counts for PLACES; `spaces` are those that are JOINED."""

    how: How = How.OWN
    places: int = 1
    spaces: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class SpaceDraft:
    """A space's own fields. Times are minutes, the rate minor units for an hour."""

    name: str
    kind: SpaceKind
    capacity_people: int
    slug: str = ""
    about: str = ""
    level_id: UUID | None = None
    equipment: tuple[str, ...] = ()
    setup_minutes: int = 0
    cleanup_minutes: int = 0
    buffer_minutes: int = 0
    grid_minutes: int = 15
    shortest_minutes: int = 30
    longest_minutes: int = 600
    lead_minutes: int = 0
    window_days: int = 120
    hourly_rate_minor: int = 0
    requires_approval: bool = False
    needs_induction: bool = False
    position: int = 0

    def problems(self) -> Iterator[tuple[str, str]]:
        """Field and sentence of what cannot be so."""
        if not self.name.strip() or len(self.name) > 120:
            yield "name", _("Please give a name of at most 120 characters.")
        if len(self.about) > 1000:
            yield "about", _("Please use at most %(max)d characters.", max=1000)
        for name, (least, most) in LIMITS.items():
            if not least <= getattr(self, name) <= most:
                yield name, _("Please give a number from %(least)s to %(most)s.",
                              least=least, most=most)  # fmt: skip
        if self.grid_minutes not in GRIDS:
            grids = ", ".join(map(str, GRIDS))
            yield "grid_minutes", _("One of %(minutes)s minutes, please.", minutes=grids)
        if self.longest_minutes < self.shortest_minutes:
            yield "longest_minutes", _("The longest booking is shorter than the shortest one.")
        if self.shortest_minutes % self.grid_minutes if self.grid_minutes > 0 else False:
            yield "shortest_minutes", _("Please give a multiple of the raster, so that a booking "
                                        "of this length can begin and end on it.")  # fmt: skip


LIMITS = {
    "capacity_people": (1, MOST_PEOPLE),
    "setup_minutes": (0, LONGEST_MARGIN),
    "cleanup_minutes": (0, LONGEST_MARGIN),
    "buffer_minutes": (0, LONGEST_MARGIN),
    "shortest_minutes": (5, LONGEST_BOOKING),
    "longest_minutes": (5, LONGEST_BOOKING),
    "lead_minutes": (0, LONGEST_LEAD),
    "window_days": (1, FURTHEST_WINDOW),
    "hourly_rate_minor": (0, LARGEST_RATE),
    "position": (0, 9999),
}


@dataclass(frozen=True)
class Box:
    """Where a room lies on its level's plan, in the plan's own units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def as_plan(self) -> dict[str, Any]:
        return {"x": self.x, "y": self.y, "width": self.width, "height": self.height}

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def box_of(plan: dict[str, Any] | None) -> Box | None:
    return Box(plan["x"], plan["y"], plan["width"], plan["height"]) if plan else None


@dataclass(frozen=True)
class Drawing:
    """A level's outline, and its rooms by the ids of their spaces; None takes one off the plan."""

    width: int
    height: int
    boxes: dict[UUID, Box | None] = field(default_factory=dict)

    def problems(self, names: dict[UUID, str]) -> Iterator[tuple[str, str]]:
        """Field and sentence of what cannot be so: `width`, `height`, or `room-<id>`."""
        for side in ("width", "height"):
            if not SMALLEST_PLAN <= getattr(self, side) <= LARGEST_PLAN:
                yield side, _("Please give a number from %(least)s to %(most)s.",
                              least=SMALLEST_PLAN, most=LARGEST_PLAN)  # fmt: skip
        placed = [(id_, box) for id_, box in self.boxes.items() if box]
        for number, (id_, box) in enumerate(placed):
            if min(box.width, box.height) < SMALLEST_ROOM:
                yield f"room-{id_}", _("A room is at least %(side)s wide and high.",
                                       side=SMALLEST_ROOM)  # fmt: skip
            if min(box.x, box.y) < 0 or (
                box.x + box.width > self.width or box.y + box.height > self.height
            ):
                yield f"room-{id_}", _("%(name)s reaches beyond the outline.", name=names[id_])
            for other_id, other in placed[:number]:
                if box.overlaps(other):
                    yield f"room-{id_}", _("%(name)s lies over %(other)s.",
                                           name=names[id_], other=names[other_id])  # fmt: skip
