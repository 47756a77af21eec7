"""A mentor day as a mentor or a startup's people see it: their own side of it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.conflicts.queries import conflicts_between
from accelerator.mentor_days.models import (
    TOLD,
    DayMeeting,
    DayMeetingState,
    DayMentor,
    DayRoom,
    DayStartup,
    MentorDayState,
)
from accelerator.mentor_days.permissions import can_see_mentor, can_see_startup, side_in
from accelerator.mentor_days.queries.planning import mentors_of
from accelerator.mentors.models import Mentor, Side
from accelerator.mentors.queries.mentors import words_of
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Membership

#: The link of a meeting opens so long before it, and closes so long after.
BEFORE, AFTER = timedelta(minutes=10), timedelta(minutes=5)
#: Until when somebody may still say how a meeting was.
SAY_WITHIN = timedelta(days=7)
Part = DayMentor | DayStartup


def get_own_startup(coming_id: UUID, person: User) -> DayStartup:
    """For its people. Raises: NotFound."""
    found = db.session.get(DayStartup, coming_id)
    if found is None or not can_see_startup(person, found):
        raise NotFound(_("There is no such mentor day, or it is not yours."))
    return found


def get_own_mentor(coming_id: UUID, person: User) -> DayMentor:
    """For the mentor. Raises: NotFound."""
    found = db.session.get(DayMentor, coming_id)
    if found is None or not can_see_mentor(person, found):
        raise NotFound(_("There is no such mentor day, or it is not yours."))
    return found


def parts_of(person: User) -> list[Part]:
    """Where somebody comes as a mentor, or with a startup; the latest day first."""
    mine = select(DayMentor).join(DayMentor.mentor).where(Mentor.user_id == person.id)
    theirs = (
        select(DayStartup)
        .join(DayStartup.startup)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(Membership.user_id == person.id, Membership.left_at.is_(None))
    )
    found: list[Part] = [
        *db.session.scalars(mine.options(joinedload(DayMentor.day))).unique(),
        *db.session.scalars(theirs.options(joinedload(DayStartup.day))).unique(),
    ]
    return sorted(found, key=lambda each: (each.day.held_on, str(each.id)), reverse=True)


def meetings_for(part: Part) -> list[DayMeeting]:
    """Their own, in the order of the day; none before the plan is known."""
    if part.day.state not in TOLD:
        return []
    own = (
        DayMeeting.mentor_id == part.mentor_id
        if isinstance(part, DayMentor)
        else DayMeeting.startup_id == part.startup_id
    )
    query = (
        select(DayMeeting)
        .where(DayMeeting.day_id == part.day_id, own, DayMeeting.state != DayMeetingState.DROPPED)
        .options(joinedload(DayMeeting.room).joinedload(DayRoom.space))
        .order_by(DayMeeting.slot)
    )
    return list(db.session.scalars(query).unique())


@dataclass(frozen=True)
class NowNext:
    current: DayMeeting | None
    following: DayMeeting | None


def now_next(meetings: list[DayMeeting]) -> NowNext:
    at = now()
    current = next((each for each in meetings if each.starts_at <= at < each.ends_at), None)
    return NowNext(current, next((each for each in meetings if each.starts_at > at), None))


def get_own_meeting(meeting_id: UUID, person: User) -> tuple[DayMeeting, Side]:
    """With the side on which somebody sits in it. Raises: NotFound."""
    found = db.session.get(DayMeeting, meeting_id)
    side = side_in(person, found) if found is not None else None
    if found is None or side is None or found.state is DayMeetingState.DROPPED:
        raise NotFound(_("There is no such meeting, or it is not yours."))
    return found, side


def link_is_open(meeting: DayMeeting) -> bool:
    return (
        meeting.room_id is None
        and meeting.day.state is MentorDayState.PUBLISHED
        and meeting.starts_at - BEFORE <= now() <= meeting.ends_at + AFTER
    )


def link_of(meeting_id: UUID, person: User) -> str:
    """Where a meeting on video is held, around its time, for its two sides.

    Raises: NotFound, for anybody else, for a meeting in a room, and at any other time.
    """
    meeting, _side = get_own_meeting(meeting_id, person)
    address = video_address(meeting) if link_is_open(meeting) else ""
    if not address:
        raise NotFound(_("There is no link now. It opens ten minutes before the meeting."))
    return address


def video_address(meeting: DayMeeting) -> str:
    """Of the mentor, for this day or in general."""
    query = select(DayMentor.video_url).where(
        DayMentor.day_id == meeting.day_id, DayMentor.mentor_id == meeting.mentor_id
    )
    return db.session.scalar(query) or meeting.mentor.video_url


def may_say(meeting: DayMeeting) -> bool:
    """How it was, from its beginning on and for some days."""
    missed = meeting.state is DayMeetingState.MISSED
    return not missed and meeting.starts_at <= now() <= meeting.ends_at + SAY_WITHIN


def mentors_to_wish(coming: DayStartup) -> list[DayMentor]:
    """Who may be wished for: everybody on the day without a conflict that is known to both. Whoever
    has ruled the startup out is among them, lest their word be seen by its absence."""
    mentors = mentors_of(coming.day)
    known = conflicts_between(
        {each.mentor.user_id for each in mentors}, {coming.startup_id}, but=(ConflictKind.MENTOR,)
    )
    apart = {person for person, _startup in known}
    return [each for each in mentors if each.mentor.user_id not in apart]


def wishes_to_begin_with(coming: DayStartup) -> list[str]:
    """What stands; at first the startup's own ranking in the cohort, as far as they come."""
    if coming.wished_at is not None:
        return list(coming.wishes)
    here = {each.mentor_id for each in mentors_to_wish(coming)}
    words = words_of(coming.day.cohort, startup=coming.startup)
    return [str(word.mentor_id) for word in words if word.rank and word.mentor_id in here]
