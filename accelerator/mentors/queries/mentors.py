"""Mentors one by one, and those of a cohort."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, or_, select

from accelerator.mentors.models import (
    GivingState,
    Mentor,
    Mentoring,
    MentoringWish,
    MentorPlaces,
    OrganisationPlaces,
    Preference,
    Side,
)
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


def mentor_of(person: User | None) -> Mentor | None:
    """Somebody's own profile, if they are a mentor."""
    if person is None:
        return None
    return db.session.scalar(select(Mentor).where(Mentor.user_id == person.id))


def get_mentor(mentor_id: UUID) -> Mentor:
    """Raises: NotFound."""
    found = db.session.get(Mentor, mentor_id)
    if found is None:
        raise NotFound(_("There is no such mentor."))
    return found


def mentoring_of(cohort: Cohort) -> Mentoring | None:
    return db.session.scalar(select(Mentoring).where(Mentoring.cohort_id == cohort.id))


def get_mentoring(cohort: Cohort) -> Mentoring:
    """Raises: NotFound while nobody has opened it."""
    found = mentoring_of(cohort)
    if found is None:
        raise NotFound(_("This cohort has no mentoring yet."))
    return found


def places_in(cohort: Cohort, *, states: Iterable[GivingState] | None = None) -> list[MentorPlaces]:
    """By the mentors' names."""
    query = (
        select(MentorPlaces)
        .join(Mentor, Mentor.id == MentorPlaces.mentor_id)
        .join(User, User.id == Mentor.user_id)
        .where(MentorPlaces.cohort_id == cohort.id)
        .order_by(User.name, MentorPlaces.id)
    )
    if states is not None:
        query = query.where(MentorPlaces.state.in_(list(states)))
    return list(db.session.scalars(query))


def places_of(mentor: Mentor) -> list[MentorPlaces]:
    """What they were asked in all cohorts, newest first."""
    query = select(MentorPlaces).where(MentorPlaces.mentor_id == mentor.id)
    return list(db.session.scalars(query.order_by(MentorPlaces.asked_at.desc(), MentorPlaces.id)))


def ready_places(cohort: Cohort) -> list[MentorPlaces]:
    """Who can be matched now: accepted, with the code of conduct agreed to, neither paused nor
    gone."""
    mentoring = mentoring_of(cohort)
    needed = mentoring.code_version if mentoring and any(mentoring.code.values()) else 0
    query = _ready().where(MentorPlaces.cohort_id == cohort.id)
    if needed:
        query = query.where(Mentor.code_version >= needed)
    return list(db.session.scalars(query))


def _ready() -> Select[MentorPlaces]:
    awake = or_(Mentor.paused_at.is_(None), Mentor.paused_until <= now())
    return (
        select(MentorPlaces)
        .join(Mentor, Mentor.id == MentorPlaces.mentor_id)
        .where(
            MentorPlaces.state == GivingState.ACCEPTED,
            MentorPlaces.places > 0,
            Mentor.left_at.is_(None),
            awake,
        )
        .order_by(MentorPlaces.id)
    )


def organisation_places_in(cohort: Cohort) -> list[OrganisationPlaces]:
    query = select(OrganisationPlaces).where(OrganisationPlaces.cohort_id == cohort.id)
    return list(db.session.scalars(query.order_by(OrganisationPlaces.id)))


def wish_of(cohort: Cohort, startup: Startup) -> MentoringWish | None:
    query = select(MentoringWish).where(
        MentoringWish.cohort_id == cohort.id, MentoringWish.startup_id == startup.id
    )
    return db.session.scalar(query)


def wishes_in(cohort: Cohort) -> dict[UUID, MentoringWish]:
    """By startup."""
    query = select(MentoringWish).where(MentoringWish.cohort_id == cohort.id)
    return {wish.startup_id: wish for wish in db.session.scalars(query)}


def words_of(
    cohort: Cohort, *, startup: Startup | None = None, mentor: Mentor | None = None
) -> list[Preference]:
    """One side's own private words, ranked ones first. For that side and for the matching only."""
    query = select(Preference).where(Preference.cohort_id == cohort.id)
    if startup is not None:
        query = query.where(Preference.side == Side.STARTUP, Preference.startup_id == startup.id)
    elif mentor is not None:
        query = query.where(Preference.side == Side.MENTOR, Preference.mentor_id == mentor.id)
    return list(db.session.scalars(query.order_by(Preference.is_veto, Preference.rank)))
