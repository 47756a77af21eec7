"""How spaces and their availability are put into a few words."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from booking.bookings.availability import Availability, AvailabilityState
from booking.spaces.models import Space, SpaceKind
from booking.spaces.names import equipment_name
from hub.core.formats import clock, day, money
from hub.core.i18n import gettext as _
from hub.core.i18n import language, ngettext
from hub.core.i18n import lazy_gettext as _l
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall

_SEATED = {SpaceKind.ROOM, SpaceKind.HALL, SpaceKind.DESK}
#: A word for each reason that is not the hour's.
_REASONS = {
    "too-many-people": _l("Too small"),
    "not-equipped": _l("Not equipped"),
    "past": _l("Over"),
    "too-soon": _l("Needs notice"),
    "too-far": _l("Not open yet"),
    "too-short": _l("Longer only"),
    "too-long": _l("Shorter only"),
    "off-grid": _l("Other times"),
    "holiday": _l("Holiday"),
    "no-induction": _l("Introduction first"),
    "quota": _l("Used up"),
}


def capacity(space: Space) -> str:
    if space.kind in _SEATED:
        return ngettext("%(num)s seat", "%(num)s seats", space.capacity_people)
    return ngettext("%(num)s place", "%(num)s places", space.capacity_people)


def equipment(space: Space, *, most: int = 20) -> list[str]:
    return [equipment_name(code) for code in space.equipment[:most]]


def detail(space: Space, *, most: int = 3) -> str:
    """10 seats · screen · video call"""
    return " · ".join([capacity(space), *equipment(space, most=most)])


def rate(space: Space) -> str:
    if not space.hourly_rate.minor:
        return _("No charge")
    return _("%(price)s/h", price=money(space.hourly_rate))


def state(found: Availability) -> tuple[str, str]:
    """A word and the tone of its chip."""
    if found.state is AvailabilityState.FREE:
        return _("Free"), "ok"
    if found.state is AvailabilityState.PART and found.reason:
        return found.reason.sentence, "warn"
    if found.state is AvailabilityState.TAKEN:
        return _("Taken"), ""
    code = found.reason.code if found.reason else ""
    return str(_REASONS.get(code, _("Closed"))), ""


def times(slot: TimeSlot, zone: str) -> str:
    """14:30–16:30; 22:00 – Fri 27 Nov 06:00 where it ends on another day. Midnight ends a day."""
    return _times(slot, zone, language=language())


@lru_cache(maxsize=10_000)
def _times(slot: TimeSlot, zone: str, *, language: str) -> str:
    """The same hours stand in many rows. `language` is the one that is now spoken."""
    start, end = clock(slot.start, zone), clock(slot.end, zone)
    last = to_wall(slot.end - timedelta(microseconds=1), zone).date()
    if to_wall(slot.start, zone).date() == last:
        return f"{start}–{end}"
    return f"{start} – {day(slot.end, zone, form='EEE d MMM')} {end}"


def times_of(slots: Sequence[TimeSlot], zone: str) -> str:
    return ", ".join(times(slot, zone) for slot in slots)
