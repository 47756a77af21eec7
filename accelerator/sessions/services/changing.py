"""Change what a session is about, or cancel it: one date, or this and all that follow."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select, update

from accelerator.mentors.models import Side
from accelerator.mentors.queries.mentors import mentoring_of
from accelerator.mentors.services.engaging import let_go
from accelerator.sessions import emails
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import MentorSession, MoveState, SessionMove, SessionState
from accelerator.sessions.permissions import can_decide, side_of
from accelerator.sessions.rules.times import is_late
from accelerator.sessions.services.booking import LONGEST_AGENDA, LONGEST_GOAL, MOST_GOALS
from accelerator.sessions.services.office_hours import give_office_hour_back
from accelerator.sessions.services.rooms import give_room_back
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_REASON = 500
#: Where a cohort says nothing.
USUAL_NOTICE = 24


def prepare(
    session: MentorSession, *, by: User, version: int, agenda: str, goals: Sequence[str]
) -> None:
    """Agenda and goals, until the session is over.

    Raises: NotAllowed, NotNow, ChangedMeanwhile, Invalid.
    """
    _hold(session, by=by)
    if session.version != version:
        raise ChangedMeanwhile(_("Somebody else saved first. Please look again."))
    clean = [goal.strip() for goal in goals if goal.strip()]
    too_long = len(clean) > MOST_GOALS or any(len(goal) > LONGEST_GOAL for goal in clean)
    if too_long or len(agenda) > LONGEST_AGENDA:
        sentence = _("At most five goals, each in one short line.")
        raise Invalid(sentence, errors={"goals": [sentence]})
    if (agenda.strip(), clean) != (session.agenda, session.goals):
        session.agenda, session.goals = agenda.strip(), clean
        session.version += 1
        db.session.flush()
        record("session.prepared", session, after={"goals": len(clean)})


def cancel(
    session: MentorSession, *, by: User, reason: str, following: bool = False
) -> list[MentorSession]:
    """Cancel a session, or with `following` all later ones of its series too. Later than the
    cohort's notice it is marked as late. Returns: what was cancelled.

    Raises: NotAllowed, NotNow (over, begun or cancelled already), Invalid (no reason).
    """
    clean = reason_of(reason)
    _hold(session, by=by)
    _still_to_come(session)
    later = following_in_series(session) if following and session.series_id else []
    side = side_of(by, session)
    gone = [session, *later]
    for each in gone:
        call_off(each, side=side, reason=clean)
    emails.is_off(gone, by=by, reason=clean)
    if session.office_hour_id is not None:
        give_office_hour_back(session, side=side, by=by)
    return gone


def call_off(session: MentorSession, *, side: Side | None, reason: str) -> None:
    """Free everybody and the room; who is told, and how, is the caller's."""
    late = is_late(session.starts_at, notice_hours=notice_of(session), now=now())
    session.state, session.cancelled_at = SessionState.CANCELLED, now()
    session.cancelled_side, session.cancel_reason = side, reason
    session.cancelled_late = late and side is not None
    session.ical_sequence += 1
    session.version += 1
    room = None if session.office_hour_id else session.booking
    let_go([session.id])
    void_moves(session)
    db.session.flush()
    give_room_back(room)
    record("session.cancelled", session, after={"late": session.cancelled_late}, reason=reason)


def void_moves(session: MentorSession) -> None:
    """What was asked about its time is settled."""
    open_ones = (SessionMove.session_id == session.id) & (SessionMove.state == MoveState.OPEN)
    db.session.execute(
        update(SessionMove).where(open_ones).values(state=MoveState.VOID, answered_at=now())
    )


def following_in_series(session: MentorSession) -> list[MentorSession]:
    query = select(MentorSession).where(
        MentorSession.series_id == session.series_id,
        MentorSession.starts_at > session.starts_at,
        MentorSession.state == SessionState.BOOKED,
    )
    return list(db.session.scalars(query.order_by(MentorSession.starts_at)))


def end_all(sessions: Iterable[MentorSession], *, reason: str) -> list[UUID]:
    """What is still to come ends with what it belonged to; both sides are told by one mail."""
    gone = list(sessions)
    for each in gone:
        call_off(each, side=None, reason=reason)
    by_pair: dict[tuple[UUID, UUID], list[MentorSession]] = {}
    for each in gone:
        by_pair.setdefault((each.mentor_id, each.startup_id), []).append(each)
    for those in by_pair.values():
        emails.is_off(those, by=None, reason=reason)
    return [each.id for each in gone]


def notice_of(session: MentorSession) -> int:
    mentoring = mentoring_of(session.cohort)
    return USUAL_NOTICE if mentoring is None else mentoring.notice_hours


def reason_of(reason: str) -> str:
    """Raises: Invalid."""
    clean = " ".join(reason.split())[:LONGEST_REASON]
    if len(clean) < 3:
        message = _("Please say why, in a few words. The other side reads it.")
        raise Invalid(message, errors={"reason": [message]})
    return clean


def _hold(session: MentorSession, *, by: User) -> None:
    if not can_decide(by, session):
        raise NotAllowed(_("Only the two sides and the programme's staff decide about this."))
    lock(session)
    if session.state is not SessionState.BOOKED or session.ends_at <= now():
        raise NotNow(_("This session does not stand any more."))


def _still_to_come(session: MentorSession) -> None:
    if session.starts_at <= now():
        raise NotNow(_("It has begun. If somebody does not come, please say so."))
