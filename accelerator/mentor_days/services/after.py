"""During the day and right after: whether they met, and how it was."""

from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.facts import DayFeedbackGiven
from accelerator.mentor_days.models import (
    TOLD,
    DayFeedback,
    DayMeeting,
    DayMeetingState,
)
from accelerator.mentor_days.permissions import can_change_meeting, side_in
from accelerator.mentor_days.queries.mine import may_say
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NOTE = 500


def mark(meeting: DayMeeting, *, held: bool, by: User) -> None:
    """Held or missed, by staff or by either side, from its beginning on.

    Raises: NotAllowed, MentorDayMoved.
    """
    if side_in(by, meeting) is None and not can_change_meeting(by, meeting):
        raise NotAllowed(_("This meeting is not yours."))
    lock(meeting)
    if meeting.day.state not in TOLD or meeting.state is DayMeetingState.DROPPED:
        raise MentorDayMoved(_("The day has moved on. Please look again."))
    if meeting.starts_at > now():
        raise MentorDayMoved(_("This meeting has not begun yet."))
    state = DayMeetingState.HELD if held else DayMeetingState.MISSED
    if meeting.state is not state:
        before, meeting.state = meeting.state, state
        db.session.flush()
        record("day-meeting.marked", meeting, before={"state": before}, after={"state": state})


def say(meeting: DayMeeting, rating: int, *, note: str = "", by: User) -> DayFeedback:
    """How it was, for one side; said again, it replaces what was said. Only that side reads it, and
    the matching. Whoever says how a meeting was has had it.

    Raises: NotAllowed, MentorDayMoved, Invalid.
    """
    side = side_in(by, meeting)
    if side is None:
        raise NotAllowed(_("This meeting is not yours."))
    lock(meeting)
    if not 1 <= rating <= 5:
        sentence = _("From %(least)s to %(most)s.", least=1, most=5)
        raise Invalid(sentence, errors={"rating": [sentence]})
    if meeting.state is DayMeetingState.DROPPED or not may_say(meeting):
        raise MentorDayMoved(_("How it was can be said from its beginning, for seven days."))
    found = db.session.query(DayFeedback).filter_by(meeting_id=meeting.id, side=side).first()
    said = found or DayFeedback(meeting_id=meeting.id, side=side)
    said.rating, said.note = rating, note.strip()[:LONGEST_NOTE]
    said.given_by_id, said.given_at = by.id, now()
    db.session.add(said)
    if meeting.state is DayMeetingState.PLANNED:
        meeting.state = DayMeetingState.HELD
    db.session.flush()
    # That it was said; what was said is theirs.
    record("day-meeting.said", meeting, after={"side": side})
    announce(DayFeedbackGiven(meeting.day.cohort_id, meeting.startup_id, meeting.mentor_id))
    return said
