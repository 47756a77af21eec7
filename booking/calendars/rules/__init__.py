"""From the text of a calendar to what would go where. Pure: no database, no clock.

`essence` reads a file and keeps only what matters, `zones` decides which clock a time was meant
on, `series` unfolds what repeats, `words` reads what a title says, `proposals` puts it together.
"""

from booking.calendars.rules.essence import LARGEST, CannotRead, essential_text
from booking.calendars.rules.proposals import (
    Kind,
    Note,
    Proposal,
    Proposed,
    propose,
    taken_time,
    without_overlaps,
)
from booking.calendars.rules.verdicts import Flag, Reason

__all__ = [
    "LARGEST",
    "CannotRead",
    "Flag",
    "Kind",
    "Note",
    "Proposal",
    "Proposed",
    "Reason",
    "essential_text",
    "propose",
    "taken_time",
    "without_overlaps",
]
