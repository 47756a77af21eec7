"""Who arranges a day, who answers for a team, and who sits on a panel."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from accelerator.applications.models import HANDED_IN, Application
from accelerator.applications.permissions import Sight, can_edit, sight
from accelerator.interviews.models import TOLD, InterviewDay, Invited, Panel, PanelMember
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.reviews.models import Reviewer
from accelerator.reviews.permissions import kept_from
from hub.accounts.models import User
from hub.core.database import db


def can_arrange_for(person: User | None, cohort: Cohort) -> bool:
    return can_manage(person, cohort.programme_id)


def can_arrange(person: User | None, day: InterviewDay) -> bool:
    """Its programme's managers. What one has a conflict with is left out of all that they see."""
    return can_arrange_for(person, day.cohort)


def can_answer(person: User | None, invited: Invited) -> bool:
    """Choose, change, wish: those who write for the team."""
    return can_edit(person, invited.application)


def can_see(person: User | None, invited: Invited) -> bool:
    """The team, once it knows of the day."""
    if invited.day.state not in TOLD and invited.told is None:
        return False
    return sight(person, invited.application) is Sight.TEAM


def is_juror(person: User, day: InterviewDay) -> bool:
    return bool(db.session.scalar(select(PanelMember.id).where(*_of(person, day.id)).limit(1)))


def may_be_met_by(person_id: UUID) -> ColumnElement[bool]:
    """Of an `Application`: handed in, and nothing keeps this person from it."""
    return and_(Application.state.in_(HANDED_IN), ~kept_from(person_id))


def _of(person: User, day_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        PanelMember.panel_id.in_(select(Panel.id).where(Panel.day_id == day_id)),
        PanelMember.reviewer_id.in_(select(Reviewer.id).where(Reviewer.user_id == person.id)),
    )
