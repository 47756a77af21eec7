"""What happens to mentors' hours by the clock. Safe to run twice."""

from accelerator.mentors.services.looking import due, look, note
from hub.core.clock import now
from hub.core.database import db, transaction


def look_at_calendars() -> str:
    """Read the calendars elsewhere whose time has come; no transaction is open while the network
    takes its time."""
    waiting = due()
    db.session.rollback()
    troubled = 0
    for calendar in waiting:
        seen = look(calendar, at=now())
        troubled += bool(seen.trouble)
        with transaction():
            note(calendar, seen)
    return f"looked at {len(waiting)} calendars, {troubled} could not be read"
