"""Which rules of repetition are taken, and how far they are followed.

Taken are those on which readers agree (RFC 5545, 3.3.10): daily, weekly, monthly and yearly with
INTERVAL, COUNT or UNTIL, WKST, BYDAY, BYMONTH, BYMONTHDAY, BYSETPOS. Others are refused by name.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from booking.calendars.rules.events import Event
from booking.calendars.rules.verdicts import Reason
from booking.calendars.rules.zones import Home, Meant, instant_of, read_time
from hub.core.walltime import to_wall

SUB_DAILY = ("SECONDLY", "MINUTELY", "HOURLY")
AT_MOST = timedelta(days=3653)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_NUMBERS = re.compile(r"^[+-]?\d{1,3}(,[+-]?\d{1,3})*$")
_DAYS = re.compile(r"^([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*$")
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")


class RuleNotTaken(ValueError):
    """`part` is the piece of the rule that is the reason, as it stands in the file."""

    def __init__(self, part: str, reason: Reason = Reason.RULE_NOT_TAKEN) -> None:
        super().__init__(part)
        self.part = part[:60]
        self.reason = reason


@dataclass(frozen=True)
class Reach:
    """How far rules are followed: those without an end to `horizon`, the others for ten years from
    today, or from their start if that is later. What begins after its limit comes once."""

    horizon: date
    today: date

    def of(self, event: Event) -> date:
        start = date(*event.start.value.timetuple()[:3])
        if goes_on(event):
            return max(self.horizon, start)
        return max(self.today, start) + AT_MOST


def bounded_rule(event: Event, *, reach: Reach) -> dict[str, str] | None:
    """The event's rule, ending within reach if it has no COUNT; None when it has no rule.

    Raises:
        RuleNotTaken: a rule that the hub does not take.
    """
    if not event.rules:
        return None
    if len(event.rules) > 1 or event.rules[0].startswith("EXRULE="):
        raise RuleNotTaken("EXRULE" if event.rules[-1].startswith("EXRULE=") else "RRULE + RRULE")
    rule = _parts(event.rules[0])
    _check(rule, event)
    if "COUNT" not in rule:
        last = _end_of(reach.of(event), event)
        ends = min(_until(rule, event) or last, last)
        rule["UNTIL"] = f"{ends:%Y%m%d}" if event.start.is_day else f"{ends:%Y%m%dT%H%M%SZ}"
    return rule


def is_cut(event: Event, *, reach: Reach, found: int) -> bool:
    """Whether an event with `found` dates has more of them beyond its reach."""
    if not event.rules or goes_on(event):
        return bool(event.rules)
    rule = _parts(event.rules[0])
    if "COUNT" in rule:
        return found + len(event.except_for) < int(rule["COUNT"])
    until = _until(rule, event)
    return until is not None and until > _end_of(reach.of(event), event)


def goes_on(event: Event) -> bool:
    """Whether the rule has no end of its own."""
    return not any(end in rule.upper() for rule in event.rules for end in ("COUNT=", "UNTIL="))


def _parts(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for piece in rule.strip().strip(";").split(";"):
        name, sign, value = piece.partition("=")
        name = name.strip().upper()
        if not sign or name in parts:
            raise RuleNotTaken(piece)
        parts[name] = value.strip().upper()
    return parts


def _check(rule: dict[str, str], event: Event) -> None:
    frequency = rule.get("FREQ", "")
    if frequency in SUB_DAILY:
        raise RuleNotTaken(f"FREQ={frequency}", Reason.SUB_DAILY)
    if frequency not in _FREQUENCIES:
        raise RuleNotTaken(f"FREQ={frequency}")
    for name in _TIMES:
        if name in rule and not _says_the_start(name, rule.pop(name), event=event):
            raise RuleNotTaken(name)
    monthly = frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in rule)
    for name, value in rule.items():
        if not _is_taken(name, value, monthly=monthly):
            raise RuleNotTaken(f"{name}={value}")
    if "COUNT" in rule and "UNTIL" in rule:
        raise RuleNotTaken("COUNT + UNTIL")


def _is_taken(name: str, value: str, *, monthly: bool) -> bool:
    if name in ("FREQ", "UNTIL"):
        return True
    if name in ("COUNT", "INTERVAL"):
        return value.isascii() and value.isdigit() and len(value) < 10 and int(value) > 0
    if name == "WKST":
        return value in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    if name == "BYDAY":
        return bool(_DAYS.match(value)) and (monthly or not any(c.isdigit() for c in value))
    if name == "BYMONTH":
        return bool(_NUMBERS.match(value)) and all(1 <= int(n) <= 12 for n in value.split(","))
    if name == "BYMONTHDAY":
        return monthly and _within(value, 31)
    return name == "BYSETPOS" and monthly and _within(value, 31)


def _within(value: str, most: int) -> bool:
    return bool(_NUMBERS.match(value)) and all(1 <= abs(int(n)) <= most for n in value.split(","))


def _says_the_start(name: str, value: str, *, event: Event) -> bool:
    """Some write BYHOUR=14 for what begins at 14:00, which adds nothing."""
    start = event.start.value
    if not isinstance(start, datetime) or not value.isdigit():
        return False
    said = {"BYHOUR": start.hour, "BYMINUTE": start.minute, "BYSECOND": start.second}
    return int(value[:3]) == said[name]


def _until(rule: dict[str, str], event: Event) -> date | datetime | None:
    """UNTIL as the event's own kind of time. Often it is a plain day, which is then included, or a
    wall time without its zone."""
    text = rule.get("UNTIL")
    if text is None:
        return None
    zone = event.start.zone
    try:
        meant = read_time(text, zone, home=Home(zone, zone))
    except ValueError as error:
        raise RuleNotTaken(f"UNTIL={text}") from error
    if event.start.is_day:
        if not isinstance(meant.value, datetime):
            return meant.value
        return to_wall(instant_of(meant)[0], zone).date()
    if isinstance(meant.value, datetime):
        return instant_of(meant)[0]
    return _end_of(meant.value, event)


def _end_of(day: date, event: Event) -> date | datetime:
    if event.start.is_day:
        return day
    last = datetime.combine(day, time(23, 59, 59))
    return instant_of(Meant(last, event.start.zone))[0].astimezone(UTC)
