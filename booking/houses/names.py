"""What days, periods and subjects are called."""

from collections.abc import Iterable
from typing import Any

from booking.houses.rules import written
from booking.plans.models import Quota, QuotaPeriod, QuotaSubject
from booking.spaces.names import kind_name
from booking.spaces.rules import Hours
from hub.core.formats import number
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext

WEEKDAYS: tuple[Any, ...] = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)

PERIODS: dict[QuotaPeriod, Any] = {
    QuotaPeriod.DAY: _l("a day"),
    QuotaPeriod.WEEK: _l("a week"),
    QuotaPeriod.MONTH: _l("a month"),
    QuotaPeriod.COMING: _l("to come at any time"),
}

SUBJECTS: dict[QuotaSubject, Any] = {
    QuotaSubject.PERSON: _l("Each person"),
    QuotaSubject.ORGANISATION: _l("The whole organisation together"),
}


def limits_of(quota: Quota) -> str:
    """`10 hours and 4 bookings`, or one of both."""
    said = []
    if quota.most_minutes is not None:
        said.append(hours_said(quota.most_minutes))
    if quota.most_bookings is not None:
        n = quota.most_bookings
        said.append(ngettext("%(num)s booking", "%(num)s bookings", n))
    if len(said) == 1:
        return said[0]
    return _("%(one)s and %(other)s", one=said[0], other=said[1])


def hours_said(minutes: int) -> str:
    if minutes == 60:
        return _("1 hour")
    return _("%(hours)s hours", hours=number(round(minutes / 60, 2)))


def spaces_of_quota(quota: Quota) -> str:
    return kind_name(quota.space_kind) if quota.space_kind else _("All spaces together")


def weekday_name(weekday: int) -> str:
    return str(WEEKDAYS[weekday])


def week_said(hours: Iterable[Hours]) -> str:
    """`Monday–Friday 07:00–22:00; Saturday 08:00–20:00`; days that are not named are closed."""
    times: dict[int, list[tuple[int, int]]] = {}
    for each in sorted(hours):
        times.setdefault(each.weekday, []).append((each.opens, each.closes))
    said = []
    for first, last in _runs(times):
        days = weekday_name(first)
        if last > first:
            days = f"{days}–{weekday_name(last)}"
        said.append(f"{days} {written(times[first])}")
    return "; ".join(said)


def _runs(times: dict[int, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """First and last of each row of days that are open alike."""
    runs: list[tuple[int, int]] = []
    for day in sorted(times):
        if runs and runs[-1][1] == day - 1 and times[runs[-1][0]] == times[day]:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
