"""Office hours: which are open, who has them, who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from accelerator.mentors.models import GivingState, Mentor, MentorPlaces
from accelerator.participations.models import OVER, Participation
from accelerator.programmes.models import Cohort
from accelerator.sessions.models import (
    MentorSession,
    OfficeHour,
    OfficeHourLimit,
    SessionKind,
    SessionState,
)
from accelerator.sessions.permissions import can_change_office_hour, can_take
from accelerator.startups.models import Startup
from accelerator.startups.permissions import LEADS
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Membership
from hub.places import queries as places
from hub.places.models import Place, Pool
from hub.places.rules.steps import PlaceState

#: What `Pool.owner_kind` says of office hours; a place's party is a startup.
OWNER_KIND = "office-hour"
USUAL_LIMIT = 2


@dataclass(frozen=True)
class OpenHour:
    """An office hour as one startup sees it: whether it is free, and where the startup stands.
    Who has it, and who else waits, is nobody's business."""

    hour: OfficeHour
    is_free: bool
    waiting: int
    place: Place | None = None
    position: int | None = None

    @property
    def state(self) -> PlaceState | None:
        return self.place.seen_state() if self.place else None


def get_office_hour(hour_id: UUID, *, seen_by: User) -> OfficeHour:
    """For its mentor, staff, and startups of the cohort. Raises: NotFound."""
    found = db.session.get(OfficeHour, hour_id)
    if found is not None:
        mine = {cohort.id for cohort, _startup in cohorts_led_by(seen_by)}
        if found.cohort_id in mine or can_change_office_hour(seen_by, found):
            return found
    raise _none()


def office_hour_to_change(hour_id: UUID, *, by: User) -> OfficeHour:
    """Raises: NotFound."""
    found = db.session.get(OfficeHour, hour_id)
    if found is None or not can_change_office_hour(by, found):
        raise _none()
    return found


def get_place(place_id: UUID, *, seen_by: User) -> tuple[Place, OfficeHour, Startup]:
    """Of the startup that somebody leads. Raises: NotFound."""
    place = db.session.get(Place, place_id)
    if place is not None and place.pool.owner_kind == OWNER_KIND:
        hour = db.session.get(OfficeHour, place.pool.owner_id)
        startup = db.session.get(Startup, place.party_id)
        if hour and startup and can_take(seen_by, hour, startup=startup):
            return place, hour, startup
    raise NotFound(_("There is no such offer, or it is not for you."))


