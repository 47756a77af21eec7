"""Sessions by id, and somebody's own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.ids import hashed
from hub.core.pagination import Page, page_of
from hub.learning.classes.models import ClassRun, ClassSession, RunInstructor, RunState
from hub.learning.classes.permissions import can_see_run
from hub.learning.enrolments.models import Enrolment
from hub.learning.joining.models import CalendarLink
from hub.places.models import Place
from hub.places.rules.steps import PlaceState


def get_class_session(session_id: UUID, *, seen_by: User | None) -> ClassSession:
    """Raises: NotFound, also for one of a class that nobody may know of yet."""
    session = db.session.get(ClassSession, session_id)
    if session is None or not can_see_run(seen_by, session.run):
        raise NotFound(_("There is no such class session."))
    return session


def coming_sessions(
    person: User, *, cursor: str | None = None, limit: int = 20
) -> Page[ClassSession]:
    """Of classes in which somebody has a place, or which they teach; the next first."""
    query = select(ClassSession).where(
        _own(person), ClassSession.ends_at > now(), ClassSession.cancelled_at.is_(None)
    )
    return page_of(query, by=(ClassSession.starts_at, ClassSession.id), cursor=cursor, limit=limit)


def sessions_since(person: User, since: datetime) -> list[ClassSession]:
    """All of somebody's own from then on, also cancelled ones, for a calendar."""
    query = (
        select(ClassSession)
        .where(_own(person), ClassSession.ends_at > since)
        .order_by(ClassSession.starts_at, ClassSession.id)
    )
    return list(db.session.scalars(query))


def live_link(person: User) -> CalendarLink | None:
    query = select(CalendarLink).where(
        CalendarLink.user_id == person.id, CalendarLink.ended_at.is_(None)
    )
    return db.session.scalars(query.order_by(CalendarLink.made_at.desc())).first()


def link_by_token(token: str) -> CalendarLink | None:
    query = select(CalendarLink).where(
        CalendarLink.token_hash == hashed(token), CalendarLink.ended_at.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def _own(person: User) -> ColumnElement[bool]:
    holds = (
        exists()
        .where(
            Enrolment.run_id == ClassSession.run_id,
            Enrolment.user_id == person.id,
            Enrolment.ended_at.is_(None),
            Place.id == Enrolment.place_id,
            Place.state == PlaceState.CONFIRMED,
        )
        .correlate(ClassSession)
    )
    teaches = (
        exists()
        .where(
            RunInstructor.run_id == ClassSession.run_id,
            RunInstructor.user_id == person.id,
            RunInstructor.left_at.is_(None),
        )
        .correlate(ClassSession)
    )
    shown = (
        exists()
        .where(ClassRun.id == ClassSession.run_id, ClassRun.state != RunState.DRAFT)
        .correlate(ClassSession)
    )
    return and_(or_(holds, teaches), shown)
