"""When somebody is busy, out of a calendar of theirs: times only, no titles and no people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from accelerator.mentors.rules.availability import joined
from booking.calendars.rules.essence import CannotRead, essential_text
from booking.calendars.rules.events import Event, contents_of
from booking.calendars.rules.repeats import Reach
from booking.calendars.rules.series import Occurrence, unfold
from booking.calendars.rules.zones import instant_of, next_day
from hub.core.timeslots import TimeSlot

DAYS_AHEAD = 180
#: More than that is no person's calendar.
MOST_TIMES = 5000


@dataclass(frozen=True)
class Soon(Reach):
    """Follows every rule to the horizon, also one that has an end of its own."""

    def of(self, event: Event) -> date:
        return max(self.horizon, date(*event.start.value.timetuple()[:3]))


def busy_in(raw: bytes, *, zone: str, today: date) -> list[TimeSlot]:
    """The busy times of the next 180 days, in order, joined where they touch.

    What is marked as free, cancelled, or cannot be read is left out.

    Args:
        zone: in which times without one are meant, unless the calendar names another.

    Raises:
        CannotRead: no calendar, or one beyond all bounds.
    """
    contents = contents_of(essential_text(raw), zone=zone)
    horizon = today + timedelta(days=DAYS_AHEAD)
    found = unfold(contents.events, reach=Soon(horizon, today))
    slots = joined(_near(found.occurrences, today=today, horizon=horizon))
    if len(slots) > MOST_TIMES:
        raise CannotRead("too-much-work")
    return slots


def _near(occurrences: list[Occurrence], *, today: date, horizon: date) -> Iterator[TimeSlot]:
    first, last = today - timedelta(days=1), horizon + timedelta(days=1)
    for each in occurrences:
        if each.event.transparent or each.event.status == "CANCELLED":
            continue
        slot = _slot(each)
        if slot is not None and slot.end.date() >= first and slot.start.date() <= last:
            yield slot


def _slot(each: Occurrence) -> TimeSlot | None:
    """None without a length: a reminder takes no time."""
    end = each.end or (next_day(each.start) if each.start.is_day else None)
    if end is None:
        return None
    try:
        return TimeSlot(instant_of(each.start)[0], instant_of(end)[0])
    except (ValueError, OverflowError):
        return None
