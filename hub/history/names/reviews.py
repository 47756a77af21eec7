"""The names of what reviews record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "promise.asked": _l("asked somebody to read"),
    "promise.declined": _l("declined to read"),
    "promise.given": _l("promised to read"),
    "promise.reminded": _l("reminded a reviewer"),
    "read.ended": _l("ended a read"),
    "read.given": _l("gave somebody a read"),
    "reading-ban.lifted": _l("let a reviewer read it again"),
    "reading-ban.made": _l("kept a reviewer from an application"),
    "reviewer.changed": _l("changed the reviewer's profile"),
    "reviewer.made": _l("took somebody into the pool of reviewers"),
    "reviewer.paused": _l("paused a reviewer"),
    "reviewer.resumed": _l("called a reviewer back"),
    "round.application-removed": _l("took an application out of the round"),
    "round.applications-added": _l("put applications into the round"),
    "round.assigned": _l("gave out reads by a plan"),
    "round.changed": _l("changed the round"),
    "round.closed": _l("closed the round"),
    "round.discussion-begun": _l("ended reading and began the discussion"),
    "round.made": _l("made a round of review"),
    "round.opened": _l("opened the round for reading"),
    "round.reopened": _l("reopened the round"),
    "round.rubric-set": _l("set the rubric"),
}
FIELDS: dict[str, Any] = {
    "application": _l("application"),
    "applications": _l("applications"),
    "blind": _l("blind"),
    "bridges": _l("bridge reads"),
    "capacity": _l("capacity"),
    "due_at": _l("due"),
    "expertise": _l("expertise"),
    "languages": _l("languages"),
    "least": _l("at least"),
    "most": _l("at most"),
    "new": _l("new"),
    "opens_at": _l("opens"),
    "others": _l("others' marks"),
    "reads_each": _l("reads each"),
    "sectors": _l("sectors"),
    "seed": _l("seed"),
    "weights": _l("weights"),
}
SUBJECTS: dict[str, Any] = {
    "assignments": _l("read"),
    "commitments": _l("promise to read"),
    "reading_bans": _l("reading ban"),
    "reviewers": _l("reviewer"),
    "rounds": _l("round of review"),
}
STATES: dict[str, Any] = {
    "abstained": _l("abstained"),
    "accepted": _l("accepted"),
    "assigned": _l("to be read"),
    "closed": _l("closed"),
    "conflicted": _l("in conflict"),
    "declined": _l("declined"),
    "discussion": _l("in discussion"),
    "draft": _l("in preparation"),
    "invited": _l("asked"),
    "open": _l("open"),
    "reassigned": _l("given to others"),
    "submitted": _l("handed in"),
}