def cohorts_led_by(person: User) -> list[tuple[Cohort, Startup]]:
    """Where a startup that somebody leads takes part now."""
    query = (
        select(Participation)
        .join(Startup, Startup.id == Participation.startup_id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(
            Membership.user_id == person.id,
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
            Participation.state.not_in(OVER),
        )
        .order_by(Participation.id.desc())
    )
    return [(each.cohort, each.startup) for each in db.session.scalars(query).unique()]


def cohorts_given_to(mentor: Mentor) -> list[Cohort]:
    """Where a mentor is in."""
    query = (
        select(Cohort)
        .join(MentorPlaces, MentorPlaces.cohort_id == Cohort.id)
        .where(MentorPlaces.mentor_id == mentor.id, MentorPlaces.state == GivingState.ACCEPTED)
    )
    return list(db.session.scalars(query.order_by(Cohort.id.desc())))


def open_hours(cohort: Cohort, startup: Startup) -> list[OpenHour]:
    """What is to come in a cohort, soonest first, in a fixed number of questions."""
    query = select(OfficeHour).where(
        OfficeHour.cohort_id == cohort.id,
        OfficeHour.cancelled_at.is_(None),
        OfficeHour.starts_at > now(),
    )
    hours = list(db.session.scalars(query.order_by(OfficeHour.starts_at, OfficeHour.id)))
    return _shown(hours, startup.id)


def hours_of_mentor(mentor: Mentor) -> list[OpenHour]:
    """The mentor's own, to come."""
    query = select(OfficeHour).where(
        OfficeHour.mentor_id == mentor.id,
        OfficeHour.cancelled_at.is_(None),
        OfficeHour.starts_at > now(),
    )
    hours = list(db.session.scalars(query.order_by(OfficeHour.starts_at, OfficeHour.id)))
    return _shown(hours, None)


def hours_to_come(*, mentor_id: UUID, cohort_id: UUID | None = None) -> list[OfficeHour]:
    query = select(OfficeHour).where(
        OfficeHour.mentor_id == mentor_id,
        OfficeHour.cancelled_at.is_(None),
        OfficeHour.starts_at > now(),
    )
    if cohort_id is not None:
        query = query.where(OfficeHour.cohort_id == cohort_id)
    return list(db.session.scalars(query.order_by(OfficeHour.starts_at)))


def shown_hour(hour: OfficeHour, startup: Startup | None) -> OpenHour:
    return _shown([hour], startup.id if startup else None)[0]


def pool_of(hour: OfficeHour) -> Pool:
    """Raises: NotFound."""
    found = places.pool_of(OWNER_KIND, hour.id)
    if found is None:
        raise _none()
    return found


def offers_to(person: User) -> list[tuple[Place, OfficeHour]]:
    """Office hours that startups led by somebody are offered now."""
    startups = {startup.id for _cohort, startup in cohorts_led_by(person)}
    if not startups:
        return []
    query = (
        select(Place, OfficeHour)
        .join(Pool, Pool.id == Place.pool_id)
        .join(OfficeHour, OfficeHour.id == Pool.owner_id)
        .where(
            Pool.owner_kind == OWNER_KIND,
            Place.party_id.in_(startups),
            Place.state == PlaceState.OFFERED,
            Place.expires_at > now(),
        )
        .order_by(Place.expires_at)
    )
    return [(place, hour) for place, hour in db.session.execute(query)]


def session_of(hour: OfficeHour) -> MentorSession | None:
    """The session of who has it now."""
    query = select(MentorSession).where(
        MentorSession.office_hour_id == hour.id, MentorSession.state == SessionState.BOOKED
    )
    return db.session.scalar(query)


def limit_row(cohort: Cohort) -> OfficeHourLimit | None:
    query = select(OfficeHourLimit).where(OfficeHourLimit.cohort_id == cohort.id)
    return db.session.scalar(query)


def limit_in(cohort: Cohort) -> int:
    row = limit_row(cohort)
    return USUAL_LIMIT if row is None else row.each


def coming_of(cohort_id: UUID, startup_id: UUID) -> int:
    """How many office hours a startup has before it."""
    query = select(func.count(MentorSession.id)).where(
        MentorSession.cohort_id == cohort_id,
        MentorSession.startup_id == startup_id,
        MentorSession.kind == SessionKind.OFFICE_HOUR,
        MentorSession.state == SessionState.BOOKED,
        MentorSession.ends_at > now(),
    )
    return db.session.scalar(query) or 0


def _shown(hours: Sequence[OfficeHour], startup_id: UUID | None) -> list[OpenHour]:
    pools = places.pools_of(OWNER_KIND, [hour.id for hour in hours])
    of_pool = {pool.id: owner for owner, pool in pools.items()}
    query = select(Place).where(Place.pool_id.in_(of_pool)).order_by(Place.id)
    by_hour: dict[UUID, list[Place]] = {hour.id: [] for hour in hours}
    for place in db.session.scalars(query):
        by_hour[of_pool[place.pool_id]].append(place)
    mine = {
        id_: [place for place in those if place.party_id == startup_id][-1:]
        for id_, those in by_hour.items()
    }
    ranks = places.positions([place for those in mine.values() for place in those])
    return [_as_seen(hour, by_hour[hour.id], mine=mine[hour.id], ranks=ranks) for hour in hours]


def _as_seen(
    hour: OfficeHour, those: Sequence[Place], *, mine: Sequence[Place], ranks: dict[UUID, int]
) -> OpenHour:
    at: datetime = now()
    states = [place.seen_state(at=at) for place in those]
    waiting = states.count(PlaceState.WAITING)
    held = any(state in (PlaceState.CONFIRMED, PlaceState.OFFERED) for state in states)
    place = mine[0] if mine else None
    return OpenHour(
        hour, not held and not waiting, waiting, place, ranks.get(place.id) if place else None
    )


def _none() -> NotFound:
    return NotFound(_("There is no such office hour."))
