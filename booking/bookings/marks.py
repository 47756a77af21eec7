"""Whether anything has changed: a short text for the spaces of a site, cheap to ask for often."""

import hashlib
from datetime import date, timedelta

from sqlalchemy import or_, select

from booking.bookings.agenda import day_slot
from booking.spaces.ledger import LONGEST, RASTER, Occupancy
from booking.spaces.models import Unit
from hub.core.clock import now
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site


def mark_of(site: Site, first: date, *, days: int = 2) -> str:
    """Another text as soon as something on these days is taken or given back, a hold runs out, or
    a quarter of an hour has passed; in one statement.

    Rows of the ledger are never changed, only removed and written anew, so their ids tell all. The
    second day is for what ends after midnight.
    """
    last = day_slot(first + timedelta(days=days - 1), site.zone)
    during = TimeSlot(day_slot(first, site.zone).start, last.end)
    query = (
        select(Occupancy.id)
        .join(Unit, Unit.id == Occupancy.unit_id)
        .where(
            Unit.site_id == site.id,
            Occupancy.starts_at < during.end,
            Occupancy.starts_at > during.start - LONGEST,
            Occupancy.ends_at > during.start,
            or_(Occupancy.expires_at.is_(None), Occupancy.expires_at > now()),
        )
        .order_by(Occupancy.id)
    )
    seen = hashlib.sha256()
    seen.update(str(int(now().timestamp() // RASTER.total_seconds())).encode())
    for each in db.session.scalars(query):
        seen.update(each.bytes)
    return seen.hexdigest()[:32]
