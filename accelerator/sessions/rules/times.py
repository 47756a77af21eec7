"""When a session can be joined, is late, was missed, and when people are reminded of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from hub.core.timeslots import TimeSlot

#: How long sessions may be, in minutes.
LENGTHS = (30, 45, 60, 90)
#: The video link and "I am here" open so long before; who is not there after so long has missed it.
OPENS_BEFORE = timedelta(minutes=15)
MISSED_AFTER = timedelta(minutes=15)
#: Until so long after the end it can be said how it was, and whether it was at all.
LOOKS_BACK = timedelta(days=14)
#: How far ahead one can book.
FARTHEST = timedelta(days=240)
#: Kind of reminder to how long before it goes out; `FEEDBACK` asks once after the end.
REMINDERS = {"24h": timedelta(hours=24), "1h": timedelta(hours=1)}
FEEDBACK = "feedback"


def is_open(slot: TimeSlot, now: datetime) -> bool:
    """Whether its link opens and people can say that they are there."""
    return slot.start - OPENS_BEFORE <= now < slot.end


def may_be_missed(slot: TimeSlot, now: datetime) -> bool:
    return slot.start + MISSED_AFTER <= now < slot.end + LOOKS_BACK


def is_late(starts_at: datetime, *, notice_hours: int, now: datetime) -> bool:
    """Whether cancelling now is later than the cohort's notice."""
    return now > starts_at - timedelta(hours=notice_hours)


def due_reminder(starts_at: datetime, *, out: Collection[str], now: datetime) -> str | None:
    """The reminder to send now; the nearer one stands in for the farther."""
    if now >= starts_at:
        return None
    for kind in ("1h", "24h"):
        if now >= starts_at - REMINDERS[kind]:
            return None if kind in out else kind
    return None


def needless_reminders(starts_at: datetime, now: datetime) -> list[str]:
    """Those that would come within a quarter of an hour of the invitation itself, or before it."""
    soon = now + timedelta(minutes=15)
    return [kind for kind, before in REMINDERS.items() if starts_at - before <= soon]


def took_place(*, mentor_came: bool, startup_came: bool) -> bool | None:
    """After the end: it was held when somebody was there and did not say that the other was not;
    None when nobody has said anything."""
    return True if mentor_came or startup_came else None
