"""Sessions of mentors and startups, and what comes before and after them."""

from accelerator.sessions.models.after import (
    CareCase,
    OfficeHour,
    OfficeHourLimit,
    SessionFeedback,
)
from accelerator.sessions.models.sessions import (
    MentorSession,
    MoveState,
    NoteSight,
    SessionKind,
    SessionMove,
    SessionNote,
    SessionSeries,
    SessionState,
)
from accelerator.sessions.models.thanks import MentorCertificate, MentorThanks

__all__ = [
    "CareCase",
    "MentorCertificate",
    "MentorSession",
    "MentorThanks",
    "MoveState",
    "NoteSight",
    "OfficeHour",
    "OfficeHourLimit",
    "SessionFeedback",
    "SessionKind",
    "SessionMove",
    "SessionNote",
    "SessionSeries",
    "SessionState",
]
