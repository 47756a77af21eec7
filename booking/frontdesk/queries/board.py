"""The day of a site as who stands at the desk sees it: who is in, who comes, what changes hands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from booking.bookings.agenda import day_slot
from booking.bookings.models import OCCUPYING, Booking, BookingKind, BookingNote, BookingState
from booking.bookings.queries import Around, around
from booking.frontdesk.permissions import can_see_the_day
from booking.frontdesk.rules import ENDS_SOON, Stay, changes
from booking.spaces.ledger import TakerKind
from booking.spaces.models import Closure, Space, SpaceKind
from booking.spaces.queries import closures_by_id, open_times, spaces_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Organisation, Site


@dataclass(frozen=True)
class Line:
    """A booking on the board. `slot` is without margins, `occupied` with them; minutes."""

    id: UUID
    reference: str
    slot: TimeSlot
    space: Space
    kind: BookingKind
    state: BookingState
    people: int
    purpose: str
    needs: str
    who: str
    organisation: str | None
    setup_minutes: int
    cleanup_minutes: int
    notes: int

    @property
    def is_held(self) -> bool:
        return self.state is BookingState.HELD

    @property
    def title(self) -> str:
        """For whom: the organisation where there is one, else the person."""
        return self.organisation or self.who


@dataclass(frozen=True)
class Handover:
    """One leaves a room and another comes; minutes between them, and those of the house's work."""

    space: Space
    gone: Line
    comes: Line
    minutes: int
    work_minutes: int


@dataclass(frozen=True)
class Free:
    """A space that can be had now, until then; None: until it closes for the day."""

    space: Space
    until: datetime


@dataclass(frozen=True)
class Board:
    """A day at a site. `at` is now where the day is today, else None: then nothing is "now"."""

    site: Site
    day: date
    during: TimeSlot
    at: datetime | None
    spaces: Sequence[Space]
    lines: list[Line]
    closures: list[Closure]
    known: Around

    @cached_property
    def stays(self) -> list[Line]:
        return [line for line in self.lines if not line.is_held]

    @property
    def held(self) -> list[Line]:
        return [line for line in self.lines if line.is_held]

    @cached_property
    def here(self) -> list[Line]:
        """Now on, what ends first at the top."""
        on = [line for line in self.stays if self._is_on(line.slot)]
        return sorted(on, key=lambda line: (line.slot.end, line.space.name))

    @property
    def coming(self) -> list[Line]:
        """Who has still to come; of another day than today, everybody."""
        return [line for line in self.stays if self.at is None or line.slot.start > self.at]

    def ends_soon(self, line: Line) -> bool:
        return self.at is not None and self._is_on(line.slot) and (
            line.slot.end - self.at <= ENDS_SOON
        )  # fmt: skip

    @cached_property
    def handovers(self) -> list[Handover]:
        """By time; those of today that are over are left out. A pooled space has none."""
        found = []
        for space in self.spaces:
            here = {line.id: line for line in self.stays if line.space.id == space.id}
            if space.is_pooled:
                continue
            for change in changes(Stay(line.id, line.slot) for line in here.values()):
                gone, comes = here[change.gone.id], here[change.comes.id]
                if self.at is None or comes.slot.start > self.at:
                    minutes = int(change.between.total_seconds() // 60)
                    work = gone.cleanup_minutes + comes.setup_minutes
                    found.append(Handover(space, gone, comes, minutes, work))
        return sorted(found, key=lambda each: each.comes.slot)

    @property
    def to_set_up(self) -> list[Line]:
        """What needs hands before it begins."""
        return [line for line in self.coming if line.needs or line.setup_minutes]

    @cached_property
    def free(self) -> list[Free]:
        """What can be had from now on, longest first."""
        if self.at is None:
            return []
        found = []
        for space in self.spaces:
            times = self.known.free_times(space, self.during)
            until = next((t.end for t in times if t.start <= self.at < t.end), None)
            if until is not None:
                found.append(Free(space, until))
        return sorted(found, key=lambda each: (-each.until.timestamp(), each.space.position))

    def _is_on(self, slot: TimeSlot) -> bool:
        return self.at is not None and slot.start <= self.at < slot.end


@dataclass(frozen=True)
class Shown:
    """Which spaces: of one level, of one kind; None: all."""

    level_id: UUID | None = None
    kind: SpaceKind | None = None

    def has(self, space: Space) -> bool:
        return self.level_id in (None, space.level_id) and self.kind in (None, space.kind)


def board_of(site: Site, day: date, *, seen_by: User, shown: Shown | None = None) -> Board:
    """In a fixed number of statements.

    Raises: NotAllowed.
    """
    if not can_see_the_day(seen_by, site):
        raise NotAllowed(_("This is for the staff of that site."))
    during, at = day_slot(day, site.zone), now()
    every = spaces_of(site)
    spaces = [space for space in every if shown is None or shown.has(space)]
    known = around(every, during) if every else Around(open_times(site, during), {})
    units = {unit.id for space in spaces for unit in space.units}
    rows = [row for unit in units for row in known.occupied.get(unit, ())]
    rows = [row for row in rows if row.slot.overlaps(during)]
    taken_by = {
        kind: {row.taker_id for row in rows if row.taker_kind is kind} for kind in TakerKind
    }
    lines = _lines(taken_by[TakerKind.BOOKING], {space.id: space for space in every})
    closures = taken_by[TakerKind.CLOSURE]
    return Board(
        site=site,
        day=day,
        during=during,
        at=at if during.start <= at < during.end else None,
        spaces=spaces,
        lines=[line for line in lines if line.slot.overlaps(during)],
        closures=_in_order(closures_by_id(closures).values() if closures else (), every),
        known=known,
    )


def _in_order(closures: Iterable[Closure], spaces: Sequence[Space]) -> list[Closure]:
    """Of spaces that are at hand already, so that none is read anew."""
    known = {space.id for space in spaces}
    found = [closure for closure in closures if closure.space_id in known]
    return sorted(found, key=lambda closure: closure.starts_at)


def _lines(ids: set[UUID], spaces: dict[UUID, Space]) -> list[Line]:
    if not ids:
        return []
    noted = (
        select(func.count())
        .where(BookingNote.booking_id == Booking.id, BookingNote.removed_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(
            *(getattr(Booking, name) for name in _AS_THEY_ARE),
            Booking.starts_at,
            Booking.ends_at,
            Booking.space_id,
            User.name.label("who"),
            Organisation.name.label("organisation"),
            noted.label("notes"),
        )
        .join(User, User.id == Booking.booked_for_id)
        .outerjoin(Organisation, Organisation.id == Booking.organisation_id)
        .where(Booking.id.in_(ids), Booking.state.in_(OCCUPYING))
        .order_by(Booking.starts_at, Booking.id)
    )
    return [_line(row, spaces[row.space_id]) for row in db.session.execute(query)
            if row.space_id in spaces]  # fmt: skip


def _line(row: Any, space: Space) -> Line:
    own = {name: getattr(row, name) for name in (*_AS_THEY_ARE, "who", "organisation", "notes")}
    return Line(slot=TimeSlot(row.starts_at, row.ends_at), space=space, **own)


_AS_THEY_ARE = (
    "id",
    "reference",
    "kind",
    "state",
    "people",
    "purpose",
    "needs",
    "setup_minutes",
    "cleanup_minutes",
)
