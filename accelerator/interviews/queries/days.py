"""Days, panels and teams as those who arrange them see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.permissions import seen_by_staff
from accelerator.interviews.models import DayPlan, InterviewDay, Invited, Meeting, Panel
from accelerator.interviews.permissions import can_arrange
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import Reviewer, Round, RoundEntry, RoundKind
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class Counts:
    panels: int = 0
    invited: int = 0
    meetings: int = 0


def get_day(day_id: UUID, *, by: User) -> InterviewDay:
    """For whoever arranges it. Raises: NotFound."""
    found = db.session.get(InterviewDay, day_id)
    if found is None or not can_arrange(by, found):
        raise NotFound(_("There is no such day."))
    return found


def get_panel(panel_id: UUID, *, by: User) -> Panel:
    """Raises: NotFound."""
    found = db.session.get(Panel, panel_id)
    if found is None or not can_arrange(by, found.day):
        raise NotFound(_("There is no such panel."))
    return found


def get_invited(invited_id: UUID, *, by: User) -> Invited:
    """For staff. Raises: NotFound, also with a conflict of interest."""
    found = db.session.get(Invited, invited_id)
    seen = seen_by_staff(select(Application.id), by)
    if found is None or not can_arrange(by, found.day):
        raise NotFound(_("There is no such team on this day."))
    if db.session.scalar(seen.where(Application.id == found.application_id)) is None:
        raise NotFound(_("There is no such team on this day."))
    return found


def get_plan(plan_id: UUID, *, by: User) -> DayPlan:
    """Raises: NotFound."""
    found = db.session.get(DayPlan, plan_id)
    if found is None or not can_arrange(by, found.day):
        raise NotFound(_("There is no such plan."))
    return found


def days_of(cohort: Cohort) -> list[InterviewDay]:
    query = (
        select(InterviewDay)
        .where(InterviewDay.cohort_id == cohort.id)
        .order_by(InterviewDay.held_on, InterviewDay.id)
    )
    return list(db.session.scalars(query).unique())


def counts_of(days: Iterable[InterviewDay], person: User) -> dict[UUID, Counts]:
    """Of the teams that the asking person may see."""
    ids = [day.id for day in days]
    seen = seen_by_staff(select(Application.id), person)
    panels = _counted(
        select(Panel.day_id, func.count()).where(Panel.day_id.in_(ids)).group_by(Panel.day_id)
    )
    invited = select(Invited.day_id, func.count()).where(
        Invited.day_id.in_(ids), Invited.application_id.in_(seen)
    )
    met = invited.join(Meeting, Meeting.invited_id == Invited.id)
    several, meetings = (_counted(q.group_by(Invited.day_id)) for q in (invited, met))
    return {
        id_: Counts(panels.get(id_, 0), several.get(id_, 0), meetings.get(id_, 0)) for id_ in ids
    }


def _counted(query: Any) -> dict[UUID, int]:
    return {day_id: count for day_id, count in db.session.execute(query)}  # noqa: C416


@dataclass(frozen=True)
class Listed:
    """The teams of a day, as somebody sees them. `hidden` have a conflict with them: how many."""

    invited: list[Invited] = field(default_factory=list)
    hidden: int = 0
    seen: frozenset[UUID] = frozenset()


def listed(day: InterviewDay, person: User) -> Listed:
    """By number, with what they meet, in two statements."""
    seen = seen_by_staff(select(Application.id), person)
    query = (
        select(Invited)
        .join(Invited.application)
        .where(Invited.day_id == day.id)
        .options(joinedload(Invited.application), joinedload(Invited.meeting))
        .order_by(Application.number)
    )
    every = list(db.session.scalars(query).unique())
    ids = select(Invited.application_id).where(
        Invited.day_id == day.id, Invited.application_id.in_(seen)
    )
    known = frozenset(db.session.scalars(ids))
    mine = [each for each in every if each.application_id in known]
    return Listed(mine, hidden=len(every) - len(mine), seen=known)


def offered_to(day: InterviewDay, person: User) -> list[Application]:
    """Eligible applications of the cohort that are not on the day yet; of them, those of its round
    first."""
    inside = select(Invited.application_id).where(Invited.day_id == day.id)
    query = select(Application).where(
        Application.cohort_id == day.cohort_id,
        Application.state == ApplicationState.ELIGIBLE,
        Application.id.not_in(inside),
    )
    found = list(db.session.scalars(seen_by_staff(query, person).order_by(Application.number)))
    entries = select(RoundEntry.application_id).where(RoundEntry.round_id == day.round_id)
    shortlisted = set(db.session.scalars(entries)) if day.round_id else set()
    return sorted(found, key=lambda each: (each.id not in shortlisted, each.number))


def rounds_for(cohort: Cohort) -> list[Round]:
    """Whose rubric the panels of a day may mark by."""
    query = select(Round).where(Round.cohort_id == cohort.id, Round.kind == RoundKind.INTERVIEW)
    return list(db.session.scalars(query.order_by(Round.number)).unique())


def reviewers_to_seat() -> list[Reviewer]:
    query = (
        select(Reviewer)
        .join(Reviewer.user)
        .where(User.disabled_at.is_(None), Reviewer.paused_at.is_(None))
        .order_by(User.name, Reviewer.id)
    )
    return list(db.session.scalars(query).unique())


def newest_plan(day: InterviewDay) -> DayPlan | None:
    query = (
        select(DayPlan)
        .where(DayPlan.day_id == day.id)
        .order_by(DayPlan.made_at.desc(), DayPlan.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


@dataclass(frozen=True)
class Cell:
    """One line of a panel's day. `invited` is None when the team is kept from the asking person."""

    starts_at: datetime
    ends_at: datetime
    way: str
    invited: Invited | None
    meeting: Meeting | None = None
    moved: bool = False


def grid(day: InterviewDay, panels: Iterable[Panel], *, teams: Listed) -> dict[UUID, list[Cell]]:
    """What stands: the meetings of each panel by time."""
    rows: dict[UUID, list[Cell]] = {panel.id: [] for panel in panels}
    query = (
        select(Meeting)
        .join(Meeting.invited)
        .where(Invited.day_id == day.id)
        .order_by(Meeting.starts_at)
    )
    by_id = {each.id: each for each in teams.invited}
    for meeting in db.session.scalars(query):
        cell = Cell(meeting.starts_at, meeting.ends_at, meeting.way.value,
                    by_id.get(meeting.invited_id), meeting)  # fmt: skip
        rows[meeting.panel_id].append(cell)
    return rows


def plan_grid(
    plan: Mapping[str, Any], panels: Iterable[Panel], *, teams: Listed
) -> dict[UUID, list[Cell]]:
    """What a plan proposes."""
    from_json = {str(each.application_id): each for each in teams.invited}
    rows: dict[UUID, list[Cell]] = {panel.id: [] for panel in panels}
    for each in plan["meetings"]:
        cell = Cell(
            datetime.fromisoformat(each["starts_at"]),
            datetime.fromisoformat(each["ends_at"]),
            each["way"],
            from_json.get(each["application"]),
            moved=each["application"] in plan["moved"],
        )
        if UUID(each["panel"]) in rows:
            rows[UUID(each["panel"])].append(cell)
    return rows
