"""What an import would do, given what is here already; and which imports there were."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from booking.bookings.models import OCCUPYING, Booking
from booking.bookings.queries import with_margins
from booking.calendars.models import CalendarImport, ImportState
from booking.calendars.permissions import can_import
from booking.calendars.rules import (
    Kind,
    Note,
    Proposal,
    Proposed,
    Reason,
    taken_time,
    without_overlaps,
)
from booking.spaces.ledger import LONGEST
from booking.spaces.models import Closure, Space
from booking.spaces.queries import all_spaces, taken
from hub.accounts.models import ScopeKind, User
from hub.accounts.permissions import Permission, scopes_of
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.core.timeslots import TimeSlot


class Standing(StrEnum):
    """How a date of the file stands to what an earlier import brought."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    #: It came before and was cancelled or lifted here; it does not come back by itself.
    ENDED = "ended"


@dataclass(frozen=True)
class Row:
    """A date with what would become of it. `existing` is what an earlier import made of it, and
    `was` the title and time that it has here."""

    proposed: Proposed
    standing: Standing = Standing.NEW
    existing: Booking | Closure | None = None
    was: tuple[str, TimeSlot] | None = None

    @property
    def key(self) -> str:
        return self.proposed.key

    @property
    def slot(self) -> TimeSlot:
        """Of a date that has one, as all that can be chosen have."""
        if self.proposed.slot is None:
            raise ValueError(f"{self.proposed.source_uid} has no time")
        return self.proposed.slot

    @property
    def can_be_chosen(self) -> bool:
        return self.standing is Standing.NEW and self.proposed.can_be_taken


@dataclass(frozen=True)
class ImportPlan:
    space: Space
    rows: tuple[Row, ...]
    proposal: Proposal

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.proposal.notes

    def of(self, *kinds: Kind) -> list[Row]:
        """New dates that would become one of these."""
        return [r for r in self.rows if r.standing is Standing.NEW and r.proposed.kind in kinds]

    def standing(self, *standings: Standing) -> list[Row]:
        return [row for row in self.rows if row.standing in standings]


def plan_of(proposal: Proposal, space: Space) -> ImportPlan:
    """The proposal against the space's ledger and what earlier imports brought.

    What is here has the space; then what else the ledger holds; of the rest, who begins first.
    """
    margins = margins_of(space)
    here = imported_before(space, [row.source_uid for row in proposal.rows])
    busy = _Busy(space, proposal.rows, here)
    known = [_against(here[row.source_uid], row) for row in proposal.rows if row.source_uid in here]
    fresh = [
        busy.checked(row, taken_time(row.kind, row.slot, margins=margins)) if row.slot else row
        for row in proposal.rows
        if row.source_uid not in here
    ]
    rows = [*known, *(Row(row) for row in without_overlaps(fresh, margins))]
    return ImportPlan(space, tuple(sorted(rows, key=_in_order_of_time)), proposal)


def margins_of(space: Space) -> tuple[timedelta, timedelta]:
    """What a booking takes before and after its own time."""
    moment = TimeSlot(now(), now() + timedelta(hours=1))
    wide = with_margins(space, moment)
    return moment.start - wide.start, wide.end - moment.end


def imported_before(space: Space, source_uids: Sequence[str]) -> dict[str, Booking | Closure]:
    """What earlier imports made of these dates."""
    found: dict[str, Booking | Closure] = {}
    for first in range(0, len(source_uids), 500):
        some = source_uids[first : first + 500]
        bookings = select(Booking).where(Booking.space_id == space.id, Booking.source_uid.in_(some))
        closures = select(Closure).where(Closure.space_id == space.id, Closure.source_uid.in_(some))
        found |= {row.source_uid or "": row for row in db.session.scalars(bookings)}
        found |= {row.source_uid or "": row for row in db.session.scalars(closures)}
    return found


def title_here(existing: Booking | Closure) -> str:
    return existing.purpose if isinstance(existing, Booking) else existing.reason


def still_stands(existing: Booking | Closure) -> bool:
    if isinstance(existing, Booking):
        return existing.state in OCCUPYING
    return existing.lifted_at is None


