"""When people are reminded of a class session: a day and an hour before by default, never in their
night."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Kind of reminder to how long before the start it goes out, the farther first.
REMINDERS = {"24h": timedelta(hours=24), "1h": timedelta(hours=1)}
NIGHT_FROM, NIGHT_UNTIL = time(21), time(7)
#: A reminder that would come so soon after the place was given, or after a change was told, is
#: left out: the mail before said it all.
JUST_TOLD = timedelta(minutes=30)


def send_at(starts_at: datetime, kind: str, *, zone: str) -> datetime:
    """When the reminder goes out to somebody whose clock stands in `zone`.

    What would come in the night waits until seven, if the session is after that by an hour at
    least; else it comes in the evening before, at nine.
    """
    due = starts_at - REMINDERS[kind]
    here = due.astimezone(ZoneInfo(zone))
    if NIGHT_UNTIL <= here.time() < NIGHT_FROM:
        return due
    evening_day = here.date() if here.time() >= NIGHT_FROM else here.date() - timedelta(days=1)
    morning = _wall(evening_day + timedelta(days=1), NIGHT_UNTIL, zone=zone)
    if morning + REMINDERS["1h"] <= starts_at:
        return morning
    return _wall(evening_day, NIGHT_FROM, zone=zone)


def due_kind(
    starts_at: datetime, *, zone: str, told_at: datetime, out: Collection[str], now: datetime
) -> str | None:
    """The reminder to send now, if any; the nearer one stands in for the farther.

    Args:
        told_at: when the person was last told of this time, by the mail of their place or of a
            change.
        out: kinds that are out for this time already.
    """
    if now >= starts_at:
        return None
    for kind in reversed(REMINDERS):
        at = send_at(starts_at, kind, zone=zone)
        if now >= at:
            return None if kind in out or at < told_at + JUST_TOLD else kind
    return None


def farther(kind: str) -> tuple[str, ...]:
    """The kind, and those that it stands in for."""
    return tuple(each for each in REMINDERS if REMINDERS[each] >= REMINDERS[kind])


def _wall(day: date, at: time, *, zone: str) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
