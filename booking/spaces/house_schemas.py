"""How levels with their plans, equipment and pictures look in JSON, and how they are sent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from booking.spaces.drafts import LARGEST_PLAN, SMALLEST_PLAN, Box, Drawing, box_of
from booking.spaces.models import Equipment, Level, Space
from booking.spaces.names import EQUIPMENT_NAMES, equipment_name
from booking.spaces.services.equipment import LONGEST_NAME
from booking.spaces.services.pictures import LONGEST_ALT
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.web.api import Body, Line, Shown, Versioned, Whole, unusable


def _in_our_languages(words: dict[str, str]) -> dict[str, str]:
    if not set(words) <= set(LANGUAGES):
        raise unusable(_("The languages are en, id and de."))
    return words


Names = Annotated[
    dict[str, Annotated[Line, Field(max_length=LONGEST_NAME)]],
    AfterValidator(_in_our_languages),
    Field(description="By language; one at least.", examples=[{"en": "Kiln", "de": "Brennofen"}]),
]
Alt = Annotated[
    dict[str, Annotated[Line, Field(max_length=LONGEST_ALT)]],
    AfterValidator(_in_our_languages),
    Field(
        description="What it shows, by language; one at least.",
        examples=[{"en": "A long table", "id": "Meja panjang", "de": "Ein langer Tisch"}],
    ),
]
#: A place in an order, the first one is 1.
Place = Annotated[
    Whole, Field(ge=1, le=10_000, description="In the order, from 1; too many is the last.")
]
Side = Annotated[int, Field(ge=0, le=LARGEST_PLAN)]
Outline = Annotated[
    int, Field(ge=SMALLEST_PLAN, le=LARGEST_PLAN, description="In the plan's own units.")
]


class RoomShown(Shown):
    """Where a space lies on its level's plan, from the upper left corner."""

    space: UUID
    x: int
    y: int
    width: int
    height: int


class LevelPlanShown(Shown):
    """A level's outline, and the spaces that are drawn on it."""

    width: int
    height: int
    rooms: list[RoomShown]


class SiteLevelShown(Versioned):
    """A floor of a site."""

    id: UUID
    site: str = Field(description="The site's code.", examples=["jkt"])
    name: str
    position: int = Field(description="In the order of its site's levels, from 1.")
    spaces: list[UUID] = Field(description="Those that lie on it, without archived ones.")
    plan: LevelPlanShown | None = Field(description="Null: not drawn yet.")

    @classmethod
    def of(cls, level: Level, *, position: int, spaces: Iterable[Space]) -> "SiteLevelShown":
        on_it = list(spaces)
        plan = level.plan
        rooms = [(each.id, box_of(each.plan)) for each in on_it]
        drawn = [RoomShown(space=id_, **box.as_plan) for id_, box in rooms if box]
        return cls(
            id=level.id,
            site=level.site.code,
            name=level.name,
            position=position,
            spaces=[each.id for each in on_it],
            plan=LevelPlanShown(width=plan["width"], height=plan["height"], rooms=drawn)
            if plan
            else None,
        )


class NewLevel(Body):
    name: Line = Field(min_length=1, max_length=80, examples=["Level 2"])


class LevelChange(Body):
    """What to change; what is left away stays."""

    name: Line | None = Field(default=None, min_length=1, max_length=80)
    position: Place | None = None


class RoomSent(Body):
    space: UUID = Field(strict=False)
    x: Side
    y: Side
    width: Side
    height: Side


class LevelPlanSent(Body):
    """The whole drawing: a space of the level that it does not name lies off the plan."""

    width: Outline
    height: Outline
    rooms: list[RoomSent] = Field(default=[], max_length=500)

    def drawing(self, on_it: Iterable[Space]) -> Drawing:
        boxes: dict[UUID, Box | None] = {space.id: None for space in on_it}
        for room in self.rooms:
            boxes[room.space] = Box(room.x, room.y, room.width, room.height)
        return Drawing(self.width, self.height, boxes)


class EquipmentShown(Versioned):
    """What spaces can have; the same at all sites."""

    code: str = Field(examples=["camera"])
    name: str = Field(description="In the caller's language.")
    names: dict[str, str] = Field(description="As staff gave them; none of what the house knows.")
    own: bool = Field(description="Known to the house itself, in every language.")
    retired: bool = Field(description="No longer offered; spaces that have it keep it.")
    spaces: int = Field(description="How many have it, archived ones not counted.")

    @classmethod
    def of(cls, code: str, row: Equipment | None, *, used: Mapping[str, int]) -> "EquipmentShown":
        return cls(
            code=code,
            name=equipment_name(code),
            names=row.names if row is not None else {},
            own=code in EQUIPMENT_NAMES,
            retired=row is not None and row.retired_at is not None,
            spaces=used.get(code, 0),
        )

    def fingerprint(self, *, of: frozenset[str] | None = None) -> int:
        """Of what is kept: neither who asks nor who uses it makes it another."""
        return super().fingerprint(of=frozenset({"code", "names", "retired"}))


class EquippedShown(Shown):
    id: UUID
    site: str
    name: str


class EquipmentInFullShown(EquipmentShown):
    used_by: list[EquippedShown] = Field(description="The spaces that have it.")

    @classmethod
    def told(
        cls, code: str, row: Equipment | None, *, used_by: Sequence[Space]
    ) -> "EquipmentInFullShown":
        plain = EquipmentShown.of(code, row, used={code: len(used_by)})
        spaces = [
            EquippedShown(id=each.id, site=each.site.code, name=each.name) for each in used_by
        ]
        return cls(**plain.model_dump(exclude={"version"}), used_by=spaces)


class NewEquipment(Body):
    names: Names
    code: Line = Field(
        default="", max_length=40, description="Made of the name where it is left out."
    )


class EquipmentChange(Body):
    names: Names


class PictureSent(Body):
    """A picture in JSON, for programs."""

    name: Line = Field(default="", max_length=300, description="The file's.")
    content: str = Field(description="Base64 (RFC 4648) of a JPEG, PNG, WebP or GIF.")
    alt: Alt


class PictureChange(Body):
    """What to change; what is left away stays."""

    alt: Alt | None = None
    position: Place | None = None
