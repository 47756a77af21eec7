"""Why a booking cannot be had."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from booking.bookings.rules import Reason
from booking.spaces.models import Space
from hub.core.errors import Conflict, Gone, HubError, Invalid
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


#: Looks for what could be had instead.
Offer = Callable[[], list[Alternative]]


class _Offering(HubError):
    """A refusal with what there is instead. That is looked for when somebody asks: many are refused
    within a transaction, and those who wait to write shall not wait for it."""

    offer: Offer = list
    _said: dict[str, Any]

    @cached_property
    def alternatives(self) -> list[Alternative]:
        return self.offer()

    @property
    def details(self) -> dict[str, Any]:
        return self._said | {"alternatives": [each.plain() for each in self.alternatives]}

    @details.setter
    def details(self, said: dict[str, Any]) -> None:
        self._said = said


class SlotTaken(_Offering, Conflict):
    """Somebody else has the space for part of the time, or it is closed for a while; `reasons` says
    which."""

    code = "slot-taken"

    def __init__(
        self, space: Space, slot: TimeSlot, *, offer: Offer, reason: Reason | None = None
    ) -> None:
        reason = reason or taken_by_somebody(space)
        super().__init__(reason.sentence, reasons=[_plain(reason)])
        self.space = space
        self.slot = slot
        self.reasons = [reason]
        self.offer = offer


def taken_by_somebody(space: Space) -> Reason:
    sentence = _("%(space)s is taken at that time.", space=space.name)
    return Reason("slot-taken", sentence, "starts_at", by_rule=False)


class Refused(_Offering, Invalid):
    """A rule of the house says no. `reasons` are all of them; the first gives the code."""

    def __init__(self, reasons: list[Reason], *, offer: Offer = list) -> None:
        errors: dict[str, list[str]] = {}
        for reason in reasons:
            errors.setdefault(reason.field, []).append(reason.sentence)
        super().__init__(
            reasons[0].sentence,
            errors=errors,
            reasons=[_plain(reason) for reason in reasons],
        )
        self.code = reasons[0].code
        self.reasons = reasons
        self.offer = offer

    @property
    def are_rules(self) -> bool:
        """Nothing but rules of the house speaks against it."""
        return all(reason.by_rule for reason in self.reasons)


@dataclass(frozen=True)
class Refusal:
    """Why one of several cannot be had; `index` is its place among them, from 0."""

    index: int
    space: Space
    why: HubError

    @property
    def sentences(self) -> list[str]:
        reasons = getattr(self.why, "reasons", [])
        return [reason.sentence for reason in reasons] or [str(self.why)]

    @property
    def alternatives(self) -> list[Alternative]:
        return list(getattr(self.why, "alternatives", []))

    def plain(self) -> dict[str, Any]:
        return {
            "index": self.index,
            "space": str(self.space.id),
            "name": self.space.name,
            "code": self.why.code,
            "detail": str(self.why),
            **self.why.details,
        }


class NotTogether(Conflict):
    """Of several spaces that were wanted in one go, not all can be had; so none is booked."""

    code = "not-together"

    def __init__(self, refusals: list[Refusal]) -> None:
        names = ", ".join(dict.fromkeys(each.space.name for each in refusals))
        super().__init__(
            _("Nothing is booked, because not all of it can be had: %(spaces)s.", spaces=names),
            refusals=[each.plain() for each in refusals],
        )
        self.refusals = refusals


def _plain(reason: Reason) -> dict[str, Any]:
    """`until`: when it ends to be one, if that is known; `by_rule`: the house made it;
    `may_override`: who may set it aside, if anybody."""
    return {
        "code": reason.code,
        "detail": reason.sentence,
        "until": _utc(reason.until) if reason.until else None,
        "by_rule": reason.by_rule,
        "may_override": reason.may_override,
    }


class HoldExpired(Gone):
    """The hold ran out and somebody else took the time."""

    code = "hold-expired"


def _utc(instant: Any) -> str:
    return str(instant.isoformat().replace("+00:00", "Z"))
