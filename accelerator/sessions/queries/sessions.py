"""Sessions: one, somebody's, a cohort's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from accelerator.conflicts.queries import conflicted_startups
from accelerator.mentors.models import Mentor, Side
from accelerator.programmes.models import Cohort
from accelerator.sessions.models import (
    MentorSession,
    MoveState,
    SessionFeedback,
    SessionMove,
    SessionSeries,
    SessionState,
)
from accelerator.sessions.permissions import can_see_session
from accelerator.sessions.rules.times import LOOKS_BACK
from accelerator.startups.models import Startup
from accelerator.startups.permissions import LEADS
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Membership, Organisation


class Part(StrEnum):
    """Of somebody's sessions."""

    COMING = "coming"
    #: The other side asks for another time; or it is over, and one's own side has not said how.
    WAITING = "waiting"
    PAST = "past"


@dataclass(frozen=True)
class Sought:
    """What staff look for among a cohort's sessions; empty does not matter. To staff a session is
    coming until it is over, and past from then on, whatever became of it; nobody waits for them."""

    state: SessionState | None = None
    startup_id: UUID | None = None
    mentor_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    part: Part | None = None


def get_session(session_id: UUID, *, seen_by: User) -> MentorSession:
    """Raises: NotFound, also for what is none of this person's business."""
    found = db.session.get(MentorSession, session_id)
    if found is None or not can_see_session(seen_by, found):
        raise NotFound(_("There is no such session."))
    return found


def sessions_of(
    person: User, part: Part, *, text: str = "", cursor: str | None = None, limit: int = 20
) -> Page[MentorSession]:
    """Of the mentor somebody is, and of the startups they belong to: what comes soonest first, what
    is past latest first."""
    query = select(MentorSession).where(_mine(person), _in_part(person, part))
    if text.strip():
        query = query.where(_named(text.strip()))
    return page_of(
        query,
        by=[MentorSession.starts_at, MentorSession.id],
        cursor=cursor,
        limit=limit,
        descending=part is not Part.COMING,
    )


def parts_of(person: User, sessions: Iterable[MentorSession]) -> dict[UUID, Side | None]:
    """On which side somebody sits in each, in one question."""
    inside = set(db.session.scalars(_startups(person)))
    return {
        each.id: Side.MENTOR
        if each.mentor.user_id == person.id
        else (Side.STARTUP if each.startup_id in inside else None)
        for each in sessions
    }


def count_of(person: User, part: Part) -> int:
    query = select(func.count(MentorSession.id)).where(_mine(person), _in_part(person, part))
    return db.session.scalar(query) or 0


def sessions_between(pairing_id: UUID) -> list[MentorSession]:
    """Of a pair, the newest first."""
    query = select(MentorSession).where(MentorSession.pairing_id == pairing_id)
    return list(db.session.scalars(query.order_by(MentorSession.starts_at.desc())))


def sessions_in(cohort: Cohort, *, seen_by: User, sought: Sought) -> Select[MentorSession]:
    """Of a cohort, for its staff: without startups that they have a conflict with."""
    query = select(MentorSession).where(
        MentorSession.cohort_id == cohort.id,
        MentorSession.startup_id.not_in(conflicted_startups(seen_by.id)),
    )
    if sought.state is not None:
        query = query.where(MentorSession.state == sought.state)
    if sought.startup_id is not None:
        query = query.where(MentorSession.startup_id == sought.startup_id)
    if sought.mentor_id is not None:
        query = query.where(MentorSession.mentor_id == sought.mentor_id)
    if sought.since is not None:
        query = query.where(MentorSession.starts_at >= sought.since)
    if sought.until is not None:
        query = query.where(MentorSession.starts_at < sought.until)
    if sought.part is not None:
        is_coming = MentorSession.ends_at > now()
        query = query.where(is_coming if sought.part is Part.COMING else ~is_coming)
    return query


def page_in(
    cohort: Cohort, *, seen_by: User, sought: Sought, cursor: str | None = None, limit: int = 30
) -> Page[MentorSession]:
    """What comes, the soonest first; what is past and all of them, the latest first."""
    return page_of(
        sessions_in(cohort, seen_by=seen_by, sought=sought),
        by=[MentorSession.starts_at, MentorSession.id],
        cursor=cursor,
        limit=limit,
        descending=sought.part is not Part.COMING,
    )


