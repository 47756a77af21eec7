"""The week of one space: seven days one below another, drawn as the day timeline draws spaces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from booking.bookings.agenda import SpaceDay
from booking.bookings.views import words
from booking.bookings.views.raster import Raster, raster_of
from booking.bookings.views.rows import Drawing, row_of
from hub.core.formats import day as written
from hub.core.formats import long_day
from hub.core.i18n import gettext as _

WEEK = 7


@dataclass(frozen=True)
class Week:
    """`before` and `after` are days of the weeks around it."""

    title: str
    raster: Raster
    rows: list[dict[str, Any]]
    before: date
    after: date


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(days: Sequence[SpaceDay], drawing: Drawing, *, urls: Sequence[str]) -> Week:
    """`days` run from Monday to Sunday; `urls` lead to each of them."""
    first, last = days[0].day, days[-1].day
    raster = _raster(days, drawing.raster.zone)
    rows = [
        _row(each, replace(drawing, raster=replace(raster, day=each.day)), url=url)
        for each, url in zip(days, urls, strict=True)
    ]
    return Week(
        title=f"{written(first, form='EEE d MMM')} – {written(last)}",
        raster=raster,
        rows=rows,
        before=first - timedelta(days=WEEK),
        after=first + timedelta(days=WEEK),
    )


def _row(day: SpaceDay, drawing: Drawing, *, url: str) -> dict[str, Any]:
    on_that_day = replace(drawing, search=drawing.search.on(day.day))
    opening = words.times_of(day.open, drawing.raster.zone) or _("Closed")
    return row_of(day, on_that_day) | {
        "name": long_day(day.day).rsplit(" ", 1)[0],
        "detail": day.holiday or opening,
        "url": url,
    }


def _raster(days: Sequence[SpaceDay], zone: str) -> Raster:
    """Wide enough for each of the days."""
    each = [raster_of(zone, [day]) for day in days]
    first = min(raster.first for raster in each)
    last = max(raster.first + raster.hours for raster in each)
    return Raster(days[0].day, zone, first, last - first)
