"""The startups of a cohort, and one of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from accelerator.conflicts.queries import conflicted_startups
from accelerator.participations.models import (
    CheckIn,
    FollowUp,
    Goal,
    Milestone,
    OnboardingTask,
    Participation,
    Perk,
    PerkClaim,
)
from accelerator.participations.permissions import can_see
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
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
        _seen_in(cohort, seen_by)
        .join(Startup, Startup.id == Participation.startup_id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .order_by(Organisation.name, Participation.id)
    )
    return list(db.session.scalars(query))


def startups_page(
    cohort: Cohort, *, seen_by: User, cursor: str | None = None, limit: int = 20
) -> Page[Participation]:
    """The same in the order in which they joined, a page at a time."""
    by = [Participation.joined_at, Participation.id]
    return page_of(_seen_in(cohort, seen_by), by=by, cursor=cursor, limit=limit)


def check_ins_in(
    cohort: Cohort, *, seen_by: User, cursor: str | None = None, limit: int = 20
) -> Page[CheckIn]:
    """Every month of every startup of a cohort, in the order in which they are due."""
    seen = _seen_in(cohort, seen_by).with_only_columns(Participation.id)
    query = (
        select(CheckIn)
        .where(CheckIn.participation_id.in_(seen))
        .options(joinedload(CheckIn.participation))
    )
    return page_of(query, by=[CheckIn.due_at, CheckIn.id], cursor=cursor, limit=limit)


def _seen_in(cohort: Cohort, person: User) -> Select[Participation]:
    return select(Participation).where(
        Participation.cohort_id == cohort.id,
        Participation.startup_id.not_in(conflicted_startups(person.id)),
    )


def participations_of(person: User) -> list[Participation]:
    """Of the startups that somebody belongs to now, newest first."""
    query = belonging_to(person).order_by(Participation.joined_at.desc(), Participation.id.desc())
    return list(db.session.scalars(query))


def participations_page(
    person: User, *, cursor: str | None = None, limit: int = 20
) -> Page[Participation]:
    """The same, a page at a time."""
    by = [Participation.joined_at, Participation.id]
    return page_of(belonging_to(person), by=by, cursor=cursor, limit=limit, descending=True)


def belonging_to(person: User) -> Select[Participation]:
    """The places of the startups that somebody belongs to now."""
    return (
        select(Participation)
        .join(Startup, Startup.id == Participation.startup_id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(Membership.user_id == person.id, Membership.left_at.is_(None))
    )


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
