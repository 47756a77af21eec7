"""Why a booking cannot be had."""

from dataclasses import dataclass
from typing import Any

from booking.bookings.rules import Reason
from booking.spaces.models import Space
from hub.core.errors import Conflict, Gone, Invalid
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall


@dataclass(frozen=True)
class Alternative:
    """What could be had instead: another time in this space, or another space at this time."""

    space: Space
    slot: TimeSlot

    def plain(self) -> dict[str, Any]:
        zone = self.space.site.zone
        return {
            "space": str(self.space.id),
            "name": self.space.name,
            "starts_at": _utc(self.slot.start),
            "ends_at": _utc(self.slot.end),
            "starts_local": f"{to_wall(self.slot.start, zone):%Y-%m-%dT%H:%M}",
            "ends_local": f"{to_wall(self.slot.end, zone):%Y-%m-%dT%H:%M}",
            "zone": zone,
        }


class SlotTaken(Conflict):
    """Somebody else has the space for part of the time."""

    code = "slot-taken"

    def __init__(self, space: Space, slot: TimeSlot, alternatives: list[Alternative]) -> None:
        super().__init__(
            _("%(space)s is taken at that time.", space=space.name),
            alternatives=[alternative.plain() for alternative in alternatives],
        )
        self.space = space
        self.slot = slot
        self.alternatives = alternatives


class Refused(Invalid):
    """A rule of the house says no. `reasons` are all of them; the first gives the code."""

    def __init__(self, reasons: list[Reason], alternatives: list[Alternative]) -> None:
        errors: dict[str, list[str]] = {}
        for reason in reasons:
            errors.setdefault(reason.field, []).append(reason.sentence)
        super().__init__(
            reasons[0].sentence,
            errors=errors,
            reasons=[{"code": reason.code, "detail": reason.sentence} for reason in reasons],
            alternatives=[alternative.plain() for alternative in alternatives],
        )
        self.code = reasons[0].code
        self.reasons = reasons
        self.alternatives = alternatives


class HoldExpired(Gone):
    """The hold ran out and somebody else took the time."""

    code = "hold-expired"


def _utc(instant: Any) -> str:
    return str(instant.isoformat().replace("+00:00", "Z"))
