"""What somebody sees of their own enrolment."""

from dataclasses import dataclass
from datetime import datetime

from hub.core.clock import now
from hub.core.pagination import Page
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.names import STANDINGS, line_told, reason_told
from hub.learning.enrolments.queries.line import InLine, in_line, lines_told
from hub.learning.enrolments.rules.standing import Standing
from hub.places import queries as places
from hub.places.models import PlaceEvent
from hub.places.rules.steps import offers_are_over


@dataclass(frozen=True)
class LineTold:
    """A line of the ledger as somebody in line reads it."""

    at: datetime
    text: str
    reason: str
    own: bool


@dataclass(frozen=True)
class PlaceShown:
    """Args:
    line: where it stands, while it waits or is offered a place.
    page: a page of the ledger's lines; `told` are their words.
    offers_over: free seats go to whoever comes first; `free` says how many there are.
    """

    enrolment: Enrolment
    standing: Standing
    line: InLine | None = None
    page: Page[PlaceEvent] | None = None
    told: tuple[LineTold, ...] = ()
    offers_over: bool = False
    free: int = 0
    cutoff_at: datetime | None = None

    @property
    def name(self) -> tuple[str, str]:
        label, tone = STANDINGS[self.standing]
        return str(label), tone


def place_shown(enrolment: Enrolment, *, cursor: str | None = None) -> PlaceShown:
    place, standing = enrolment.place, enrolment.state
    if place is None:
        return PlaceShown(enrolment, standing)
    page = lines_told(place, cursor=cursor)
    waits = standing in (Standing.WAITING, Standing.OFFERED)
    pool = place.pool
    return PlaceShown(
        enrolment,
        standing,
        line=in_line(place) if waits else None,
        page=page,
        told=tuple(_told(each, own=each.place_id == place.id) for each in page.items),
        offers_over=offers_are_over(pool.cutoff_at, at=now()),
        free=places.counts(pool).free if standing is Standing.WAITING else 0,
        cutoff_at=pool.cutoff_at,
    )


def _told(line: PlaceEvent, *, own: bool) -> LineTold:
    return LineTold(line.at, line_told(line, own=own), reason_told(line, own=own), own)
