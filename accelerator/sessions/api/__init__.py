"""Sessions, office hours, care for pairs and thanks to mentors by API."""

from accelerator.sessions.api import after, care, moving, office_hours, sessions, thanks
from accelerator.sessions.api.groups import of_care, of_office_hours, of_sessions

__all__ = [
    "after",
    "care",
    "moving",
    "of_care",
    "of_office_hours",
    "of_sessions",
    "office_hours",
    "sessions",
    "thanks",
]
