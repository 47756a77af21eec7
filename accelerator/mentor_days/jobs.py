"""What the timetable does for mentor days."""

from sqlalchemy import select

from accelerator.mentor_days.models import MentorDay, Reckoning
from accelerator.mentor_days.services.planning import begin, keep, reckoned
from hub.core.database import db, transaction


def plan_mentor_days() -> str:
    """Plans that are too large to be made while somebody waits; the oldest first. One that was
    stopped or outdated meanwhile is not kept."""
    waiting = select(MentorDay.id).where(MentorDay.reckoning == Reckoning.QUEUED)
    done = 0
    for day_id in list(db.session.scalars(waiting.order_by(MentorDay.reckoning_at))):
        with transaction():
            day = db.session.get_one(MentorDay, day_id)
            reckonable, version = begin(day), day.version
        if reckonable is None:
            continue
        plan = reckoned(reckonable)
        with transaction():
            day = db.session.get_one(MentorDay, day_id)
            if day.reckoning is Reckoning.RUNNING:
                keep(day, plan, version=version)
        done += 1
    return f"{done} planned"
