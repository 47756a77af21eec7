"""What we write about sessions and office hours."""

from accelerator.sessions.emails.invitations import is_off, series_stands, stands
from accelerator.sessions.emails.news import (
    ask_how_it_was,
    missed,
    move_asked,
    move_declined,
    remind,
)

__all__ = [
    "ask_how_it_was",
    "is_off",
    "missed",
    "move_asked",
    "move_declined",
    "remind",
    "series_stands",
    "stands",
]
