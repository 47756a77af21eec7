"""The names of what learning, the register and one's calendar record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "assignment.handed-in": _l("handed in work"),
    "assignment.marked": _l("marked the work"),
    "attendance-report.taken": _l("read in a report of the video room"),
    "attendance-report.taken-back": _l("took a report of the video room back"),
    "attendance.counted": _l("counted the minutes in a session"),
    "attendance.named": _l("said who somebody in a report was"),
    "calendar-link.ended": _l("ended the address of the calendar"),
    "calendar-link.made": _l("made an address for the calendar"),
    "check-in-code.made": _l("showed a code to check in"),
    "class-feedback.given": _l("said how the class was"),
    "class-post.edited": _l("changed what was written"),
    "class-post.hidden": _l("hid what was written"),
    "class-post.shown-again": _l("showed again what was written"),
    "class-post.written": _l("wrote in the discussion"),
    "class.announced": _l("told the class"),
    "lesson.done": _l("read the lesson"),
    "lesson.opened": _l("opened the lesson"),
    "offline-kit.made": _l("took the offline kit along"),
    "offline-kit.returned": _l("sent answers from the offline kit"),
    "quiz.handed-in": _l("handed in the quiz"),
    "quiz.saved": _l("saved answers to the quiz"),
    "quiz.started": _l("began the quiz"),
}
FIELDS: dict[str, Any] = {
    "answered": _l("answered"),
    "lines": _l("lines"),
    "minutes": _l("minutes"),
    "passed": _l("passed"),
    "points": _l("points"),
    "possible": _l("points possible"),
}
SUBJECTS: dict[str, Any] = {
    "attendance_reports": _l("report of the video room"),
    "attendances": _l("register"),
    "calendar_links": _l("address of the calendar"),
    "check_in_codes": _l("code to check in"),
    "class_announcements": _l("announcement"),
    "class_feedback": _l("feedback"),
    "class_posts": _l("discussion"),
    "lessons_done": _l("lesson"),
    "offline_kits": _l("offline kit"),
    "quiz_attempts": _l("quiz"),
    "submissions": _l("work"),
}
STATES: dict[str, Any] = {}
