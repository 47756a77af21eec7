"""May this be booked, and if not, why not? Pure decisions over facts that somebody else read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.spaces.rules import merged
from hub.core.formats import clock, day, moment
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall

HOLD_FOR = timedelta(minutes=10)
MOST_HOLDS = 3
MANAGERS = "managers"


@dataclass(frozen=True)
class Terms:
    """What a space asks of a booking. Minutes, days, people."""

    name: str
    zone: str
    capacity: int
    pooled: bool
    grid: int
    shortest: int
    longest: int
    lead: int
    window_days: int


@dataclass(frozen=True)
class Asked:
    """What somebody would like."""

    slot: TimeSlot
    people: int


@dataclass(frozen=True)
class Calendar:
    """The space's open times around the slot; the holiday on one of its days, if any; and why
    other hours than the week's hold on one of them."""

    open: tuple[TimeSlot, ...]
    holiday: str | None
    other_hours: str | None = None


@dataclass(frozen=True)
class Reason:
    """Why not: a stable code, a sentence for people, and the field it concerns.

    `until` is when it ends to be a reason, where that is known. `by_rule`: the house has made the
    rule, so that its staff may set it aside; nobody can set aside that a time has passed, that a
    room holds so many people, or that somebody else has it.
    """

    code: str
    sentence: str
    field: str
    until: datetime | None = None
    by_rule: bool = True

    @property
    def may_override(self) -> str | None:
        """Who may: the site's managers, or nobody."""
        return MANAGERS if self.by_rule else None


def reasons_against(
    asked: Asked, terms: Terms, *, calendar: Calendar, now: datetime
) -> list[Reason]:
    """Every rule that this breaks, the most telling first; whether it is taken is not asked."""
    return [
        *_time_reasons(asked.slot, terms, now=now),
        *_length_reasons(asked.slot, terms),
        *_opening_reasons(asked.slot, terms, calendar=calendar),
        *_people_reasons(asked.people, terms),
    ]


def _time_reasons(slot: TimeSlot, terms: Terms, *, now: datetime) -> Iterable[Reason]:
    if slot.start < now:
        yield Reason("past", _("This time has already passed."), "starts_at", by_rule=False)
    elif slot.start < now + timedelta(minutes=terms.lead):
        latest = moment(now + timedelta(minutes=terms.lead), terms.zone)
        yield Reason(
            "too-soon",
            _("%(space)s needs some notice. The earliest start now is %(time)s.",
              space=terms.name, time=latest),
            "starts_at",
        )  # fmt: skip
    if slot.start > now + timedelta(days=terms.window_days):
        last = day(now + timedelta(days=terms.window_days), terms.zone)
        yield Reason(
            "too-far",
            _("%(space)s can be booked until %(day)s. Later days open one by one.",
              space=terms.name, day=last),
            "starts_at",
            until=slot.start - timedelta(days=terms.window_days),
        )  # fmt: skip


def _length_reasons(slot: TimeSlot, terms: Terms) -> Iterable[Reason]:
    minutes = slot.length // timedelta(minutes=1)
    if minutes < terms.shortest:
        yield Reason(
            "too-short",
            _("%(space)s is booked for at least %(length)s.",
              space=terms.name, length=spoken(terms.shortest)),
            "ends_at",
        )  # fmt: skip
    if minutes > terms.longest:
        yield Reason(
            "too-long",
            _("%(space)s is booked for at most %(length)s at a time.",
              space=terms.name, length=spoken(terms.longest)),
            "ends_at",
        )  # fmt: skip
    walls = (to_wall(slot.start, terms.zone), to_wall(slot.end, terms.zone))
    if any((w.hour * 60 + w.minute) % terms.grid or w.second or w.microsecond for w in walls):
        yield Reason(
            "off-grid",
            _("Bookings begin and end every %(grid)s minutes, such as at %(example)s.",
              grid=terms.grid, example=clock(_on_grid(slot.start, terms.grid), terms.zone)),
            "starts_at",
        )  # fmt: skip


def _opening_reasons(slot: TimeSlot, terms: Terms, *, calendar: Calendar) -> Iterable[Reason]:
    if any(time.contains(slot) for time in merged(calendar.open)):
        return
    if calendar.holiday:
        sentence = _("The house is closed on that day: %(holiday)s.", holiday=calendar.holiday)
        yield Reason("holiday", sentence, "starts_at")
    else:
        yield Reason("closed", _closed(terms, calendar), "starts_at")


def _closed(terms: Terms, calendar: Calendar) -> str:
    """When it is open instead, and why not as usual."""
    space, why = terms.name, calendar.other_hours
    times = ", ".join(f"{clock(t.start, terms.zone)}–{clock(t.end, terms.zone)}"
                      for t in calendar.open)  # fmt: skip
    if times and why:
        return _("%(space)s is open %(times)s on that day: %(why)s.",
                 space=space, times=times, why=why)  # fmt: skip
    if times:
        return _("%(space)s is open %(times)s on that day.", space=space, times=times)
    if why:
        return _("%(space)s is closed on that day: %(why)s.", space=space, why=why)
    return _("%(space)s is closed on that day.", space=space)


def _people_reasons(people: int, terms: Terms) -> Iterable[Reason]:
    if people < 1:
        sentence = _("How many people come? At least one.")
        yield Reason("nobody", sentence, "people", by_rule=False)
    elif people > terms.capacity:
        sentence = ngettext(
            "%(space)s holds one person.",
            "%(space)s holds %(num)s people.",
            terms.capacity,
            space=terms.name,
        )
        yield Reason("too-many-people", sentence, "people", by_rule=False)


def spoken(minutes: int) -> str:
    """45 minutes, 2 hours, 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(num)s minute", "%(num)s minutes", rest)
    if not rest:
        return ngettext("%(num)s hour", "%(num)s hours", hours)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def nearest_free(
    wanted: TimeSlot, free: Iterable[TimeSlot], *, grid: timedelta, most: int = 2
) -> list[TimeSlot]:
    """Slots as long as the wanted one inside free times, nearest start first, on the grid.

    From each free time come at most two: its part closest before and closest after.
    """
    found: set[TimeSlot] = set()
    for gap in free:
        if gap.length < wanted.length:
            continue
        latest = gap.end - wanted.length
        for start in (
            _ceil(max(gap.start, min(wanted.start, latest)), grid),
            _floor(latest, grid),
        ):
            if gap.start <= start <= latest:
                found.add(TimeSlot(start, start + wanted.length))
    found.discard(wanted)
    return sorted(found, key=lambda s: (abs(s.start - wanted.start), s.start))[:most]


def _floor(instant: datetime, grid: timedelta) -> datetime:
    """Down to the grid. Zones are offset by whole quarter hours, so the UTC grid is the wall's."""
    return instant - timedelta(seconds=instant.timestamp() % grid.total_seconds())


def _ceil(instant: datetime, grid: timedelta) -> datetime:
    down = _floor(instant, grid)
    return down if down == instant else down + grid


def _on_grid(instant: datetime, minutes: int) -> datetime:
    return _floor(instant, timedelta(minutes=minutes))
