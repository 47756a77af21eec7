"""What mentor days do about facts from below. Whoever's plan is another is told at once; others may
be moved into the gaps when staff mend the plan."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select

from accelerator.conflicts.facts import ConflictArose
from accelerator.conflicts.queries import conflicts_between
from accelerator.mentor_days.models import (
    CLOSED,
    DayMeeting,
    DayMeetingState,
    DayMentor,
    DayStartup,
    MentorDay,
    MentorDayState,
)
from accelerator.mentor_days.services.holding import tell
from accelerator.mentor_days.services.writing import drop
from accelerator.mentors.facts import MentoringLeft, MentorLeft
from accelerator.mentors.models import Mentor
from accelerator.participations.facts import ParticipationEnded
from accelerator.vocabulary.terms import ConflictKind
from hub.core.clock import now
from hub.core.database import db
from hub.history.services import record


def conflict_arose(fact: ConflictArose) -> None:
    """The two meet no more. Who has mentored a startup may well go on."""
    mentor = db.session.scalar(select(Mentor).where(Mentor.user_id == fact.person_id))
    two = {fact.person_id}, {fact.startup_id}
    if mentor is not None and conflicts_between(*two, but=(ConflictKind.MENTOR,)):
        _end(
            and_(DayMeeting.mentor_id == mentor.id, DayMeeting.startup_id == fact.startup_id),
            why="conflict",
        )


def mentor_left(fact: MentorLeft) -> None:
    _away(_mentor_on(fact.mentor_id))
    _end(DayMeeting.mentor_id == fact.mentor_id, why="left")


def mentoring_left(fact: MentoringLeft) -> None:
    _away(_mentor_on(fact.mentor_id), fact.cohort_id)
    _end(DayMeeting.mentor_id == fact.mentor_id, why="left", cohort_id=fact.cohort_id)


def participation_ended(fact: ParticipationEnded) -> None:
    _away(_startup_on(fact.startup_id), fact.cohort_id)
    _end(DayMeeting.startup_id == fact.startup_id, why="left", cohort_id=fact.cohort_id)


def _away(query: Select[Any], cohort_id: UUID | None = None) -> None:
    open_ones = query.where(*_open(cohort_id))
    coming: DayMentor | DayStartup
    for coming in db.session.scalars(open_ones).unique():
        coming.away_at = now()
        coming.day.version += 1
    db.session.flush()


def _mentor_on(mentor_id: UUID) -> Select[Any]:
    query = select(DayMentor).join(DayMentor.day)
    return query.where(DayMentor.mentor_id == mentor_id, DayMentor.away_at.is_(None))


def _startup_on(startup_id: UUID) -> Select[Any]:
    query = select(DayStartup).join(DayStartup.day)
    return query.where(DayStartup.startup_id == startup_id, DayStartup.away_at.is_(None))


def _end(whose: ColumnElement[bool], *, why: str, cohort_id: UUID | None = None) -> None:
    query = (
        select(DayMeeting)
        .join(DayMeeting.day)
        .where(
            whose,
            *_open(cohort_id),
            DayMeeting.state == DayMeetingState.PLANNED,
            DayMeeting.starts_at > now(),
        )
    )
    found = list(db.session.scalars(query).unique())
    for meeting in found:
        record("day-meeting.ended", meeting, after={"why": why})
        meeting.day.version += 1
        drop(meeting)
    _tell_of({meeting.day for meeting in found})


def _open(cohort_id: UUID | None) -> Iterable[ColumnElement[bool]]:
    yield MentorDay.state.not_in(CLOSED)
    if cohort_id is not None:
        yield MentorDay.cohort_id == cohort_id


def _tell_of(days: Iterable[MentorDay]) -> None:
    for day in sorted(days, key=lambda each: str(each.id)):
        if day.state is MentorDayState.PUBLISHED:
            tell(day)
