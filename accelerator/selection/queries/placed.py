"""The places of a cohort as its staff see them: plain rows first, for there may be hundreds in
line, and the rest of what a page shows for those on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application
from accelerator.applications.permissions import seen_by_staff
from accelerator.selection.models import Acceptance
from accelerator.selection.permissions import can_decide
from accelerator.selection.queries.offers import OWNER_KIND, Offered, offered
from accelerator.selection.rules.finding import is_called
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation
from hub.places import queries as places
from hub.places.models import Place, Pool
from hub.places.rules.steps import PlaceState, seen_as

_AT_THE_END = datetime.max.replace(tzinfo=UTC)
_STANDING = (PlaceState.CONFIRMED, PlaceState.OFFERED, PlaceState.WAITING)


class PlaceOrder(StrEnum):
    STANDING = "standing"
    UNTIL = "until"
    NUMBER = "number"
    STARTUP = "startup"


@dataclass(frozen=True)
class SoughtPlaces:
    text: str = ""
    state: PlaceState | None = None
    order: PlaceOrder = PlaceOrder.STANDING


@dataclass(frozen=True)
class Placed:
    """The newest place of a team."""

    place_id: UUID
    application_id: UUID
    number: int
    headline: str
    startup: str
    state: PlaceState
    expires_at: datetime | None
    rank: int | None

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"


@dataclass(frozen=True)
class PlacedInFull:
    """`position` is that in the whole line."""

    row: Placed
    position: int | None
    acceptance: Acceptance | None


def placed(pool: Pool, *, seen_by: User) -> list[Placed]:
    """Of every team that has or had a place, whom this member of staff may see, by number."""
    newest = (
        select(
            Place.id,
            func.row_number()
            .over(partition_by=Place.party_id, order_by=Place.id.desc())
            .label("turn"),
        )
        .where(Place.pool_id == pool.id)
        .subquery()
    )
    query = (
        select(
            Place.id, Application.id, Application.number, Application.headline,
            Organisation.name, Place.state, Place.expires_at, Place.rank,
        )
        .join(newest, (newest.c.id == Place.id) & (newest.c.turn == 1))
        .join(Application, Application.id == Place.party_id)
        .join(Startup, Startup.id == Application.startup_id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .order_by(Application.number)
    )  # fmt: skip
    at = now()
    return [
        Placed(*row[:5], state=seen_as(row[5], row[6], at=at), expires_at=row[6], rank=row[7])
        for row in db.session.execute(seen_by_staff(query, seen_by))
    ]


def placed_sought(rows: Iterable[Placed], wanted: SoughtPlaces) -> list[Placed]:
    """Those that are looked for, in the wanted order."""
    found = [
        row
        for row in rows
        if (wanted.state is None or row.state is wanted.state)
        and is_called(wanted.text, row.reference, row.startup, row.headline)
    ]
    return sorted(found, key=_KEYS[wanted.order])


def in_full(rows: Sequence[Placed]) -> list[PlacedInFull]:
    """With what else their page says of these."""
    ids = [row.place_id for row in rows]
    waiting = [row.place_id for row in rows if row.state is PlaceState.WAITING]
    in_line = places.positions(db.session.scalars(select(Place).where(Place.id.in_(waiting))))
    agreed = select(Acceptance).where(Acceptance.place_id.in_(ids))
    acceptances = {each.place_id: each for each in db.session.scalars(agreed)}
    return [
        PlacedInFull(row, in_line.get(row.place_id), acceptances.get(row.place_id)) for row in rows
    ]


def get_place(place_id: UUID, *, by: User) -> Offered:
    """For the staff of its programme. Raises: NotFound, also with a conflict of interest."""
    query = select(Place).where(Place.id == place_id).options(joinedload(Place.pool))
    place = db.session.scalar(query)
    application = db.session.get(Application, place.party_id) if place else None
    if (
        place is None
        or application is None
        or place.pool.owner_kind != OWNER_KIND
        or not can_decide(by, application)
    ):
        raise NotFound(_("There is no such place."))
    return offered([place], {application.id: application})[0]


def moves_up(pool: Pool) -> bool:
    """Whether a seat that is given back is offered to the first in line at once."""
    cut_off = pool.cutoff_at is not None and pool.cutoff_at <= now()
    line_moves = pool.auto_promote and pool.closed_at is None and not cut_off
    return line_moves and places.first_in_line(pool) is not None


def _standing(row: Placed) -> tuple[int, int, int]:
    first = _STANDING.index(row.state) if row.state in _STANDING else len(_STANDING)
    return (first, (row.rank or 0) if row.state is PlaceState.WAITING else 0, row.number)


def _until(row: Placed) -> tuple[datetime, int]:
    running = row.state is PlaceState.OFFERED and row.expires_at is not None
    return (row.expires_at or _AT_THE_END if running else _AT_THE_END, row.number)


_KEYS: dict[PlaceOrder, Callable[[Placed], Any]] = {
    PlaceOrder.STANDING: _standing,
    PlaceOrder.UNTIL: _until,
    PlaceOrder.NUMBER: lambda row: row.number,
    PlaceOrder.STARTUP: lambda row: (row.startup.casefold(), row.number),
}
