"""Where somebody stands in line, and what of the ledger they may read.

Who was offered a place is still before those who wait: "You are 4th; 1 to 3 hold offers until …".
So a number only ever grows smaller, unless one's own offer runs out.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from hub.core.clock import now
from hub.core.database import db
from hub.core.pagination import Page, page_of
from hub.places import queries as places
from hub.places.models import Place, PlaceEvent, Pool
from hub.places.rules.steps import EventKind, PlaceState

#: What moves a line. What somebody else took or left without having been in it does not.
MOVES = frozenset(
    {
        EventKind.PROMOTED,
        EventKind.OFFERED,
        EventKind.EXTENDED,
        EventKind.ACCEPTED,
        EventKind.DECLINED,
        EventKind.DECLINE_UNDONE,
        EventKind.LAPSED,
        EventKind.OVERRIDDEN,
        EventKind.REMOVED,
        EventKind.WITHDRAWN,
        EventKind.MOVED,
        EventKind.PUT,
        EventKind.RESIZED,
        EventKind.TERMS_SET,
        EventKind.LINE_CLOSED,
    }
)


@dataclass(frozen=True)
class InLine:
    """Args:
    number: from 1, those who hold offers counted; None when it does not wait.
    offers_until: until when those before it may answer, soonest first.
    waiting: how many wait in all.
    """

    number: int | None
    offers_until: list[datetime] = field(default_factory=list)
    waiting: int = 0


def in_line(place: Place) -> InLine:
    story = places.story_of(place)
    waiting = places.counts(place.pool).waiting
    number = None if story.position is None else story.position + len(story.offers_until)
    return InLine(number, story.offers_until, waiting)


def number_in_line(place: Place) -> int | None:
    return numbers_in_line([place]).get(place.id)


def numbers_in_line(found: Collection[Place]) -> dict[UUID, int]:
    """Of the places that wait, by their ids, in two statements for however many pools."""
    positions = places.positions(found)
    pools = {place.pool_id for place in found if place.id in positions}
    offers = _offers_in(pools)
    return {
        place.id: positions[place.id] + offers.get(place.pool_id, 0)
        for place in found
        if place.id in positions
    }


def lines_told(place: Place, *, cursor: str | None = None, limit: int = 20) -> Page[PlaceEvent]:
    """What has moved the line since somebody joined it, and all that happened to their own place,
    newest first. Whoever reads them is told nobody's name: see `names.line_told`."""
    first = select(func.min(PlaceEvent.number)).where(PlaceEvent.place_id == place.id)
    query = select(PlaceEvent).where(
        PlaceEvent.pool_id == place.pool_id,
        PlaceEvent.number >= first.scalar_subquery(),
        or_(PlaceEvent.place_id == place.id, PlaceEvent.kind.in_(MOVES)),
    )
    return page_of(query, by=[PlaceEvent.number], cursor=cursor, limit=limit, descending=True)


def ledger(pool: Pool, *, cursor: str | None = None, limit: int = 50) -> Page[PlaceEvent]:
    """In full, newest first, for those who keep the class."""
    query = select(PlaceEvent).where(PlaceEvent.pool_id == pool.id)
    query = query.options(joinedload(PlaceEvent.place))
    return page_of(query, by=[PlaceEvent.number], cursor=cursor, limit=limit, descending=True)


def _offers_in(pool_ids: Collection[UUID]) -> dict[UUID, int]:
    query = (
        select(Place.pool_id, func.count())
        .where(
            Place.pool_id.in_(list(pool_ids)),
            Place.state == PlaceState.OFFERED,
            Place.expires_at > now(),
        )
        .group_by(Place.pool_id)
    )
    rows = db.session.execute(query) if pool_ids else ()
    return {row[0]: row[1] for row in rows}
