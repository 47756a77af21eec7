"""What people write down of a session, and what both sides say of it afterwards.

History keeps that something was written, on the note itself, and never what.
"""

from dataclasses import dataclass

from sqlalchemy import select

from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import (
    MentorSession,
    NoteSight,
    SessionFeedback,
    SessionNote,
    SessionState,
)
from accelerator.sessions.permissions import can_manage_session, part_of, side_of
from accelerator.sessions.rules.times import LOOKS_BACK
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NOTE = 10_000


@dataclass(frozen=True)
class Said:
    """Two minutes of one side. `useful` 1 to 5; `text` is read by staff, `next_step` by both."""

    useful: int
    would_meet_again: bool
    text: str = ""
    next_step: str = ""


def write_note(session: MentorSession, text: str, *, sight: NoteSight, by: User) -> SessionNote:
    """By everybody who sits there, and by staff, whose private notes are theirs alone too.

    Raises: NotAllowed, Invalid.
    """
    if part_of(by, session) is None and not can_manage_session(by, session):
        raise NotAllowed(_("This is somebody else's session."))
    note = SessionNote(session=session, author=by, sight=sight, text=_clean(text))
    db.session.add(note)
    db.session.flush()
    record("session-note.written", note, after={"sight": sight})
    return note


def change_note(
    note: SessionNote, text: str, *, sight: NoteSight, by: User, version: int
) -> SessionNote:
    """By its author alone; what it said before is kept. Raises: NotAllowed, ChangedMeanwhile,
    Invalid."""
    if note.author_id != by.id:
        raise NotAllowed(_("Only who wrote it changes it."))
    clean = _clean(text)
    lock(note)
    if note.version != version:
        raise ChangedMeanwhile(_("You have saved this elsewhere meanwhile. Please look again."))
    if (clean, sight) == (note.text, note.sight):
        return note
    was = {"version": note.version, "text": note.text, "until": now().isoformat()}
    before = note.sight
    note.earlier, note.text, note.sight = [*note.earlier, was], clean, sight
    note.version += 1
    db.session.flush()
    record("session-note.changed", note, before={"sight": before}, after={"sight": sight})
    return note


def give_feedback(session: MentorSession, said: Said, *, by: User) -> SessionFeedback:
    """Of one side, once, from the end on. Who says how it was, says that it was.

    Raises: NotAllowed, NotNow (not over, too long ago, given already), Invalid.
    """
    side = side_of(by, session)
    if side is None:
        raise NotAllowed(_("Only the two sides say how it was."))
    _check(said)
    lock(session)
    if not is_asked(session):
        raise NotNow(_("Feedback is given after the end, for two weeks."))
    given = select(SessionFeedback.id).where(
        SessionFeedback.session_id == session.id, SessionFeedback.side == side
    )
    if db.session.scalar(given) is not None:
        raise NotNow(_("Your side has said how it was. Thank you."))
    feedback = SessionFeedback(
        session=session,
        side=side,
        useful=said.useful,
        would_meet_again=said.would_meet_again,
        text=said.text.strip(),
        next_step=said.next_step.strip(),
        given_by=by,
    )
    db.session.add(feedback)
    if session.state is not SessionState.HELD:
        session.state = SessionState.HELD
        session.version += 1
        record("session.held", session)
    db.session.flush()
    record("session-feedback.given", feedback, after={"side": side})
    return feedback


def is_asked(session: MentorSession) -> bool:
    """Whether it is time to say how it was."""
    states = (SessionState.BOOKED, SessionState.HELD, SessionState.UNKNOWN)
    return session.state in states and session.ends_at <= now() < session.ends_at + LOOKS_BACK


def _clean(text: str) -> str:
    clean = text.strip()
    if not 0 < len(clean) <= LONGEST_NOTE:
        sentence = _("Please write something, up to 10,000 characters.")
        raise Invalid(sentence, errors={"text": [sentence]})
    return clean


def _check(said: Said) -> None:
    if not 1 <= said.useful <= 5:
        sentence = _("Please choose from 1 to 5.")
        raise Invalid(sentence, errors={"useful": [sentence]})
    if len(said.text) > 1000 or len(said.next_step) > 300:
        sentence = _("Please use fewer words.")
        raise Invalid(sentence, errors={"text": [sentence]})
