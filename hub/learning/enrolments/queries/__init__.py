"""Questions about enrolments. Nothing here changes anything."""

from hub.learning.enrolments.queries.entry import why_not
from hub.learning.enrolments.queries.finding import (
    enrolments_of,
    has_place,
    holders_of,
    live_enrolment,
    live_enrolments,
    newest_enrolment,
)

__all__ = [
    "enrolments_of",
    "has_place",
    "holders_of",
    "live_enrolment",
    "live_enrolments",
    "newest_enrolment",
    "why_not",
]
