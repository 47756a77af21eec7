"""What interviews do about facts from below."""

from sqlalchemy import select

from accelerator.applications.facts import ApplicationWithdrawn
from accelerator.interviews.models import DayState, InterviewDay, Invited
from accelerator.interviews.services.holding import tell_team
from hub.core.database import db


def withdrawn(fact: ApplicationWithdrawn) -> None:
    """Its time is free for others, and goes from the team's calendar. The jurors see it on their
    page at once, and hear of it with the next change by staff."""
    query = (
        select(Invited)
        .join(InterviewDay, InterviewDay.id == Invited.day_id)
        .where(Invited.application_id == fact.application_id, InterviewDay.state != DayState.DONE)
    )
    for invited in db.session.scalars(query).unique():
        invited.day.version += 1
        if invited.meeting is not None:
            db.session.delete(invited.meeting)
            db.session.flush()
            db.session.expire(invited, ["meeting"])
            tell_team(invited)
    db.session.flush()
