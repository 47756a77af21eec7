"""A person's own bookings: those for them and those that they made. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from booking.bookings.models import Booking, BookingState
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.pagination import Page, page_of
from hub.organisations.models import Site

#: In one file for a calendar or a table.
MOST_IN_A_FILE = 2000
#: Nothing is booked for longer, so that what goes on now began after this.
_LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class Sought:
    """Which of them: words of the purpose, the space or the reference; `state` of one kind; at one
    site; in the name of one organisation."""

    past: bool = False
    words: str = ""
    state: BookingState | None = None
    site: Site | None = None
    organisation_id: UUID | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.state or self.site or self.organisation_id)


def page_of_mine(
    person: User, sought: Sought, *, cursor: str | None = None, limit: int = 20
) -> Page[Booking]:
    """Coming ones soonest first, past ones latest first. Holds that ran out are left out."""
    by = [Booking.starts_at, Booking.id]
    people = selectinload(Booking.booked_for), selectinload(Booking.booked_by)
    query = _query(person, sought).options(*people)
    return page_of(query, by=by, cursor=cursor, limit=limit,
                   descending=sought.past)  # fmt: skip


def coming_for_calendar(person: User) -> list[Booking]:
    """All that stand and are not over."""
    coming = _query(person, Sought(state=BookingState.CONFIRMED))
    coming = coming.options(selectinload(Booking.booked_for))
    query = coming.order_by(Booking.starts_at, Booking.id).limit(MOST_IN_A_FILE)
    return list(db.session.scalars(query).unique())


def for_table(person: User, sought: Sought) -> Iterator[Booking]:
    order = Booking.starts_at.desc() if sought.past else Booking.starts_at
    query = _query(person, sought).order_by(order, Booking.id).limit(MOST_IN_A_FILE)
    yield from db.session.scalars(query).unique()


def _query(person: User, sought: Sought) -> Select[Booking]:
    mine = or_(Booking.booked_for_id == person.id, Booking.booked_by_id == person.id)
    query = select(Booking).where(mine, Booking.state != BookingState.EXPIRED)
    if sought.past:
        query = query.where(Booking.starts_at < now(), Booking.ends_at <= now())
    else:
        query = query.where(Booking.starts_at >= now() - _LONGEST, Booking.ends_at > now())
    if sought.state is not None:
        query = query.where(Booking.state == sought.state)
    if sought.organisation_id is not None:
        query = query.where(Booking.organisation_id == sought.organisation_id)
    if sought.site is not None:
        here = select(Space.id).where(Space.site_id == sought.site.id)
        query = query.where(Booking.space_id.in_(here))
    for word in sought.words.split()[:5]:
        query = query.where(
            or_(
                Booking.purpose.icontains(word, autoescape=True),
                Booking.reference == word.upper(),
                Booking.space_id.in_(
                    select(Space.id).where(Space.name.icontains(word, autoescape=True))
                ),
            )
        )
    return query
