"""The names of what classes record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "class.audience-set": _l("said for whom the class is"),
    "class.cancelled": _l("cancelled the class"),
    "class.changed": _l("changed the class"),
    "class.copied": _l("copied the class"),
    "class.entry-set": _l("set how one gets a place"),
    "class.instructor-added": _l("added an instructor"),
    "class.instructor-changed": _l("changed what the page says of an instructor"),
    "class.instructor-removed": _l("removed an instructor"),
    "class.made": _l("made the class"),
    "class.published": _l("published the class"),
    "class.syllabus-taken": _l("took the newest syllabus"),
    "class-session.cancelled": _l("cancelled the session"),
    "class-session.changed": _l("changed the session"),
    "class-session.moved": _l("moved the session"),
    "class-session.planned": _l("planned the session"),
    "class-session.recording-set": _l("gave or took away the recording"),
    "class-session.room-gone": _l("the room was given back"),
}
FIELDS: dict[str, Any] = {
    "course": _l("course"),
    "entry": _l("entry"),
    "from": _l("from"),
    "has": _l("is there"),
    "is_required": _l("required"),
    "new_key": _l("new key"),
    "provider": _l("video room"),
    "run": _l("class"),
    "syllabus": _l("syllabus"),
    "video_room": _l("video room"),
}
SUBJECTS: dict[str, Any] = {
    "class_runs": _l("class"),
    "class_sessions": _l("session of a class"),
    "run_instructors": _l("instructor"),
}
STATES: dict[str, Any] = {
    "draft": _l("draft"),
    "published": _l("published"),
    "online": _l("online"),
    "in-space": _l("on site"),
    "hybrid": _l("on site and online"),
}
