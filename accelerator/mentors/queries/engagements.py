"""Who is engaged when."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from accelerator.mentors.ledger import Engagement
from hub.core.database import db
from hub.core.timeslots import TimeSlot


def engagements_of(
    parties: Iterable[UUID], window: TimeSlot, *, but: UUID | None = None
) -> dict[UUID, list[TimeSlot]]:
    """When these are engaged within a window, in order; `but` leaves one taker out."""
    query = (
        select(Engagement.party_id, Engagement.starts_at, Engagement.ends_at)
        .where(
            Engagement.party_id.in_(set(parties)),
            Engagement.starts_at < window.end,
            Engagement.ends_at > window.start,
        )
        .order_by(Engagement.starts_at)
    )
    if but is not None:
        query = query.where(Engagement.taker_id != but)
    found: dict[UUID, list[TimeSlot]] = {}
    for party, start, end in db.session.execute(query):
        found.setdefault(party, []).append(TimeSlot(start, end))
    return found
