"""When a site, or one of its spaces, is open: the hours of the week, and other hours on a day."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, delete, select

from booking.spaces.models import OpeningException, OpeningRule, Space
from booking.spaces.permissions import can_manage_spaces
from booking.spaces.rules import ALL_DAY, Hours
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Site
from hub.organisations.rules import clean_line

MOST_DAYS = 366
MOST_A_DAY = 8
#: As history keeps them.
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class OtherHours:
    """Minutes from midnight, each `(opens, closes)`; none: closed."""

    intervals: tuple[tuple[int, int], ...] = ()
    reason: str = ""


def set_opening_hours(
    place: Site | Space, hours: Sequence[Hours], *, by: User | None = None
) -> None:
    """Replace the week's hours of a site, or of one space instead of its site's. A space with none
    has its site's. `by=None` is the house.

    Raises: NotAllowed; Invalid when two times of a day overlap, or one is no time of a day.
    """
    _check(by, place)
    ranges = sorted(hours)
    for weekday, day in itertools.groupby(ranges, key=lambda each: each.weekday):
        if weekday not in range(7):
            raise Invalid(_("There is no such day of the week."))
        _in_order([(each.opens, each.closes) for each in day])
    site_id, space_id = _ids(place)
    there = select(OpeningRule).where(
        OpeningRule.site_id == site_id, OpeningRule.space_id.is_not_distinct_from(space_id)
    )
    old = sorted(Hours(r.weekday, r.opens, r.closes) for r in db.session.scalars(there))
    if old == ranges:
        return
    gone = delete(OpeningRule).where(
        OpeningRule.site_id == site_id, OpeningRule.space_id.is_not_distinct_from(space_id)
    )
    db.session.execute(gone)
    db.session.add_all(
        OpeningRule(
            site_id=site_id, space_id=space_id, weekday=h.weekday, opens=h.opens, closes=h.closes
        )
        for h in ranges
    )
    db.session.flush()
    if isinstance(place, Space):
        db.session.expire(place, ["opening_rules"])
    record("place.hours-set", place, before={"hours": _told(old)}, after={"hours": _told(ranges)})


def set_other_hours(
    place: Site | Space, hours: OtherHours, *, on: Sequence[date], by: User | None
) -> list[OpeningException]:
    """Other hours on some days, instead of the week's and of a holiday. A day that had other hours
    before gets these. `by=None` is the house.

    Raises:
        NotAllowed: not by the managers of the site.
        Invalid: no day, more than a year of them, or times that overlap.
    """
    _check(by, place)
    if not 0 < len(on) <= MOST_DAYS:
        sentence = _("From one day to a year, please.")
        raise Invalid(sentence, errors={"last_day": [sentence]})
    intervals = sorted(hours.intervals)
    _in_order(intervals)
    there = {each.day: each for each in db.session.scalars(_other_hours(place, on))}
    site_id, space_id = _ids(place)
    rows = [
        there.get(day) or OpeningException(site_id=site_id, space_id=space_id, day=day)
        for day in on
    ]
    for row in rows:
        row.intervals = [list(each) for each in intervals]
        row.reason = clean_line(hours.reason)[:160]
        row.made_by_id = by.id if by else None
    db.session.add_all(rows)
    db.session.flush()
    told = {"day": on[0], "last_day": on[-1], "hours": _times(intervals)}
    record("place.other-hours-set", place, after=told, reason=rows[0].reason)
    return rows


def remove_other_hours(exception: OpeningException, *, by: User) -> None:
    """The day has the week's hours again, and is a holiday again if it is one.

    Raises: NotAllowed.
    """
    place: Site | Space = db.session.get_one(Site, exception.site_id)
    if exception.space_id is not None:
        place = db.session.get_one(Space, exception.space_id)
    _check(by, place)
    told = {"day": exception.day, "hours": _times(exception.intervals)}
    db.session.delete(exception)
    db.session.flush()
    record("place.other-hours-removed", place, before=told, reason=exception.reason)


def _other_hours(place: Site | Space, days: Sequence[date]) -> Select[OpeningException]:
    site_id, space_id = _ids(place)
    return select(OpeningException).where(
        OpeningException.site_id == site_id,
        OpeningException.space_id.is_not_distinct_from(space_id),
        OpeningException.day.between(min(days), max(days)),
    )


def _ids(place: Site | Space) -> tuple[UUID, UUID | None]:
    return (place.site_id, place.id) if isinstance(place, Space) else (place.id, None)


def _check(by: User | None, place: Site | Space) -> None:
    site = place.site if isinstance(place, Space) else place
    if by is not None and not can_manage_spaces(by, site):
        raise NotAllowed(_("Only the managers of this site change its hours."))


def _in_order(intervals: Sequence[tuple[int, int]]) -> None:
    first, last = ALL_DAY
    if len(intervals) > MOST_A_DAY or any(not first <= a < b <= last for a, b in intervals):
        raise Invalid(_("This is no time of a day from its beginning to its end."))
    for (_opens, closes), (opens, _closes) in itertools.pairwise(intervals):
        if opens < closes:
            raise Invalid(_("Two opening times on one day overlap."))


def _told(hours: Sequence[Hours]) -> list[str]:
    return [
        f"{_WEEK[each.weekday]} {time}"
        for each in hours
        for time in _times([(each.opens, each.closes)])
    ]


def _times(intervals: Sequence[Sequence[int]]) -> list[str]:
    return [
        f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
        for opens, closes in intervals
    ]
