"""Look at the calendars that people keep elsewhere, one by one, and keep when they are busy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from accelerator.mentors.fetching import fetch
from accelerator.mentors.models import Availability, OutsideCalendar
from accelerator.mentors.rules.addresses import NotOpened, Trouble
from accelerator.mentors.rules.busy import busy_in
from accelerator.mentors.services.availability import keep_busy
from booking.calendars.rules.essence import CannotRead
from hub.accounts.services.sealed import unsealed
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.timeslots import TimeSlot

EVERY = timedelta(hours=2)
#: After trouble: often it passes soon; an address that is gone need not be asked often.
AGAIN = timedelta(hours=6)
AT_ONCE = 20


@dataclass(frozen=True)
class Due:
    """A calendar that is to be looked at, apart from any transaction."""

    id: UUID
    sealed_url: str
    zone: str


@dataclass(frozen=True)
class Seen:
    """What was found, or why nothing."""

    busy: tuple[TimeSlot, ...] = ()
    trouble: str = ""


def due() -> list[Due]:
    """Those that have waited longest, first."""
    query = (
        select(OutsideCalendar.id, OutsideCalendar.sealed_url, Availability.zone)
        .join(Availability, Availability.id == OutsideCalendar.availability_id)
        .where(OutsideCalendar.sealed_url != "", OutsideCalendar.next_look_at <= now())
        .order_by(OutsideCalendar.next_look_at, OutsideCalendar.id)
        .limit(AT_ONCE)
    )
    return [Due(*row) for row in db.session.execute(query)]


def look(calendar: Due, *, at: datetime, fetch: Callable[[str], bytes] = fetch) -> Seen:
    """Opens the address, so call it outside of a transaction."""
    url = unsealed(calendar.sealed_url)
    if url is None:
        return Seen(trouble=Trouble.KEY_LOST)
    try:
        busy = busy_in(fetch(url), zone=calendar.zone, today=at.date())
    except NotOpened as odd:
        return Seen(trouble=odd.why)
    except CannotRead:
        return Seen(trouble=Trouble.UNREADABLE)
    return Seen(tuple(busy))


def note(calendar: Due, seen: Seen) -> None:
    """Keep what was seen; after trouble what was known before stands. One that is gone, is gone."""
    there = db.session.get(OutsideCalendar, calendar.id)
    if there is None:
        return
    lock(there)
    there.trouble = str(seen.trouble)
    if seen.trouble:
        there.next_look_at = now() + AGAIN
        return
    there.looked_at, there.next_look_at = now(), now() + EVERY
    keep_busy(there, seen.busy)
