"""What a team and a juror see of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accelerator.applications.models import Application, ApplicationMember
from accelerator.interviews.models import (
    TOLD,
    DayState,
    InterviewDay,
    Invited,
    Meeting,
    Panel,
    PanelMember,
)
from accelerator.interviews.permissions import can_arrange, can_see, is_juror, may_be_met_by
from accelerator.reviews.models import Assignment, Review, Reviewer, Round
from accelerator.reviews.permissions import reads_of
from accelerator.reviews.queries.revisions import headlines
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

#: The link of a meeting opens so long before it, and closes so long after.
BEFORE, AFTER = timedelta(minutes=15), timedelta(minutes=10)


def invited_for(application: Application) -> list[Invited]:
    """The days that a team knows of, for its own page."""
    query = (
        select(Invited)
        .join(Invited.day)
        .where(Invited.application_id == application.id, InterviewDay.state.in_(TOLD))
        .options(
            contains_eager(Invited.day),
            joinedload(Invited.meeting).joinedload(Meeting.panel).joinedload(Panel.space),
        )
        .order_by(InterviewDay.held_on)
    )
    return list(db.session.scalars(query).unique())


def interviews_of(person: User) -> list[Invited]:
    """Of all teams that somebody is in, the next one first."""
    teams = select(ApplicationMember.application_id).where(
        ApplicationMember.user_id == person.id, ApplicationMember.left_at.is_(None)
    )
    query = (
        select(Invited)
        .join(Invited.day)
        .where(Invited.application_id.in_(teams), InterviewDay.state.in_(TOLD))
        .options(
            contains_eager(Invited.day),
            joinedload(Invited.application),
            joinedload(Invited.meeting).joinedload(Meeting.panel).joinedload(Panel.space),
        )
        .order_by(InterviewDay.held_on.desc(), Invited.id)
    )
    return list(db.session.scalars(query).unique())


def get_own(invited_id: UUID, person: User) -> Invited:
    """For the team. Raises: NotFound, also before the day is told."""
    found = db.session.get(Invited, invited_id)
    if found is None or not can_see(person, found):
        raise NotFound(_("There is no such interview."))
    return found


def link_of(meeting_id: UUID, person: User) -> str:
    """Where an online meeting is held, around its time, for its team, its panel and staff.

    Raises: NotFound, for anybody else, for a meeting in a room, and at any other time.
    """
    meeting = db.session.get(Meeting, meeting_id)
    closed = NotFound(_("This link opens a quarter of an hour before the interview."))
    if meeting is None or not meeting.panel.online_url:
        raise closed
    if not meeting.starts_at - BEFORE <= now() <= meeting.ends_at + AFTER:
        raise closed
    day = meeting.panel.day
    if day.state not in TOLD or not any(
        may(person, meeting) for may in (_is_heard, _sits_there, _arranges)
    ):
        raise closed
    return meeting.panel.online_url


def _is_heard(person: User, meeting: Meeting) -> bool:
    return can_see(person, meeting.invited)


def _sits_there(person: User, meeting: Meeting) -> bool:
    return any(each.meeting.id == meeting.id for each in order_for(meeting.panel.day, person))


def _arranges(person: User, meeting: Meeting) -> bool:
    met = select(Application.id).where(
        Application.id == meeting.invited.application_id, may_be_met_by(person.id)
    )
    return can_arrange(person, meeting.panel.day) and db.session.scalar(met) is not None


@dataclass(frozen=True)
class Turn:
    """One meeting as a juror sees it. `read` is theirs to mark it with; none: nobody marks, or it
    is not theirs. `startup` is empty in a blind round."""

    meeting: Meeting
    reference: str
    headline: str
    startup: str
    read: Assignment | None

    @property
    def review(self) -> Review | None:
        return self.read.review if self.read else None


def get_jury_day(day_id: UUID, person: User) -> InterviewDay:
    """Raises: NotFound, for whoever is on no panel, and before it is published."""
    found = db.session.get(InterviewDay, day_id)
    known = found is not None and found.state in (DayState.PUBLISHED, DayState.DONE)
    if found is None or not known or not is_juror(person, found):
        raise NotFound(_("There is no such day."))
    return found


def jury_days(person: User) -> list[InterviewDay]:
    """On whose panels somebody is, the next one first."""
    mine = (
        select(Panel.day_id)
        .join(PanelMember, PanelMember.panel_id == Panel.id)
        .join(Reviewer, Reviewer.id == PanelMember.reviewer_id)
        .where(Reviewer.user_id == person.id)
    )
    query = (
        select(InterviewDay)
        .where(
            InterviewDay.id.in_(mine), InterviewDay.state.in_((DayState.PUBLISHED, DayState.DONE))
        )
        .order_by(InterviewDay.held_on.desc(), InterviewDay.id)
    )
    return list(db.session.scalars(query).unique())


def order_for(day: InterviewDay, person: User) -> list[Turn]:
    """The meetings of somebody's panels by time, without those that a conflict keeps from them."""
    query = (
        select(Meeting)
        .join(Meeting.invited)
        .join(Invited.application)
        .join(Meeting.panel)
        .join(PanelMember, PanelMember.panel_id == Panel.id)
        .join(Reviewer, Reviewer.id == PanelMember.reviewer_id)
        .where(Panel.day_id == day.id, Reviewer.user_id == person.id, may_be_met_by(person.id))
        .options(
            contains_eager(Meeting.invited).contains_eager(Invited.application),
            contains_eager(Meeting.panel).joinedload(Panel.space),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    meetings = list(db.session.scalars(query).unique())
    reads = _reads(day, person)
    titles = headlines(reads.values())
    blind = day.round is not None and day.round.blind
    return [_turn(each, reads, titles=titles, blind=blind) for each in meetings]


def _turn(
    meeting: Meeting,
    reads: dict[UUID, Assignment],
    *,
    titles: dict[UUID, str],
    blind: bool,
) -> Turn:
    application = meeting.invited.application
    read = reads.get(application.id)
    return Turn(
        meeting,
        application.reference,
        titles[read.id] if read else ("" if blind else application.headline),
        "" if blind else application.startup.name,
        read,
    )


def _reads(day: InterviewDay, person: User) -> dict[UUID, Assignment]:
    if day.round_id is None:
        return {}
    query = (
        reads_of(person.id)
        .where(Assignment.round_id == day.round_id)
        .options(
            contains_eager(Assignment.round).selectinload(Round.criteria),
            contains_eager(Assignment.application),
            contains_eager(Assignment.reviewer),
            selectinload(Assignment.review).joinedload(Review.revision),
        )
    )
    return {each.application_id: each for each in db.session.scalars(query).unique()}


def get_turn(meeting_id: UUID, person: User) -> Turn:
    """Raises: NotFound."""
    meeting = db.session.get(Meeting, meeting_id)
    turns: Iterable[Turn] = ()
    if meeting is not None:
        turns = order_for(get_jury_day(meeting.panel.day_id, person), person)
    found = next((each for each in turns if each.meeting.id == meeting_id), None)
    if found is None:
        raise NotFound(_("There is no such meeting on your panels."))
    return found
