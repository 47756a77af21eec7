"""The names of what participations record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "check-in.changed": _l("changed the month's numbers"),
    "check-in.read": _l("read the month's numbers"),
    "check-in.submitted": _l("reported the month"),
    "cohort.demo-day-ordered": _l("put the demo day in order"),
    "cohort.metric-added": _l("began to follow a number"),
    "cohort.metric-ended": _l("stopped following a number"),
    "cohort.perk-added": _l("added a perk"),
    "cohort.perk-ended": _l("ended a perk"),
    "cohort.task-added": _l("added a task"),
    "participation.commented": _l("wrote a comment"),
    "participation.agreed": _l("accepted the agreement"),
    "participation.begun": _l("joined the cohort"),
    "participation.ended": _l("left the cohort"),
    "participation.moved": _l("moved the startup on"),
    "participation.task-done": _l("finished a task"),
    "participation.task-undone": _l("took a finished task back"),
    "milestone.added": _l("set a milestone"),
    "milestone.reached": _l("reached a milestone"),
    "milestone.verified": _l("confirmed a milestone"),
    "goal.set": _l("set a goal"),
    "goal.changed": _l("updated a goal"),
    "perk.claimed": _l("took a perk"),
    "follow-up.answered": _l("told what became of it"),
}
FIELDS: dict[str, Any] = {
    "agreement": _l("agreement"),
    "goal": _l("goal"),
    "metric": _l("number"),
    "milestone": _l("milestone"),
    "month": _l("month"),
    "perk": _l("perk"),
    "task": _l("task"),
}
SUBJECTS: dict[str, Any] = {
    "participations": _l("startup in a cohort"),
    "check_ins": _l("check-in"),
    "follow_ups": _l("follow-up"),
}
STATES: dict[str, Any] = {
    "onboarding": _l("Onboarding"),
    "active": _l("Active"),
    "graduated": _l("Graduated"),
    "left": _l("Left"),
    "removed": _l("Removed"),
}
