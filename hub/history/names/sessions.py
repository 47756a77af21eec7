"""The names of what sessions record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "care.closed": _l("closed the case"),
    "care.found": _l("found that a pair needs help"),
    "care.noted": _l("noted what was done"),
    "care.settled": _l("it has settled; the case closed by itself"),
    "care.written": _l("wrote to both sides"),
    "certificate.issued": _l("issued the certificate"),
    "certificate.renewed": _l("brought the certificate up to date"),
    "certificate.restored": _l("made the certificate valid again"),
    "certificate.withdrawn": _l("withdrew the certificate"),
    "office-hour.cancelled": _l("cancelled an office hour"),
    "office-hour.limit-set": _l("set how many office hours a startup may have"),
    "office-hour.opened": _l("opened an office hour"),
    "session.booked": _l("booked the session"),
    "session.cancelled": _l("cancelled the session"),
    "session.checked-in": _l("was there"),
    "session.held": _l("the session took place"),
    "session.missed": _l("noted that the other side did not come"),
    "session.move-asked": _l("asked for another time"),
    "session.move-declined": _l("kept the time"),
    "session.moved": _l("moved the session"),
    "session.not-known": _l("nobody has said whether it took place"),
    "session.prepared": _l("changed agenda and goals"),
    "session.room-gone": _l("the room was given back"),
    "session-feedback.given": _l("said how the session was"),
    "session-note.changed": _l("changed a note"),
    "session-note.written": _l("wrote a note"),
    "session-series.booked": _l("booked a series of sessions"),
    "thanks.written": _l("wrote a word of thanks"),
}
FIELDS: dict[str, Any] = {
    "goals": _l("goals"),
    "late": _l("late"),
    "mentor_days": _l("mentor days"),
    "office_hours": _l("office hours"),
    "sessions": _l("sessions"),
    "sight": _l("read by"),
    "skipped": _l("not to be had"),
    "startups": _l("startups"),
}
SUBJECTS: dict[str, Any] = {
    "care_cases": _l("pair that needs help"),
    "mentor_certificates": _l("certificate of a mentor"),
    "mentor_sessions": _l("session"),
    "mentor_thanks": _l("word of thanks"),
    "office_hour_limits": _l("limit of office hours"),
    "office_hours": _l("office hour"),
    "session_feedbacks": _l("feedback"),
    "session_notes": _l("note"),
    "session_series": _l("series of sessions"),
}
STATES: dict[str, Any] = {
    "low-feedback": _l("low feedback"),
    "missed": _l("missed"),
    "never-met": _l("never met"),
    "private": _l("the author alone"),
    "programme": _l("the programme's staff"),
    "shared": _l("both sides"),
    "silence": _l("silence"),
    "unknown": _l("not known"),
}
