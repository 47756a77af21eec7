"""The month of a site: on how many days the wish can be had, and in how many spaces."""

from collections.abc import Mapping
from datetime import date

from flask import url_for

from booking.bookings.claims import ForWhom
from booking.bookings.months import DayFree, free_by_day, month_of
from booking.bookings.search import YEARS, Search, View, today_at
from booking.bookings.views.heat import (
    Heat,
    HeatMonth,
    last_month,
    level_of,
    next_month,
    short_month,
    title_of,
    weeks_of,
)
from hub.core.errors import Invalid
from hub.core.formats import hour
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot


def month_map(search: Search, *, for_whom: ForWhom | None = None) -> HeatMonth:
    """The month of the day that is looked for, at the time that is looked for."""
    wished = wished_in(search)
    counted = free_by_day(
        search.site,
        wished,
        people=search.people,
        equipment=search.needs,
        for_whom=for_whom,
    )
    return HeatMonth(
        title=title_of(list(wished)),
        note=_note(search, counted[0].fitting),
        weeks=weeks_of(_heat(each, search) for each in counted),
        before=_to(last_month(search.day), search),
        after=_to(next_month(search.day), search),
    )


def wished_in(search: Search) -> Mapping[date, TimeSlot | None]:
    """What the wish means on each day of its month; None where the clocks skip that time, or show
    it twice."""
    found: dict[date, TimeSlot | None] = {}
    for day in month_of(search.day, today=today_at(search.site)):
        try:
            found[day] = search.on(day).slot()
        except Invalid:
            found[day] = None
    return found


def _heat(each: DayFree, search: Search) -> Heat:
    over = each.day < today_at(search.site)
    shut = over or bool(each.closed)
    told = ngettext(
        "%(num)s of %(total)s spaces is free",
        "%(num)s of %(total)s spaces are free",
        each.free,
        total=each.fitting,
    )
    return Heat(
        day=each.day,
        said="" if shut else str(each.free),
        told=_("Over") if over else each.closed or told,
        level="shut" if shut else level_of(each.free, each.fitting),
        url=url_for("bookings.find", **search.on(each.day).seen_as(View.PLAN).address),
        current=each.day == search.day,
    )


def _note(search: Search, fitting: int) -> str:
    return ngettext(
        "Of %(num)s space that fits, how many are free %(times)s",
        "Of %(num)s spaces that fit, how many are free %(times)s",
        fitting,
        times=f"{hour(search.start)}–{hour(search.end)}",
    )


def _to(day: date, search: Search) -> tuple[str, str]:
    """The name of another month and where it is shown; no address beyond the years there are."""
    if day.year not in YEARS:
        return short_month(day), ""
    return short_month(day), url_for("bookings.find", **search.on(day).address)
