"""What the timetable does for mentor days."""

import time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from accelerator.mentor_days.models import MentorDay, Reckoning
from accelerator.mentor_days.rules.planning import Phase
from accelerator.mentor_days.services.planning import begin, go_on, keep, reckoned
from hub.core.database import db, transaction
from hub.core.waiting import GivenUp, Watch

#: How often, in seconds, it is looked whether somebody has stopped it.
LOOK_EVERY = 1.0


def plan_mentor_days() -> str:
    """Plans that are too large to be made while somebody waits; the oldest first. One that was
    stopped or outdated meanwhile is not kept."""
    waiting = select(MentorDay.id).where(MentorDay.reckoning == Reckoning.QUEUED)
    ids = list(db.session.scalars(waiting.order_by(MentorDay.reckoning_at)))
    return f"{sum(map(_plan, ids))} planned"


def _plan(day_id: UUID) -> bool:
    """Whether it came to an end; nobody has stopped it then."""
    with transaction():
        day = db.session.get_one(MentorDay, day_id)
        reckonable, version = begin(day), day.version
    if reckonable is None:
        return False
    watch = Waiting(day_id)
    try:
        plan = reckoned(reckonable, watch=watch)
        watch.begins(Phase.WRITING)
    except GivenUp:
        return False
    with transaction():
        day = db.session.get_one(MentorDay, day_id)
        if day.reckoning is not Reckoning.RUNNING:
            return False
        keep(day, plan, version=version)
    return True


class Waiting(Watch):
    """Staff see how far the plan is, and may stop it, which the solver hears within a second."""

    def __init__(self, day_id: UUID) -> None:
        self._id = day_id
        self._over = False
        self._looked = time.monotonic()

    def begins(self, phase: StrEnum) -> None:
        with transaction():
            self._over = not go_on(db.session.get_one(MentorDay, self._id), Phase(phase))
        if self._over:
            raise GivenUp

    def is_over(self) -> bool:
        if not self._over and time.monotonic() - self._looked >= LOOK_EVERY:
            self._looked = time.monotonic()
            query = select(MentorDay.reckoning).where(MentorDay.id == self._id)
            self._over = db.session.scalar(query) is not Reckoning.RUNNING
            db.session.rollback()
        return self._over
