"""Pairs: one, somebody's, a cohort's; and who has ever mentored whom."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.conflicts.queries import conflicted_startups
from accelerator.matching.models import TAKES_A_PLACE, Pairing, PairRule
from accelerator.matching.permissions import can_see_pairing
from accelerator.mentors.models import Mentor
from accelerator.mentors.permissions import gives_places, takes_part
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Membership


def get_pairing(pairing_id: UUID, *, seen_by: User | None) -> Pairing:
    """Raises: NotFound, also for what is none of this person's business."""
    found = db.session.get(Pairing, pairing_id)
    if found is None or not can_see_pairing(seen_by, found):
        raise NotFound(_("There is no such pair."))
    return found


def pairings_in(cohort: Cohort, *, seen_by: User) -> list[Pairing]:
    """Of a cohort, for its staff: live ones first; without startups they have a conflict with."""
    query = (
        select(Pairing)
        .where(
            Pairing.cohort_id == cohort.id,
            Pairing.startup_id.not_in(conflicted_startups(seen_by.id)),
        )
        .order_by(*_LIVE_FIRST)
        .options(joinedload(Pairing.organisation))
    )
    return list(db.session.scalars(query))


def pairings_of_mentor(mentor: Mentor) -> list[Pairing]:
    """Live ones first, newest first."""
    query = select(Pairing).where(Pairing.mentor_id == mentor.id).options(_WITH_COHORT)
    return list(db.session.scalars(query.order_by(*_LIVE_FIRST)))


def pairings_of_people(person: User) -> list[Pairing]:
    """Of the startups that somebody belongs to now."""
    query = (
        select(Pairing)
        .join(Startup, Startup.id == Pairing.startup_id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(Membership.user_id == person.id, Membership.left_at.is_(None))
        .options(_WITH_COHORT)
    )
    return list(db.session.scalars(query.order_by(*_LIVE_FIRST)))


def live_pairing(cohort_id: UUID, *, startup_id: UUID, mentor_id: UUID) -> Pairing | None:
    query = select(Pairing).where(
        Pairing.cohort_id == cohort_id,
        Pairing.startup_id == startup_id,
        Pairing.mentor_id == mentor_id,
        Pairing.state.in_(TAKES_A_PLACE),
    )
    return db.session.scalar(query)


def live_of(cohort_id: UUID, *, startup_id: UUID) -> list[Pairing]:
    """Asked or active, of one startup."""
    query = select(Pairing).where(
        Pairing.cohort_id == cohort_id,
        Pairing.startup_id == startup_id,
        Pairing.state.in_(TAKES_A_PLACE),
    )
    return list(db.session.scalars(query.order_by(*_LIVE_FIRST)))


def live_in(cohort: Cohort) -> list[Pairing]:
    """Asked or active, of everybody: for reckoning, and for whoever may see the whole matching."""
    query = select(Pairing).where(Pairing.cohort_id == cohort.id, Pairing.state.in_(TAKES_A_PLACE))
    return list(db.session.scalars(query))


def sides_in(cohort: Cohort, startup_id: UUID, *, mentor_id: UUID) -> tuple[Startup, Mentor]:
    """A startup that takes part and a mentor who was asked for the cohort. Raises: NotFound."""
    startup, mentor = db.session.get(Startup, startup_id), db.session.get(Mentor, mentor_id)
    if startup is None or mentor is None or not takes_part(cohort, startup):
        raise NotFound(_("There is no such pair."))
    if not gives_places(cohort, mentor):
        raise NotFound(_("There is no such pair."))
    return startup, mentor


def rules_in(cohort: Cohort, *, seen_by: User) -> list[PairRule]:
    """The managers' words on pairs, the newest first; without startups one has a conflict with."""
    query = select(PairRule).where(
        PairRule.cohort_id == cohort.id,
        PairRule.startup_id.not_in(conflicted_startups(seen_by.id)),
    )
    return list(db.session.scalars(query.order_by(PairRule.made_at.desc(), PairRule.id)))


def mentored_startups(person_ids: set[UUID]) -> dict[UUID, list[Pairing]]:
    """Person to the pairs in which both had accepted, now or in the past."""
    query = (
        select(Mentor.user_id, Pairing)
        .join(Pairing, Pairing.mentor_id == Mentor.id)
        .where(
            Mentor.user_id.in_(person_ids),
            Pairing.mentor_accepted_at.is_not(None),
            Pairing.startup_accepted_at.is_not(None),
        )
    )
    found: dict[UUID, list[Pairing]] = defaultdict(list)
    for person_id, pairing in db.session.execute(query):
        found[person_id].append(pairing)
    return found


_WITH_COHORT = joinedload(Pairing.cohort)
_LIVE_FIRST = (Pairing.state.not_in(TAKES_A_PLACE), Pairing.made_at.desc(), Pairing.id)
