"""Places of a cohort: who was offered one, who has one, who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application, ApplicationMember
from accelerator.applications.permissions import Sight, seen_by_staff, sight
from accelerator.programmes.models import Cohort
from accelerator.selection.models import Acceptance, Decision
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.places import queries as places
from hub.places.models import Place, Pool
from hub.places.rules.steps import PlaceState

#: What `Pool.owner_kind` says of a cohort's seats; a place's party is an application.
OWNER_KIND = "cohorts"


@dataclass(frozen=True)
class Offered:
    """A team's place. `position` is that in the line, of those who wait."""

    application: Application
    place: Place
    position: int | None = None
    acceptance: Acceptance | None = None

    @property
    def state(self) -> PlaceState:
        return self.place.seen_state()


def pool_of(cohort: Cohort) -> Pool | None:
    return places.pool_of(OWNER_KIND, cohort.id)


def seats_left(cohort: Cohort) -> int:
    """Seats that neither a confirmed place nor a live offer holds."""
    pool = pool_of(cohort)
    return places.counts(pool).free if pool else cohort.seats


def offers_of(cohort: Cohort, *, seen_by: User | None = None) -> list[Offered]:
    """The newest place of every team that has or had one; confirmed first, then offers, then the
    line in its order, then the rest. `seen_by`: what this member of staff may see."""
    pool = pool_of(cohort)
    if pool is None:
        return []
    placed = select(Place.party_id).where(Place.pool_id == pool.id)
    query = (
        select(Application)
        .where(Application.cohort_id == cohort.id, Application.id.in_(placed))
        .options(joinedload(Application.startup))
    )
    if seen_by is not None:
        query = seen_by_staff(query, seen_by)
    seen = {each.id: each for each in db.session.scalars(query).unique()}
    newest = places.newest_places(pool, list(seen))
    found = offered(list(newest.values()), seen)
    return sorted(found, key=_in_order)


def offers_to(person: User) -> list[Offered]:
    """Places of the applications in whose team somebody is, newest first."""
    query = (
        select(Application)
        .join(ApplicationMember, ApplicationMember.application_id == Application.id)
        .where(
            ApplicationMember.user_id == person.id,
            ApplicationMember.left_at.is_(None),
            Application.outcome.is_not(None),
        )
    )
    mine = {each.id: each for each in db.session.scalars(query).unique()}
    rows = (
        select(Place)
        .join(Pool, Pool.id == Place.pool_id)
        .where(Pool.owner_kind == OWNER_KIND, Place.party_id.in_(mine))
        .order_by(Place.id)
    )
    newest = {place.party_id: place for place in db.session.scalars(rows)}
    return sorted(offered(list(newest.values()), mine), key=lambda o: o.place.id, reverse=True)


def offer_to(application: Application) -> Offered | None:
    """The team's place, if it ever had one and was told so."""
    if application.outcome is None:
        return None
    pool = pool_of(application.cohort)
    place = places.newest_place(pool, application.id) if pool else None
    return offered([place], {application.id: application})[0] if place else None


def get_offer(place_id: UUID, *, seen_by: User) -> Offered:
    """For the team alone. Raises: NotFound, also before its release and for others' places."""
    place = db.session.get(Place, place_id)
    application = db.session.get(Application, place.party_id) if place else None
    if (
        place is None
        or application is None
        or place.pool.owner_kind != OWNER_KIND
        or application.outcome is None
        or sight(seen_by, application) is not Sight.TEAM
    ):
        raise NotFound(_("There is no such offer, or it is not for you."))
    return offered([place], {application.id: application})[0]


def acceptance_of(place_id: UUID) -> Acceptance | None:
    """What was agreed to when this place was taken."""
    return db.session.scalar(select(Acceptance).where(Acceptance.place_id == place_id))


def condition_of(application: Application) -> str:
    """What the team has been told is to be met; nothing otherwise."""
    if application.outcome != "conditional":
        return ""
    query = select(Decision.conditions).where(Decision.application_id == application.id)
    return db.session.scalar(query) or ""


def can_take_back(place: Place) -> bool:
    """Whether a decline can still be undone: in its time, while a seat is free."""
    return (
        place.state is PlaceState.DECLINED
        and place.expires_at is not None
        and place.expires_at > now()
        and places.live_place(place.pool, place.party_id) is None
        and places.free_seats(place.pool) > 0
    )


def offered(found: Sequence[Place], applications: dict[UUID, Application]) -> list[Offered]:
    """Each with where it stands in line, and what was agreed to."""
    positions = places.positions(found)
    agreed = select(Acceptance).where(Acceptance.place_id.in_([place.id for place in found]))
    acceptances = {each.place_id: each for each in db.session.scalars(agreed)}
    return [
        Offered(
            applications[place.party_id],
            place,
            position=positions.get(place.id),
            acceptance=acceptances.get(place.id),
        )
        for place in found
    ]


_ORDER = (PlaceState.CONFIRMED, PlaceState.OFFERED, PlaceState.WAITING)


def _in_order(offered: Offered) -> tuple[int, int, int]:
    state = offered.state
    first = _ORDER.index(state) if state in _ORDER else len(_ORDER)
    return (first, offered.position or 0, offered.application.number)
