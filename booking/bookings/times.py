"""From the times that a person or program names to a slot; the one place where bookings convert."""

from dataclasses import dataclass
from datetime import datetime

from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.local_times import instant_of
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class WallTimes:
    """What the clock on the wall shows at both ends. `fold` chooses between the two readings of a
    time that happens twice: 0 the earlier, 1 the later."""

    starts: datetime
    ends: datetime
    fold: int | None = None


def slot_of(walls: WallTimes, zone: str) -> TimeSlot:
    """The slot that these wall times mean in an IANA zone.

    Raises:
        NoSuchTime: the clocks skip one of them.
        TimeHappensTwice: one occurs twice and `fold` does not say which.
        Invalid: it ends before it begins.
    """
    start = instant_of(walls.starts, zone, fold=walls.fold, field="starts_local")
    end = instant_of(walls.ends, zone, fold=walls.fold, field="ends_local")
    return slot_between(start, end, field="ends_local")


def slot_between(start: datetime, end: datetime, *, field: str = "ends_at") -> TimeSlot:
    """Raises Invalid when it ends before it begins."""
    if end <= start:
        sentence = _("The end must be after the start.")
        refusal = Invalid(sentence, errors={field: [sentence]})
        refusal.code = "ends-before-start"
        raise refusal
    return TimeSlot(start, end)
