"""What the timetable does for sessions."""

from accelerator.sessions.services.attending import (
    ask_for_feedback_due,
    remind_due,
    settle_due,
)
from hub.core.database import transaction


def settle_sessions() -> str:
    """What is over was held, or nobody knows; then both sides are asked how it was."""
    with transaction():
        settled = settle_due()
    with transaction():
        asked = ask_for_feedback_due()
    return f"{settled} settled, {asked} asked about"


def remind_of_sessions() -> str:
    with transaction():
        count = remind_due()
    return f"{count} reminded of"
