"""Notes and feedback, as far as a reader may know them; hours that were given."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.mentors.models import Mentor, MentorPlaces, Side
from accelerator.programmes.models import Cohort
from accelerator.sessions.models import (
    MentorSession,
    SessionFeedback,
    SessionNote,
    SessionState,
)
from accelerator.sessions.permissions import (
    can_manage_session,
    can_read_note,
    part_of,
    side_of,
)
from accelerator.sessions.queries.sessions import Sought, sessions_in
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall


def notes_of(session: MentorSession, *, seen_by: User) -> list[SessionNote]:
    """What the reader may read, oldest first."""
    part, is_staff = part_of(seen_by, session), can_manage_session(seen_by, session)
    query = select(SessionNote).where(SessionNote.session_id == session.id)
    return [
        note
        for note in db.session.scalars(query.order_by(SessionNote.made_at, SessionNote.id))
        if can_read_note(seen_by, note, part=part, is_staff=is_staff)
    ]


def get_note(session: MentorSession, note_id: UUID, *, by: User) -> SessionNote:
    """One of somebody's own, to change. Raises: NotFound."""
    found = db.session.get(SessionNote, note_id)
    if found is None or found.session_id != session.id or found.author_id != by.id:
        raise NotFound(_("There is no such note."))
    return found


@dataclass(frozen=True)
class FeedbackSeen:
    """What a reader may know of both sides' feedback: staff all of it, a side its own; of the
    other side only that next step, which both agreed on."""

    given: dict[Side, SessionFeedback]
    next_steps: dict[Side, str]


def feedback_of(session: MentorSession, *, seen_by: User) -> FeedbackSeen:
    query = select(SessionFeedback).where(SessionFeedback.session_id == session.id)
    rows = {each.side: each for each in db.session.scalars(query)}
    steps = {side: each.next_step for side, each in rows.items() if each.next_step}
    if can_manage_session(seen_by, session):
        return FeedbackSeen(rows, steps)
    own = side_of(seen_by, session)
    return FeedbackSeen({side: each for side, each in rows.items() if side is own}, steps)


def has_said(session: MentorSession, side: Side) -> bool:
    """Whether a side has said how it was, and so was there."""
    query = select(SessionFeedback.id).where(
        SessionFeedback.session_id == session.id, SessionFeedback.side == side
    )
    return db.session.scalar(query) is not None


def ratings_in(cohort: Cohort) -> dict[tuple[UUID, UUID], list[int]]:
    """(startup, mentor) to how useful both found their sessions, for the matching."""
    query = (
        select(MentorSession.startup_id, MentorSession.mentor_id, SessionFeedback.useful)
        .join(SessionFeedback, SessionFeedback.session_id == MentorSession.id)
        .where(MentorSession.cohort_id == cohort.id)
        .order_by(SessionFeedback.id)
    )
    found: dict[tuple[UUID, UUID], list[int]] = defaultdict(list)
    for startup_id, mentor_id, useful in db.session.execute(query):
        found[startup_id, mentor_id].append(useful)
    return dict(found)


@dataclass
class Given:
    """What a mentor has given a cohort."""

    mentor: Mentor
    organisation: str
    sessions: int = 0
    minutes: int = 0
    missed: int = 0

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 2)


def hours_given(cohort: Cohort, *, seen_by: User) -> list[Given]:
    """By mentor, most first: what was held. Startups that the reader has a conflict with do not
    count."""
    query = sessions_in(cohort, seen_by=seen_by, sought=Sought()).where(
        MentorSession.state.in_((SessionState.HELD, SessionState.MISSED))
    )
    houses = select(MentorPlaces).where(MentorPlaces.cohort_id == cohort.id)
    of_mentor = {
        each.mentor_id: each.organisation.name
        for each in db.session.scalars(houses)
        if each.organisation is not None
    }
    found: dict[UUID, Given] = {}
    for session in db.session.scalars(query).unique():
        row = found.setdefault(
            session.mentor_id, Given(session.mentor, of_mentor.get(session.mentor_id, ""))
        )
        if session.state is SessionState.HELD:
            row.sessions += 1
            row.minutes += session.slot.length // timedelta(minutes=1)
        elif session.missed_by is Side.MENTOR:
            row.missed += 1
    return sorted(found.values(), key=lambda each: (-each.minutes, each.mentor.name))


def by_house(rows: list[Given]) -> list[tuple[str, int, int]]:
    """(organisation, sessions, minutes), most first; mentors of their own come under "" ."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        totals[row.organisation][0] += row.sessions
        totals[row.organisation][1] += row.minutes
    found = [(name, sessions, minutes) for name, (sessions, minutes) in totals.items()]
    return sorted(found, key=lambda each: (-each[2], each[0]))


def hours_columns() -> dict[str, str]:
    return {
        "mentor": _("Mentor"),
        "organisation": _("Organisation"),
        "sessions": _("Sessions held"),
        "hours": _("Hours"),
        "missed": _("Missed by the mentor"),
    }


def hours_rows(rows: list[Given]) -> Iterator[list[Any]]:
    for row in rows:
        yield [row.mentor.name, row.organisation, row.sessions, row.hours, row.missed]


def session_columns() -> dict[str, str]:
    """Of the staff's export: no notes, no feedback, no links."""
    return {
        "id": _("Id"),
        "startup": _("Startup"),
        "mentor": _("Mentor"),
        "kind": _("Kind"),
        "state": _("State"),
        "starts_at": _("Start"),
        "minutes": _("Minutes"),
        "place": _("Where"),
        "missed_by": _("Missed by"),
        "cancelled_by": _("Cancelled by"),
        "cancelled_late": _("Cancelled late"),
    }


def session_rows(sessions: list[MentorSession]) -> Iterator[list[Any]]:
    for each in sessions:
        booking = each.booking
        yield [
            str(each.id),
            each.startup.name,
            each.mentor.name,
            str(each.kind),
            str(each.state),
            f"{to_wall(each.starts_at, each.zone):%Y-%m-%dT%H:%M} {each.zone}",
            each.slot.length // timedelta(minutes=1),
            booking.space.name if booking else "",
            str(each.missed_by or ""),
            str(each.cancelled_side or ""),
            each.cancelled_late,
        ]
