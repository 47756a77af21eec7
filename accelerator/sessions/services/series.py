"""Several dates at one wall time: looked at beforehand, and booked where they are free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from accelerator.matching.models import Pairing
from accelerator.matching.permissions import side_of as side_in_pairing
from accelerator.mentors.models import Side
from accelerator.mentors.queries.availability import weeks_of
from accelerator.mentors.queries.engagements import engagements_of
from accelerator.mentors.rules.availability import Week, free
from accelerator.sessions import emails
from accelerator.sessions.errors import Busy, NotNow, OutsideHours
from accelerator.sessions.models import MentorSession, SessionSeries
from accelerator.sessions.services.booking import SessionWish, bad_time, begin, check_wish, put
from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.queries import Around, around
from booking.bookings.rules import Asked
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.series import Repeat as Rhythm
from hub.core.series import SeriesDate, slots_of
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.history.services import record

WIDE = timedelta(days=1)


class DateRefusal(StrEnum):
    """Why a date cannot be had."""

    BUSY = "busy"
    HOLIDAY = "holiday"
    HOURS = "hours"
    ROOM = "room"
    NO_SUCH_TIME = "no-such-time"
    PAST = "past"


@dataclass(frozen=True)
class Repeat(Rhythm):
    """At the wall time of `starts_local` in the wish's zone."""

    starts_local: datetime
    minutes: int


Date = SeriesDate[DateRefusal]


@dataclass(frozen=True)
class _Known:
    """What was read once for all dates."""

    pairing: Pairing
    asked_by: Side | None
    engaged: dict[Side, list[TimeSlot]]
    weeks: dict[Side, Week]
    room: tuple[Space, Around, int] | None


def length_of(repeat: Repeat) -> timedelta:
    return timedelta(minutes=repeat.minutes)


def preview(pairing: Pairing, repeat: Repeat, *, wish: SessionWish, by: User) -> list[Date]:
    """Each date with whether it can be had now, and if not, why. `wish` says where; its slot is not
    looked at. Raises: BadTime."""
    found = _dates(repeat, wish.zone)
    slots = [slot for _wall, slot in found if slot is not None]
    if not slots:
        return [_gone(wall) for wall, _slot in found]
    known = _read(pairing, slots, wish=wish, by=by)
    return [_gone(wall) if slot is None else _date(wall, slot, known=known) for wall, slot in found]


def book_series(
    pairing: Pairing, repeat: Repeat, *, wish: SessionWish, by: User
) -> tuple[SessionSeries, list[MentorSession]]:
    """Book what is free and list the rest in the series' `skipped`. The database has the last word
    on each date.

    Raises: as `book`; NotNow when not one date can be had.
    """
    begin(pairing, by=by)
    looked_at = preview(pairing, repeat, wish=wish, by=by)
    series = SessionSeries(
        pairing_id=pairing.id,
        every_weeks=repeat.every_weeks,
        times=repeat.times,
        starts_local=f"{repeat.starts_local:%Y-%m-%dT%H:%M}",
        minutes=repeat.minutes,
        zone=wish.zone,
        made_by_id=by.id,
    )
    db.session.add(series)
    db.session.flush()
    made, skipped = [], []
    for date in looked_at:
        outcome = _tried(pairing, date, series=series, wish=wish, by=by)
        if isinstance(outcome, MentorSession):
            made.append(outcome)
        else:
            skipped.append(outcome.plain())
    if not made:
        raise NotNow(_("Not one of these dates is free. Please choose another day or time."))
    series.skipped = skipped
    db.session.flush()
    record("session-series.booked", series, after={"count": len(made), "skipped": len(skipped)})
    emails.series_stands(made, skipped=skipped, every_weeks=repeat.every_weeks)
    return series, made


