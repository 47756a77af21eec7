"""Take mentors and startups for a time, and let them go: the only way into the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.exc import IntegrityError

from accelerator.mentors.errors import Engaged
from accelerator.mentors.ledger import GUARD_MARK, EngagedBy, Engagement
from hub.core.database import db, is_sqlite
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Taker:
    """What takes them: a session or a meeting of a mentor day, by id."""

    kind: EngagedBy
    id: UUID


@dataclass(frozen=True)
class Taking:
    """Mentors and startups (by id), for a time."""

    parties: tuple[UUID, ...]
    slot: TimeSlot
    by: Taker


def engage(parties: Iterable[UUID], slot: TimeSlot, *, by: Taker) -> None:
    """Put mentors and startups (by id) into the ledger for a time: all of them, or none. A refusal
    undoes only this; the caller may try another time.

    Raises:
        Engaged: one of them is in another meeting for part of the time.
    """
    engage_all([Taking(tuple(parties), slot, by)])


def engage_all(takings: Iterable[Taking]) -> None:
    """As `engage`, for many meetings at once: all of them, or none.

    Rows go in by the order of the parties' ids, and on PostgreSQL without waiting out a deadlock,
    as in `booking.spaces.services.take`.

    Raises:
        Engaged: somebody is in another meeting for part of a time; it does not say who.
    """
    rows = sorted(
        (
            {
                "id": new_id(),
                "party_id": party,
                "starts_at": taking.slot.start,
                "ends_at": taking.slot.end,
                "taker_kind": taking.by.kind,
                "taker_id": taking.by.id,
            }
            for taking in takings
            for party in set(taking.parties)
        ),
        key=itemgetter("party_id", "starts_at"),
    )
    if not rows:
        return
    statement = (
        insert(Engagement)
        if is_sqlite()
        else insert_on_postgresql(Engagement).on_conflict_do_nothing()
    )
    try:
        with db.session.begin_nested():
            written = db.session.execute(statement.returning(Engagement.id), rows).all()
            if len(written) != len(rows):
                raise Engaged(_("One of you is in another meeting at that time."))
    except IntegrityError as error:
        if GUARD_MARK not in str(error.orig):
            raise
        raise Engaged(_("One of you is in another meeting at that time.")) from error


def let_go(takers: Iterable[UUID]) -> None:
    """Free whoever these sessions or meetings had taken. Twice is once."""
    ids = set(takers)
    if ids:
        db.session.execute(delete(Engagement).where(Engagement.taker_id.in_(ids)))
