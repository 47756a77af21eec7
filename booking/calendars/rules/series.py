"""Unfold what repeats: rules, extra dates, exceptions, and dates that were changed one by one."""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events

from booking.calendars.rules.essence import CannotRead
from booking.calendars.rules.events import Event
from booking.calendars.rules.repeats import Reach, RuleNotTaken, bounded_rule, is_cut
from booking.calendars.rules.verdicts import Reason
from booking.calendars.rules.zones import Meant

#: Impossible rules ("30 February") make the library search to the year 9999; enough is enough.
PATIENCE_SECONDS = 10.0
_NUMBER = "X-HUB-NUMBER"
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
_AFTER_ALL = datetime(2150, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Occurrence:
    """One date of an event. `identity` is its start as the rule has it, which stays when this one
    date is moved; so the same date is known again in a later export."""

    event: Event
    start: Meant
    end: Meant | None
    identity: Meant
    from_rule: bool = False


@dataclass(frozen=True)
class NotUnfolded:
    event: Event
    reason: Reason
    about: str = ""


@dataclass(frozen=True)
class Unfolded:
    occurrences: list[Occurrence]
    refused: list[NotUnfolded]
    #: Events whose rules go on beyond the day until which they were followed.
    cut: list[tuple[Event, date]]


def unfold(events: tuple[Event, ...], *, reach: Reach) -> Unfolded:
    """Every date of every event; rules are followed as far as `reach` says.

    Raises:
        CannotRead: it takes longer than anybody should wait for.
    """
    result = Unfolded([], [], [])
    give_up = time.monotonic() + PATIENCE_SECONDS
    families: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        families[event.uid].append(event)
    for family in families.values():
        if time.monotonic() > give_up:
            raise CannotRead("too-much-work")
        if len(family) == 1 and not family[0].repeats and not family[0].recurrence_id:
            result.occurrences.append(_alone(family[0]))
            continue
        _unfold_family(family, reach, into=result)
    return result


def _alone(event: Event) -> Occurrence:
    return Occurrence(event, event.start, _end_of(event), event.start)


def _unfold_family(family: list[Event], reach: Reach, *, into: Unfolded) -> None:
    try:
        rules = {event.number: bounded_rule(event, reach=reach) for event in family}
    except RuleNotTaken as refusal:
        leading = next((event for event in family if event.rules), family[0])
        into.refused.append(NotUnfolded(leading, refusal.reason, refusal.part))
        return
    try:
        found = list(_occurrences(family, rules, reach=reach))
    except Exception:  # the library says no in many ways, none of them documented
        into.refused.append(NotUnfolded(family[0], Reason.UNREADABLE))
        return
    into.occurrences.extend(found)
    into.cut.extend(
        (event, reach.of(event)) for event in family if is_cut(event, reach=reach, found=len(found))
    )


def _occurrences(
    family: list[Event], rules: dict[int, dict[str, str] | None], *, reach: Reach
) -> Iterator[Occurrence]:
    by_number = {event.number: event for event in family}
    calendar = icalendar.Calendar()
    for event in family:
        calendar.add_component(_component(event, rules[event.number]))
    stop = max(_stop(event, reach) for event in family)
    found = recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(
        _BEFORE_ALL, min(_AFTER_ALL, datetime(stop.year, stop.month, stop.day, tzinfo=UTC))
    )
    for one in found:
        event = by_number[int(one[_NUMBER])]
        start = _meant(one["DTSTART"].dt, event.start)
        by_rule = bool(event.rules or event.this_and_future) and start.value != event.start.value
        end = _meant(one["DTEND"].dt, event.end or event.start) if _has_end(event) else None
        yield Occurrence(event, start, end, _identity(one, event, start=start), from_rule=by_rule)


def _stop(event: Event, reach: Reach) -> date:
    """No date of the event lies after this one."""
    written = [date(*meant.value.timetuple()[:3]) for meant in (event.start, *event.extra)]
    if event.rules:
        written.append(reach.of(event))
    return min(max(written) + timedelta(days=2), _AFTER_ALL.date())


def _identity(one: icalendar.Event, event: Event, *, start: Meant) -> Meant:
    """The date as the rule has it, however it was moved."""
    again = one.get("RECURRENCE-ID")
    if again is None:
        return start
    if event.this_and_future and event.recurrence_id and start.value != event.start.value:
        # Here the library repeats the first moved date's identity for all that follow.
        shift: timedelta = event.start.value - event.recurrence_id.value  # type: ignore[operator]
        return Meant(start.value - shift, event.recurrence_id.zone)
    return _meant(again.dt, event.recurrence_id or event.start)


def _component(event: Event, rule: dict[str, str] | None) -> icalendar.Event:
    component = icalendar.Event()
    component.add("UID", event.uid)
    component.add(_NUMBER, str(event.number))
    component.add("DTSTART", event.start.aware)
    component.add("SEQUENCE", event.sequence)
    if end := _end_of(event):
        component.add("DTEND", end.aware)
    if rule:
        text = ";".join(f"{name}={value}" for name, value in rule.items())
        component.add("RRULE", icalendar.vRecur.from_ical(text))
    for name, times in (("RDATE", event.extra), ("EXDATE", event.except_for)):
        for meant in times:
            component.add(name, meant.aware)
    if event.recurrence_id:
        ranged = {"RANGE": "THISANDFUTURE"} if event.this_and_future else {}
        component.add("RECURRENCE-ID", event.recurrence_id.aware, parameters=ranged)
    return component


def _has_end(event: Event) -> bool:
    return event.end is not None or event.length is not None


def _end_of(event: Event) -> Meant | None:
    """DTEND, or the start and a DURATION on the same clock."""
    if event.end is not None:
        return event.end
    if event.length is None:
        return None
    value = event.start.value
    if event.start.is_day:
        whole = max(event.length.days, 1)
        return Meant(value + timedelta(days=whole), event.start.zone)
    return Meant(value + event.length, event.start.zone)


def _meant(value: Any, like: Meant) -> Meant:
    """What the library made of a time, as a wall time on the clock that it was meant on."""
    if not isinstance(value, datetime):
        return Meant(value, like.zone, like.flags)
    zone = getattr(value.tzinfo, "key", None) or ("UTC" if value.tzinfo else like.zone)
    return Meant(value.replace(tzinfo=None, fold=0), zone, like.flags)
