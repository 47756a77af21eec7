"""When a house is open, and who keeps other hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from booking.spaces.models import OpeningException
from booking.spaces.rules import Hours
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.core.walltime import to_wall
from hub.organisations.models import Site


@dataclass(frozen=True)
class Day:
    """A weekday (0 is Monday) with its times, minutes from midnight; none: closed."""

    weekday: int
    intervals: list[tuple[int, int]]


def week_of(hours: Sequence[Hours]) -> list[Day]:
    """All seven days, in order."""
    ordered = sorted(hours)
    return [
        Day(weekday, [(h.opens, h.closes) for h in ordered if h.weekday == weekday])
        for weekday in range(7)
    ]


def today_at(site: Site) -> date:
    return to_wall(now(), site.zone).date()


def other_hours_of(
    site: Site, *, past: bool = False, cursor: str | None = None, limit: int = 20
) -> Page[OpeningException]:
    """Of the house and of its spaces, from today on; or those before, the latest first."""
    today = today_at(site)
    query = select(OpeningException).where(
        OpeningException.site_id == site.id,
        OpeningException.day < today if past else OpeningException.day >= today,
    )
    by = [OpeningException.day, OpeningException.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=past)


def get_other_hours(site: Site, exception_id: UUID) -> OpeningException:
    """Raises: NotFound, also for another site's."""
    found = db.session.get(OpeningException, exception_id)
    if found is None or found.site_id != site.id:
        raise NotFound(_("There are no such hours."))
    return found
