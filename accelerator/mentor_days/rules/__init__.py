"""What is true about mentor days, whatever the database says.

plan(day)                          a full day: who meets whom, when and where
repair(day, before, started=3)     the changed day with least change; slots before 3 are past
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
from accelerator.mentor_days.rules.repairing import repair

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
    "numbered_rooms",
    "plan",
    "repair",
]
