"""The names of what applications record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "application.answered-for": _l("wrote an answer for the team"),
    "application.begun": _l("began the application"),
    "application.comment-settled": _l("settled a comment"),
    "application.commented": _l("wrote a comment"),
    "application.handed-over": _l("handed the application over"),
    "application.invitation-declined": _l("declined the invitation"),
    "application.invitation-taken-back": _l("took the invitation back"),
    "application.invited": _l("sent an invitation"),
    "application.invited-again": _l("sent the invitation again"),
    "application.member-joined": _l("joined the team"),
    "application.member-left": _l("left the team"),
    "application.member-removed": _l("removed a member"),
    "application.moved": _l("moved the draft to the new form"),
    "application.role-changed": _l("gave a member another part"),
    "application.submitted": _l("handed in the application"),
    "application.answered": _l("answered our question"),
    "application.asked": _l("asked the team for more"),
    "application.double-judged": _l("said whether two applications are the same"),
    "application.erased": _l("erased the personal answers"),
    "application.extended": _l("gave the team more time"),
    "application.request-closed": _l("went on without an answer"),
    "application.screened": _l("screened the application"),
    "application.screening-undone": _l("undid the screening"),
    "application.withdrawn": _l("withdrew the application"),
}
FIELDS: dict[str, Any] = {
    "answer": _l("Answer"),
    "cohort": _l("Cohort"),
    "double": _l("the same"),
    "other": _l("the other one"),
    "question": _l("Question"),
    "questions": _l("questions"),
    "reasons": _l("reasons"),
    "revision": _l("Revision"),
    "sha256": _l("Fingerprint"),
    "startup": _l("Startup"),
    "timing": _l("Deadline"),
}
SUBJECTS: dict[str, Any] = {"applications": _l("Application")}
STATES: dict[str, Any] = {
    "draft": _l("Draft"),
    "eligible": _l("Eligible"),
    "extended": _l("Within the extension"),
    "grace": _l("In the grace period"),
    "ineligible": _l("Not eligible"),
    "late": _l("Late"),
    "more-info": _l("Asked for more"),
    "on-time": _l("On time"),
    "submitted": _l("Handed in"),
    "withdrawn": _l("Withdrawn"),
    "comment": _l("Comments"),
    "edit": _l("Writes"),
    "view": _l("Reads along"),
}
