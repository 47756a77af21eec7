"""What both sides said of their meetings: for themselves, and for the matching."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from accelerator.mentor_days.models import DayFeedback, DayMeeting, MentorDay
from accelerator.mentors.models import Side
from accelerator.programmes.models import Cohort
from hub.core.database import db


def ratings_in(cohort: Cohort) -> dict[tuple[UUID, UUID], list[int]]:
    """(startup, mentor) to what both sides gave, from 1 to 5; for the matching alone."""
    query = (
        select(DayMeeting.startup_id, DayMeeting.mentor_id, DayFeedback.rating)
        .join(DayMeeting, DayMeeting.id == DayFeedback.meeting_id)
        .join(MentorDay, MentorDay.id == DayMeeting.day_id)
        .where(MentorDay.cohort_id == cohort.id)
        .order_by(DayFeedback.given_at, DayFeedback.id)
    )
    found: dict[tuple[UUID, UUID], list[int]] = defaultdict(list)
    for startup_id, mentor_id, rating in db.session.execute(query):
        found[startup_id, mentor_id].append(rating)
    return dict(found)


def feedback_on(meetings: Iterable[DayMeeting], side: Side) -> dict[UUID, DayFeedback]:
    """What one side has said, by meeting; for that side only."""
    ids = [meeting.id for meeting in meetings]
    query = select(DayFeedback).where(DayFeedback.meeting_id.in_(ids), DayFeedback.side == side)
    return {each.meeting_id: each for each in db.session.scalars(query)}


def said_on(day: MentorDay, startup_ids: Iterable[UUID]) -> dict[UUID, set[Side]]:
    """By meeting, which sides have said something; never what."""
    query = (
        select(DayFeedback.meeting_id, DayFeedback.side)
        .join(DayMeeting, DayMeeting.id == DayFeedback.meeting_id)
        .where(DayMeeting.day_id == day.id, DayMeeting.startup_id.in_(set(startup_ids)))
    )
    found: dict[UUID, set[Side]] = defaultdict(set)
    for meeting_id, side in db.session.execute(query):
        found[meeting_id].add(side)
    return dict(found)