def _tried(
    pairing: Pairing, date: Date, *, series: SessionSeries, wish: SessionWish, by: User
) -> MentorSession | Date:
    """In a savepoint of its own, so that a date that was taken meanwhile leaves the others."""
    if date.why is not None or date.slot is None:
        return date
    try:
        with db.session.begin_nested():
            one = replace(wish, slot=date.slot)
            return put(pairing, one, by=by, series_id=series.id)
    except Busy as refusal:
        return replace(date, why=DateRefusal.BUSY, sentence=str(refusal))
    except OutsideHours as refusal:
        return replace(date, why=DateRefusal.HOURS, sentence=str(refusal))
    except (SlotTaken, Refused) as refusal:
        return replace(date, why=DateRefusal.ROOM, sentence=str(refusal))


def _dates(repeat: Repeat, zone: str) -> list[tuple[datetime, TimeSlot | None]]:
    if not repeat.is_allowed:
        raise bad_time(_("At most 26 times, and at most eight weeks apart."))
    found = slots_of(repeat.starts_local, length_of(repeat), repeat=repeat, zone=zone)
    first = next((slot for _wall, slot in found if slot is not None), None)
    last = next((slot for _wall, slot in reversed(found) if slot is not None), None)
    for slot in (first, last):
        if slot is not None:
            check_wish(SessionWish(slot, zone))
    return found


def _read(pairing: Pairing, slots: Sequence[TimeSlot], *, wish: SessionWish, by: User) -> _Known:
    window = TimeSlot(slots[0].start - WIDE, slots[-1].end + WIDE)
    sides = {Side.MENTOR: pairing.mentor_id, Side.STARTUP: pairing.startup_id}
    engaged = engagements_of(sides.values(), window)
    weeks = weeks_of(sides.values(), window)
    space = wish.space
    return _Known(
        pairing,
        side_in_pairing(by, pairing),
        {side: engaged.get(id_, []) for side, id_ in sides.items()},
        {side: weeks[id_] for side, id_ in sides.items() if id_ in weeks},
        None if space is None else (space, around([space], window), wish.people),
    )


def _date(wall: datetime, slot: TimeSlot, *, known: _Known) -> Date:
    for look in (_busy, _at_hours, _room):
        why = look(slot, known)
        if why is not None:
            return Date(wall, slot, *why)
    return Date(wall, slot)


def _busy(slot: TimeSlot, known: _Known) -> tuple[DateRefusal, str] | None:
    names = {
        side: _name(known.pairing, side)
        for side, times in known.engaged.items()
        if any(each.overlaps(slot) for each in times)
    }
    return (DateRefusal.BUSY, str(Busy(names))) if names else None


def _at_hours(slot: TimeSlot, known: _Known) -> tuple[DateRefusal, str] | None:
    for side, week in known.weeks.items():
        name = _name(known.pairing, side)
        if to_wall(slot.start, week.zone).date() in week.days_off:
            return DateRefusal.HOLIDAY, _("A public holiday for %(name)s.", name=name)
        is_other = known.asked_by is not None and side is not known.asked_by
        if is_other and not any(each.contains(slot) for each in free(week, slot)):
            return DateRefusal.HOURS, _("%(name)s has no time then.", name=name)
    return None


def _room(slot: TimeSlot, known: _Known) -> tuple[DateRefusal, str] | None:
    if known.room is None:
        return None
    space, house, people = known.room
    reasons = house.reasons(space, Asked(slot, people))
    if reasons:
        why = DateRefusal.HOLIDAY if reasons[0].code == "holiday" else DateRefusal.ROOM
        return why, reasons[0].sentence
    if not house.is_free(space, slot, quantity=people if space.is_pooled else 1):
        return DateRefusal.ROOM, _("%(space)s is taken at that time.", space=space.name)
    return None


def _gone(wall: datetime) -> Date:
    sentence = _("The clocks go forward over this time, so it does not exist on that day.")
    return Date(wall, None, DateRefusal.NO_SUCH_TIME, sentence)


def _name(pairing: Pairing, side: Side) -> str:
    return pairing.mentor.name if side is Side.MENTOR else pairing.startup.name
