"""What is true about mentor days, whatever the database says.

plan(day)                          a full day: who meets whom, when and where
repair(day, before, started=3)     the changed day with least change; slots before 3 are past
impossible(day, before, started=3) of its fixed meetings, those that it would refuse
cannot_be(day, meetings, started=3) of meetings to come, those that cannot be any more
"""

from accelerator.mentor_days.rules.days import (
    Aim,
    Day,
    Meeting,
    Mentor,
    Move,
    Pair,
    Plan,
    Repair,
    Room,
    Startup,
    Unmet,
    Why,
    numbered_rooms,
)
from accelerator.mentor_days.rules.planning import plan
from accelerator.mentor_days.rules.repairing import impossible, repair
from accelerator.mentor_days.rules.standing import cannot_be

__all__ = [
    "Aim",
    "Day",
    "Meeting",
    "Mentor",
    "Move",
    "Pair",
    "Plan",
    "Repair",
    "Room",
    "Startup",
    "Unmet",
    "Why",
    "cannot_be",
    "impossible",
    "numbered_rooms",
    "plan",
    "repair",
]
