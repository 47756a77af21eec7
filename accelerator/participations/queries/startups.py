"""The startups of a cohort, and one of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.queries import conflicted_startups
from accelerator.forms.queries import definition_of, live_version
from accelerator.forms.rules import Kind
from accelerator.participations.models import (
    CheckIn,
    FollowUp,
    Goal,
    Milestone,
    OnboardingTask,
    Participation,
    ParticipationState,
    Perk,
    PerkClaim,
)
from accelerator.participations.permissions import can_see
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Membership, Organisation


def get_participation(participation_id: UUID, *, seen_by: User | None) -> Participation:
    """Raises: NotFound, also for what is none of this person's business."""
    found = db.session.get(Participation, participation_id)
    if found is None or not can_see(seen_by, found):
        raise NotFound(_("There is no such startup in a cohort, or it is not yours."))
    return found


def startups_in(cohort: Cohort, *, seen_by: User) -> list[Participation]:
    """By name; what a member of staff has a conflict with is left out."""
    query = (
        select(Participation)
        .join(Startup, Startup.id == Participation.startup_id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .where(
            Participation.cohort_id == cohort.id,
            Participation.startup_id.not_in(conflicted_startups(seen_by.id)),
        )
        .order_by(Organisation.name, Participation.id)
    )
    return list(db.session.scalars(query))


def participations_of(person: User) -> list[Participation]:
    """Of the startups that somebody belongs to now, newest first."""
    query = (
        select(Participation)
        .join(Startup, Startup.id == Participation.startup_id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(Membership.user_id == person.id, Membership.left_at.is_(None))
        .order_by(Participation.joined_at.desc(), Participation.id)
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True)
class Cell:
    """One month of one startup, for the staff's grid. `state`: open, overdue, submitted, read, or
    nothing before it opens."""

    check_in: CheckIn | None
    state: str


def grid(participations: list[Participation]) -> tuple[list[date], dict[UUID, dict[date, Cell]]]:
    """All months, and what became of each; one question for all startups."""
    ids = [participation.id for participation in participations]
    query = select(CheckIn).where(CheckIn.participation_id.in_(ids)).order_by(CheckIn.month)
    months: list[date] = []
    cells: dict[UUID, dict[date, Cell]] = {participation: {} for participation in ids}
    for check_in in db.session.scalars(query):
        if check_in.month not in months:
            months.append(check_in.month)
        cells[check_in.participation_id][check_in.month] = Cell(check_in, state_of(check_in))
    return sorted(months), cells


def state_of(check_in: CheckIn) -> str:
    if check_in.reviewed_at is not None:
        return "read"
    if check_in.submitted_at is not None:
        return "submitted"
    if check_in.opens_at > now():
        return ""
    return "overdue" if check_in.due_at <= now() else "open"


def tasks_of(cohort_id: UUID) -> list[OnboardingTask]:
    query = (
        select(OnboardingTask)
        .where(OnboardingTask.cohort_id == cohort_id)
        .order_by(OnboardingTask.position, OnboardingTask.id)
    )
    return list(db.session.scalars(query))


def milestones_of(participation: Participation) -> list[Milestone]:
    query = (
        select(Milestone)
        .where(Milestone.participation_id == participation.id)
        .order_by(Milestone.due_on, Milestone.id)
    )
    return list(db.session.scalars(query))


def goals_of(participation: Participation) -> list[Goal]:
    query = (
        select(Goal)
        .where(Goal.participation_id == participation.id, Goal.ended_at.is_(None))
        .order_by(Goal.made_at)
    )
    return list(db.session.scalars(query))


def perks_of(participation: Participation) -> list[tuple[Perk, PerkClaim | None]]:
    """What there is now, and what this startup has taken."""
    mine = (PerkClaim.perk_id == Perk.id) & (PerkClaim.participation_id == participation.id)
    query = (
        select(Perk, PerkClaim)
        .outerjoin(PerkClaim, mine)
        .where(Perk.cohort_id == participation.cohort_id, Perk.ended_at.is_(None))
        .order_by(Perk.provider, Perk.id)
    )
    return [(perk, taken) for perk, taken in db.session.execute(query)]


def follow_ups_of(participation: Participation) -> list[FollowUp]:
    query = (
        select(FollowUp)
        .where(FollowUp.participation_id == participation.id)
        .order_by(FollowUp.months)
    )
    return list(db.session.scalars(query))


def on_demo_day(cohort: Cohort) -> list[Participation]:
    """In the order of the day, those who are still in or have graduated."""
    shown = (ParticipationState.ACTIVE, ParticipationState.GRADUATED, ParticipationState.ONBOARDING)
    query = (
        select(Participation)
        .where(Participation.cohort_id == cohort.id, Participation.state.in_(shown))
        .order_by(Participation.demo_position, Participation.joined_at, Participation.id)
    )
    return list(db.session.scalars(query))


def numeric_questions(cohort: Cohort) -> list[tuple[str, str]]:
    """(key, label) of the live form's questions whose answer is a number, money or a table."""
    version = live_version(cohort.form) if cohort.form else None
    if version is None:
        return []
    numeric = (Kind.NUMBER, Kind.MONEY, Kind.TEAM)
    return [
        (question.key, in_words(question.label))
        for question in definition_of(version).questions
        if question.kind in numeric
    ]
