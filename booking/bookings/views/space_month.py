"""The month of one space: how many hours of each day are still free."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from booking.bookings.agenda import SpaceDay
from booking.bookings.search import YEARS
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
from hub.core.clock import now
from hub.core.formats import number
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot

HOUR = timedelta(hours=1)

Link = Callable[[date, str], str]
Free = Callable[[SpaceDay], Sequence[TimeSlot]]


def space_month(days: Sequence[SpaceDay], chosen: date, *, link: Link, free: Free) -> HeatMonth:
    """`link` leads to a day in a view; `free` tells what of a day can still be booked."""
    return HeatMonth(
        title=title_of([each.day for each in days]),
        note=_("Hours that are still free"),
        weeks=weeks_of(
            _heat(each, free(each), url=link(each.day, "day"), current=each.day == chosen)
            for each in days
        ),
        before=_to(last_month(chosen), link),
        after=_to(next_month(chosen), link),
    )


def _heat(day: SpaceDay, free: Sequence[TimeSlot], *, url: str, current: bool) -> Heat:
    hours = sum((slot.length for slot in free), timedelta()) / HOUR
    whole = sum((slot.length for slot in day.open), timedelta()) / HOUR
    over = day.during.end <= now()
    shut = over or not day.open
    told = _(
        "%(free)s of %(open)s hours are free",
        free=number(round(hours, 1)),
        open=number(round(whole, 1)),
    )
    closed = _("Over") if over else day.holiday or _("Closed")
    return Heat(
        day=day.day,
        said="" if shut else number(round(hours, 1)),
        told=closed if shut else told,
        level="shut" if shut else level_of(hours, whole),
        url=url,
        current=current,
    )


def _to(day: date, link: Link) -> tuple[str, str]:
    return short_month(day), link(day, "month") if day.year in YEARS else ""
