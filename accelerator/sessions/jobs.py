"""What the timetable does for sessions."""

from accelerator.programmes.models import Cohort
from accelerator.sessions.services.attending import (
    ask_for_feedback_due,
    remind_due,
    settle_due,
)
from accelerator.sessions.services.caring import cohorts_to_look_after, look_after, tell_managers
from hub.core.database import db, transaction


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


def look_after_pairs() -> str:
    """Once a day: who is silent or in trouble. A cohort at a time, so that none waits for all."""
    opened = settled = 0
    for cohort_id in cohorts_to_look_after():
        with transaction():
            cohort = db.session.get_one(Cohort, cohort_id)
            found = look_after(cohort)
            tell_managers(cohort)
        opened, settled = opened + found[0], settled + found[1]
    return f"{opened} found, {settled} settled"
