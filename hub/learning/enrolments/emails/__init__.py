"""What people are written about their places: in their language, with times on their clock.

Each mail names its enrolment and the place's own count of offers, so that hearing of one thing
twice writes one mail.
"""

from hub.learning.enrolments.emails.places import (
    cancelled,
    confirmed,
    lapsed,
    last_seats,
    line_closed,
    offered,
    refused,
    removed,
    waits,
)

__all__ = [
    "cancelled",
    "confirmed",
    "lapsed",
    "last_seats",
    "line_closed",
    "offered",
    "refused",
    "removed",
    "waits",
]
