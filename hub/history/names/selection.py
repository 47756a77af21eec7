"""The names of what selection record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "acceptance.made": _l("agreed to what the place asks"),
    "application.moved-up": _l("moved up from the waiting list"),
    "application.told": _l("told the team the decision"),
    "decision.line-ordered": _l("put the waiting list into another order"),
    "decision.made": _l("decided about the application"),
    "decision.taken-back": _l("took the decision back"),
    "feedback.edited": _l("edited the feedback"),
    "feedback.gathered": _l("gathered the readers' feedback"),
    "feedback.published": _l("gave the team its feedback"),
    "release.cancelled": _l("put the release away"),
    "release.letters-changed": _l("changed the letters"),
    "release.prepared": _l("prepared the release"),
    "release.released": _l("released the decisions"),
    "release.started": _l("started a release"),
    "release.taken-back": _l("took the prepared release back"),
}
FIELDS: dict[str, Any] = {
    "accept": _l("accepted"),
    "agreement": _l("version of the agreement"),
    "conditional": _l("accepted with a condition"),
    "conditions": _l("condition"),
    "correction": _l("why it is corrected"),
    "line": _l("in line"),
    "mails": _l("mails"),
    "note": _l("note"),
    "notes": _l("notes"),
    "outcome": _l("outcome"),
    "reason_codes": _l("reasons"),
    "reject": _l("turned down"),
    "told": _l("told"),
    "waitlist": _l("on the waiting list"),
    "without_feedback": _l("without feedback"),
}
SUBJECTS: dict[str, Any] = {
    "acceptances": _l("agreement"),
    "decisions": _l("decision"),
    "feedbacks": _l("feedback"),
    "releases": _l("release"),
}
STATES: dict[str, Any] = {
    "accept": _l("accept"),
    "cancelled": _l("put away"),
    "conditional": _l("accept with a condition"),
    "edited": _l("edited"),
    "prepared": _l("prepared"),
    "published": _l("published"),
    "reject": _l("turn down"),
    "rejected": _l("turned down"),
    "released": _l("released"),
    "waitlist": _l("waiting list"),
    "waitlisted": _l("on the waiting list"),
}
