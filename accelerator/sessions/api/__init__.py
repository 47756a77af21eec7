"""Sessions and office hours by API."""

from accelerator.sessions.api import after, moving, office_hours, sessions
from accelerator.sessions.api.groups import of_office_hours, of_sessions

__all__ = ["after", "moving", "of_office_hours", "of_sessions", "office_hours", "sessions"]
