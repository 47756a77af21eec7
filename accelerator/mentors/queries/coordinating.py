"""A support organisation's mentors: asked for what, and how much is promised. Counts and states
only: what a mentor wishes or has written is theirs."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.mentors.models import (
    AwaitedMentor,
    GivingState,
    Mentor,
    Mentoring,
    MentorPlaces,
    OrganisationPlaces,
)
from accelerator.mentors.queries.own import OVER
from accelerator.programmes.models import Cohort, Phase
from hub.accounts.models import Invitation, User
from hub.core.database import db
from hub.organisations.models import Membership, Organisation


@dataclass
class Promise:
    """A cohort, and what an organisation gives in it. `total` None: no bound but its mentors'."""

    cohort: Cohort
    total: int | None
    asked: int = 0
    accepted: int = 0
    #: Places of those who said yes.
    promised: int = 0


@dataclass
class OwnMentor:
    """`said` are what they were asked for on this organisation's places, by cohort."""

    mentor: Mentor
    said: dict[UUID, MentorPlaces] = field(default_factory=dict)


def open_cohorts() -> list[Cohort]:
    """That have opened their mentoring and are not over, soonest first."""
    query = (
        select(Cohort)
        .join(Mentoring, Mentoring.cohort_id == Cohort.id)
        .where(Cohort.phase.not_in((*OVER, Phase.DRAFT)))
        .order_by(Cohort.starts_on, Cohort.id)
    )
    return list(db.session.scalars(query))


def mentors_of(organisation: Organisation) -> list[OwnMentor]:
    """Who belongs to it now and has not left, by name."""
    query = (
        select(Mentor)
        .join(User, User.id == Mentor.user_id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation.id,
            Membership.left_at.is_(None),
            Mentor.left_at.is_(None),
        )
        .order_by(User.name, Mentor.id)
    )
    found = {each.id: OwnMentor(each) for each in db.session.scalars(query).unique()}
    for said in _said(organisation):
        if said.mentor_id in found:
            found[said.mentor_id].said[said.cohort_id] = said
    return list(found.values())


def promises_of(organisation: Organisation, cohorts: list[Cohort]) -> list[Promise]:
    totals = select(OrganisationPlaces).where(OrganisationPlaces.organisation_id == organisation.id)
    known = {row.cohort_id: row.places for row in db.session.scalars(totals)}
    found = {each.id: Promise(each, known.get(each.id)) for each in cohorts}
    for said in _said(organisation):
        promise = found.get(said.cohort_id)
        if promise is None:
            continue
        promise.asked += said.state is GivingState.ASKED
        if said.state is GivingState.ACCEPTED:
            promise.accepted += 1
            promise.promised += said.places
    return list(found.values())


def awaited_of(organisation: Organisation) -> list[AwaitedMentor]:
    """Invited, and not in yet, newest first."""
    query = (
        select(AwaitedMentor)
        .join(Invitation, Invitation.id == AwaitedMentor.invitation_id)
        .where(
            AwaitedMentor.organisation_id == organisation.id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .order_by(AwaitedMentor.id.desc())
        .options(joinedload(AwaitedMentor.cohort))
    )
    return list(db.session.scalars(query))


def _said(organisation: Organisation) -> list[MentorPlaces]:
    query = select(MentorPlaces).where(MentorPlaces.organisation_id == organisation.id)
    return list(db.session.scalars(query).unique())
