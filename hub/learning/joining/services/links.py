"""The secret address of one's calendar."""

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.ids import hashed, new_secret
from hub.history.services import record
from hub.learning.joining.models import CalendarLink
from hub.learning.joining.queries.sessions import live_link


def make_link(person: User) -> str:
    """A new address, shown this once; the one before ends. Returns the secret in it."""
    end_link(person)
    secret = new_secret()
    link = CalendarLink(user_id=person.id, token_hash=hashed(secret))
    db.session.add(link)
    db.session.flush()
    record("calendar-link.made", link)
    return secret


def end_link(person: User) -> bool:
    """Whether there was one."""
    link = live_link(person)
    if link is None:
        return False
    link.ended_at = now()
    db.session.flush()
    record("calendar-link.ended", link)
    return True