def _against(existing: Booking | Closure, row: Proposed) -> Row:
    kind = Kind.BOOKING if isinstance(existing, Booking) else Kind.CLOSURE
    if not still_stands(existing):
        row = replace(row, kind=Kind.SKIPPED, reason=Reason.ALREADY_HERE, about="ended")
        return Row(row, Standing.ENDED, existing)
    here = (title_here(existing), existing.starts_at, existing.ends_at)
    if row.slot is None or here == (row.title[:200], row.slot.start, row.slot.end):
        row = replace(row, kind=Kind.SKIPPED, reason=Reason.ALREADY_HERE, about="")
        return Row(row, Standing.SAME, existing)
    row = replace(row, kind=kind, reason=None, about="")
    was = (title_here(existing), TimeSlot(existing.starts_at, existing.ends_at))
    return Row(row, Standing.CHANGED, existing, was)


class _Busy:
    """What the ledger holds of the space in the time of the file, read once."""

    def __init__(
        self, space: Space, rows: Iterable[Proposed], here: dict[str, Booking | Closure]
    ) -> None:
        slots = [row.slot for row in rows if row.slot]
        self.titles = {e.id: title_here(e) for e in here.values()}
        self.taken = []
        if slots:
            day = timedelta(days=1)
            span = TimeSlot(min(s.start for s in slots) - day, max(s.end for s in slots) + day)
            found = taken([unit.id for unit in space.units], span)
            self.taken = sorted(
                (t for unit in found.values() for t in unit), key=lambda t: t.slot.start
            )
        self.starts = [t.slot.start for t in self.taken]

    def checked(self, row: Proposed, wanted: TimeSlot) -> Proposed:
        """The date as it was, or skipped with what is in its way."""
        if row.kind is Kind.SKIPPED:
            return row
        first = bisect_left(self.starts, wanted.start - LONGEST)
        last = bisect_right(self.starts, wanted.end)
        for other in self.taken[first:last]:
            if other.slot.overlaps(wanted):
                title = self.titles.get(other.taker_id)
                reason = Reason.TAKEN if title is None else Reason.OVERLAPS_IN_FILE
                return replace(row, kind=Kind.SKIPPED, reason=reason, about=title or "")
        return row


def _in_order_of_time(row: Row) -> tuple[bool, datetime]:
    slot = row.proposed.slot
    return slot is None, slot.start if slot else now()


def told(row: Row, *, outcome: str, reason: Reason | None, about: str) -> dict[str, Any]:
    """A date that was left out, as plain values to keep."""
    one = row.proposed
    return {
        "title": one.title[:200],
        "starts_at": one.slot.start.isoformat() if one.slot else None,
        "ends_at": one.slot.end.isoformat() if one.slot else None,
        "flags": sorted(flag.value for flag in one.flags),
        "outcome": outcome,
        "reason": reason.value if reason else "",
        "about": about[:200],
    }


def get_import(import_id: UUID, *, seen_by: User) -> CalendarImport:
    """Raises NotFound also for another site's; a pending one that waited too long is gone."""
    found = db.session.get(CalendarImport, import_id)
    if found is None or not can_import(seen_by, found.space.site):
        raise NotFound(_("There is no such import."))
    return found


def imports_seen_by(
    person: User, *, cursor: str | None = None, limit: int = 20
) -> Page[CalendarImport]:
    """Imports of the person's sites, latest first, without uploads that waited too long."""
    alive = (CalendarImport.state != ImportState.PENDING) | (CalendarImport.expires_at > now())
    query = select(CalendarImport).where(alive).options(joinedload(CalendarImport.started_by))
    sites = scopes_of(person, Permission.CALENDARS_IMPORT, kind=ScopeKind.SITE)
    if sites is not None:
        query = query.join(Space, CalendarImport.space_id == Space.id).where(
            Space.site_id.in_(sites)
        )
    by = [CalendarImport.started_at, CalendarImport.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=True)


def spaces_to_import_into(person: User) -> list[Space]:
    """By site, in the order in which the house lists them."""
    return [space for space in all_spaces() if can_import(person, space.site)]


def too_old() -> list[CalendarImport]:
    """Uploads that waited too long for a decision."""
    query = select(CalendarImport).where(
        CalendarImport.state == ImportState.PENDING, CalendarImport.expires_at <= now()
    )
    return list(db.session.scalars(query))