def names_in(cohort: Cohort, *, seen_by: User) -> tuple[list[Startup], list[Mentor]]:
    """Who has sessions in a cohort, by name, for a filter."""
    seen = sessions_in(cohort, seen_by=seen_by, sought=Sought()).subquery()
    startups = select(Startup).where(Startup.id.in_(select(seen.c.startup_id)))
    mentors = select(Mentor).where(Mentor.id.in_(select(seen.c.mentor_id)))
    return (
        sorted(db.session.scalars(startups).unique(), key=lambda each: each.name),
        sorted(db.session.scalars(mentors).unique(), key=lambda each: each.name),
    )


def open_move(session: MentorSession) -> SessionMove | None:
    query = select(SessionMove).where(
        SessionMove.session_id == session.id, SessionMove.state == MoveState.OPEN
    )
    return db.session.scalar(query)


def get_move(session: MentorSession, move_id: UUID) -> SessionMove:
    """Raises: NotFound."""
    found = db.session.get(SessionMove, move_id)
    if found is None or found.session_id != session.id:
        raise NotFound(_("Nobody has asked for that."))
    return found


def open_moves(sessions: Iterable[MentorSession]) -> dict[UUID, SessionMove]:
    """By session."""
    query = select(SessionMove).where(
        SessionMove.session_id.in_([each.id for each in sessions]),
        SessionMove.state == MoveState.OPEN,
    )
    return {move.session_id: move for move in db.session.scalars(query)}


def series_of(session: MentorSession) -> tuple[SessionSeries, int, int] | None:
    """The series, which of its dates this is, and how many it has."""
    if session.series_id is None:
        return None
    series = db.session.get_one(SessionSeries, session.series_id)
    query = select(MentorSession.id).where(MentorSession.series_id == series.id)
    ids = list(db.session.scalars(query.order_by(MentorSession.starts_at)))
    return series, ids.index(session.id) + 1, len(ids)


def _mine(person: User) -> ColumnElement[bool]:
    return or_(
        MentorSession.mentor_id.in_(_as_mentor(person)),
        MentorSession.startup_id.in_(_startups(person)),
    )


def _as_mentor(person: User) -> Select[UUID]:
    return select(Mentor.id).where(Mentor.user_id == person.id)


def _startups(person: User, *, led: bool = False) -> Select[UUID]:
    query = (
        select(Startup.id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(Membership.user_id == person.id, Membership.left_at.is_(None))
    )
    return query.where(Membership.role.in_(LEADS)) if led else query


def _in_part(person: User, part: Part) -> ColumnElement[bool]:
    if part is Part.COMING:
        return and_(MentorSession.state == SessionState.BOOKED, MentorSession.ends_at > now())
    if part is Part.PAST:
        return or_(MentorSession.state != SessionState.BOOKED, MentorSession.ends_at <= now())
    sides = (
        (Side.MENTOR, MentorSession.mentor_id.in_(_as_mentor(person)), Side.STARTUP),
        (Side.STARTUP, MentorSession.startup_id.in_(_startups(person, led=True)), Side.MENTOR),
    )
    return or_(*(and_(mine, or_(_asked_by(other), _not_said(side))) for side, mine, other in sides))


def _asked_by(side: Side) -> ColumnElement[bool]:
    return and_(
        MentorSession.state == SessionState.BOOKED,
        MentorSession.starts_at > now(),
        exists().where(
            SessionMove.session_id == MentorSession.id,
            SessionMove.state == MoveState.OPEN,
            SessionMove.side == side,
        ),
    )


def _not_said(side: Side) -> ColumnElement[bool]:
    return and_(
        MentorSession.state.in_((SessionState.BOOKED, SessionState.HELD, SessionState.UNKNOWN)),
        MentorSession.ends_at <= now(),
        MentorSession.ends_at > now() - LOOKS_BACK,
        ~exists().where(
            SessionFeedback.session_id == MentorSession.id, SessionFeedback.side == side
        ),
    )


def _named(text: str) -> ColumnElement[bool]:
    """A startup or mentor of that name, or an agenda that speaks of it."""
    startups = (
        select(Startup.id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .where(Organisation.name.icontains(text, autoescape=True))
    )
    mentors = (
        select(Mentor.id)
        .join(User, User.id == Mentor.user_id)
        .where(User.name.icontains(text, autoescape=True))
    )
    return or_(
        MentorSession.startup_id.in_(startups),
        MentorSession.mentor_id.in_(mentors),
        MentorSession.agenda.icontains(text, autoescape=True),
    )
