"""How things stand in a house for a while, in a few values that are read with one statement. As
long as they are the same, so is every page about what is free then, and may be kept.

Nothing is told to forget anything: what was made is kept under all that it was made from. Who has
just booked, moved or given back reads other values from then on, in every process.

- What is taken: the ids of the ledger's rows, which are never changed, only removed and written
  anew; with the versions of the reader's own bookings among them.
- The house itself, its rules, plans and people's places in them: the last number of the history of
  such things, which is written in the transaction of each change.
- What the reader did last, whatever it was.
- The minute: rules about times ahead are told in minutes, and what others take of a quota that the
  reader shares with them is told within one. Whoever books is judged by what is true then.
"""

from collections.abc import Hashable
from typing import Any
from uuid import UUID

from sqlalchemy import String, and_, bindparam, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from booking.bookings.models import Booking
from booking.spaces.ledger import LONGEST, Occupancy
from booking.spaces.models import Unit
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import language
from hub.core.kept import written_here
from hub.core.timeslots import TimeSlot
from hub.history.models import Entry
from hub.organisations.models import Site

#: Of what is not in the ledger: things whose every change is in the history under their names.
HOUSE = (
    *("sites", "holidays", "levels", "units", "spaces", "opening_rules", "opening_exceptions"),
    *("closures", "inductions", "plans", "plan_members", "quotas"),
    *("organisations", "memberships", "grants"),
)
_NOBODY = UUID(int=0)

Standing = tuple[Hashable, ...]


def standing(site: Site, during: TimeSlot, *, reader: User | None) -> Standing:
    """Of the site in `during`, for this reader, in the language now spoken."""
    instant = now()
    values = {
        "site": site.id,
        "start": during.start,
        "end": during.end,
        "back": during.start - LONGEST,
        "now": instant,
        "reader": reader.id if reader else _NOBODY,
    }
    found = db.session.execute(_ASKED, values).one()
    who = (reader.id, reader.zone) if reader else ()
    when = (during, int(instant.timestamp() // 60))
    return (site.id, *when, language(), written_here(HOUSE), *who, *found)


def _ledger() -> Any:
    """The ids in one text. Rows of an exclusive unit do not overlap: only the last that begins
    before `start` may reach into it, so that nobody looks back over weeks."""
    start: Any = bindparam("start")
    end: Any = bindparam("end")
    reader: Any = bindparam("reader")
    earlier = aliased(Occupancy)
    last = select(func.max(earlier.starts_at)).where(
        earlier.unit_id == Unit.id, earlier.starts_at <= start
    )
    first = case(
        (Unit.pooled, bindparam("back", type_=Occupancy.starts_at.type)),
        else_=func.coalesce(last.scalar_subquery(), start),
    )
    # A hold that is kept is the same row without an end.
    kept = case((Occupancy.expires_at.is_(None), "+"), else_="-")
    own = or_(Booking.booked_for_id == reader, Booking.booked_by_id == reader)
    version = case((own, cast(Booking.version, String)), else_="")
    rows = (
        select((cast(Occupancy.id, String) + kept + version).label("told"))
        .select_from(Unit)
        .join(
            Occupancy,
            and_(
                Occupancy.unit_id == Unit.id,
                Occupancy.starts_at < end,
                Occupancy.starts_at >= first,
                Occupancy.ends_at > start,
                or_(Occupancy.expires_at.is_(None), Occupancy.expires_at > bindparam("now")),
            ),
        )
        .outerjoin(Booking, Booking.id == Occupancy.taker_id)
        .where(Unit.site_id == bindparam("site"))
        .order_by(Occupancy.unit_id, Occupancy.starts_at)
        .subquery()
    )
    return select(func.aggregate_strings(rows.c.told, ",")).scalar_subquery()


_ASKED = select(
    select(func.max(Entry.number)).where(Entry.subject_kind.in_(HOUSE)).scalar_subquery(),
    select(func.max(Entry.number)).where(Entry.actor_id == bindparam("reader")).scalar_subquery(),
    _ledger(),
)
