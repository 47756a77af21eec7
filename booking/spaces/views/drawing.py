"""A plan while somebody draws it: the numbers as they were typed, and the drawing they make."""

from dataclasses import dataclass, field
from typing import Any

from flask import request

from booking.spaces.drafts import Box, Drawing, box_of
from booking.spaces.forms.house import OutlineForm
from booking.spaces.managing import spaces_on
from booking.spaces.models import Level, Space
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _

SIDES = ("x", "y", "width", "height")
#: The outline that a level has before anybody drew one.
USUAL = (920, 300)


@dataclass
class Placed:
    """A space and its four numbers as they stand in their boxes; all empty is not on the plan."""

    space: Space
    numbers: dict[str, str]
    errors: list[str] = field(default_factory=list)

    @property
    def box(self) -> Box | None:
        """Where it lies; None if nowhere, or the numbers cannot be read."""
        texts = [self.numbers[side].strip() for side in SIDES]
        if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in texts):
            return None
        return Box(*map(int, texts))

    @property
    def is_empty(self) -> bool:
        return not any(text.strip() for text in self.numbers.values())

    def name_of(self, side: str) -> str:
        return f"{self.space.id}-{side}"


@dataclass
class Sketch:
    level: Level
    form: OutlineForm
    rooms: list[Placed]

    @property
    def width(self) -> int:
        return self.form.width.data or USUAL[0]

    @property
    def height(self) -> int:
        return self.form.height.data or USUAL[1]

    @property
    def folds(self) -> list[list[int]]:
        return list((self.level.plan or {}).get("folds", []))

    @property
    def drawing(self) -> Drawing:
        return Drawing(self.width, self.height, {each.space.id: each.box for each in self.rooms})

    @property
    def is_readable(self) -> bool:
        return not self.is_refused

    @property
    def is_refused(self) -> bool:
        return bool(self.form.errors) or any(each.errors for each in self.rooms)

    @property
    def lie_nowhere(self) -> list[Placed]:
        return [each for each in self.rooms if each.box is None]

    def refuse(self, refusal: Invalid) -> None:
        """Each reason beside the row that it is about."""
        rows = {f"room-{each.space.id}": each for each in self.rooms}
        for name, reasons in refusal.errors.items():
            if name in rows:
                rows[name].errors += reasons
            elif name in self.form:
                for reason in reasons:
                    self.form.refuse(name, reason)
        if not refusal.errors:
            self.form.form_errors = [*self.form.form_errors, str(refusal)]


def sketch_of(level: Level) -> Sketch:
    """As it is kept."""
    plan = level.plan or {"width": USUAL[0], "height": USUAL[1]}
    form = OutlineForm(formdata=None, data={"width": plan["width"], "height": plan["height"]})
    rooms = [Placed(each, _numbers(box_of(each.plan))) for each in spaces_on(level)]
    return Sketch(level, form, rooms)


def read_sketch(level: Level, form: OutlineForm) -> Sketch:
    """As it was sent; what cannot be read is said beside its row."""
    rooms = []
    for space in spaces_on(level):
        sent: dict[str, str] = {
            side: request.form.get(f"{space.id}-{side}", "")[:8] for side in SIDES
        }
        placed = Placed(space, sent)
        if not placed.is_empty and placed.box is None:
            placed.errors.append(_("Please give four whole numbers, or none at all."))
        rooms.append(placed)
    form.validate()
    return Sketch(level, form, rooms)


def _numbers(box: Box | None) -> dict[str, str]:
    plan: dict[str, Any] = box.as_plan if box else {}
    return {side: str(plan.get(side, "")) for side in SIDES}
