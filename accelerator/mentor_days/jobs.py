"""What the timetable does for mentor days."""

import time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from accelerator.mentor_days import rules
from accelerator.mentor_days.models import MentorDay, Reckoning, Step
from accelerator.mentor_days.queries.planning import Reckonable, as_rules
from accelerator.mentor_days.rules.planning import Phase
from accelerator.mentor_days.services.holding import hold_day
from accelerator.mentor_days.services.mending import keep_change, question_left, worked_out
from accelerator.mentor_days.services.planning import keep, reckoned
from accelerator.mentor_days.services.publishing import mails_ready, take_step
from accelerator.mentor_days.services.reckoning import begin, fail, go_on, leave_to_a_job
from hub.core.database import db, end_reading, lock, transaction
from hub.core.errors import HubError
from hub.core.waiting import GivenUp, Watch

#: None: there was no time for any.
Answer = rules.Plan | rules.Repair | None
#: How often, in seconds, it is looked whether somebody has stopped it.
LOOK_EVERY = 1.0


def plan_mentor_days() -> str:
    """Plans, changes and steps that are too large while somebody waits; the oldest first. What was
    stopped meanwhile is not kept; a plan that cannot stand any more is made anew."""
    waiting = select(MentorDay.id).where(MentorDay.reckoning == Reckoning.QUEUED)
    ids = list(db.session.scalars(waiting.order_by(MentorDay.reckoning_at)))
    return f"{sum(map(_work_out, ids))} planned"


def _work_out(day_id: UUID) -> bool:
    """Whether it came to an end; nobody has stopped it then."""
    question, is_change = _begun(day_id)
    if isinstance(question, Step):
        return _step_taken(day_id)
    if question is None:
        return False
    watch, work = Waiting(day_id), worked_out if is_change else reckoned
    try:
        answer: Answer = work(question, watch=watch)
        watch.begins(Phase.WRITING)
    except GivenUp:
        return False
    return _kept(day_id, question, answer=answer)


def _begun(day_id: UUID) -> tuple[Reckonable | Step | None, bool]:
    """What is asked, and whether it is a change of the plan; None when it is not wanted, or cannot
    be, any more."""
    with transaction():
        day = db.session.get_one(MentorDay, day_id)
        is_change = day.is_change_asked
        if not begin(day):
            return None, is_change
        if day.step_asked is not None:
            return day.step_asked, False
        if not is_change:
            return as_rules(day, quick=False), False
        try:
            return question_left(day), True
        except HubError:
            fail(day)
            return None, True


def _kept(day_id: UUID, question: Reckonable, *, answer: Answer) -> bool:
    with transaction():
        day = db.session.get_one(MentorDay, day_id)
        if day.reckoning is not Reckoning.RUNNING:
            return False
        if isinstance(answer, rules.Repair):
            keep_change(day, question, found=answer)
        elif not keep(day, question, plan=answer):
            leave_to_a_job(day)
            return False
    return True


def _step_taken(day_id: UUID) -> bool:
    """The mails are written first, so that nobody else waits for them."""
    watch = Waiting(day_id)
    try:
        watch.begins(Phase.TELLING)
        mails = mails_ready(db.session.get_one(MentorDay, day_id), watch=watch)
        watch.begins(Phase.WRITING)
    except GivenUp:
        return False
    try:
        with transaction():
            day = db.session.get_one(MentorDay, day_id)
            hold_day(day)
            if day.reckoning is not Reckoning.RUNNING:
                return False
            take_step(day, mails=mails)
    except HubError as refusal:
        _fail_saying(day_id, refusal)
        return False
    return True


def _fail_saying(day_id: UUID, refusal: HubError) -> None:
    """Who asked for it reads why."""
    with transaction():
        day = db.session.get_one(MentorDay, day_id)
        lock(day)
        if day.reckoning is Reckoning.RUNNING:
            fail(day, why=str(refusal))


class Waiting(Watch):
    """Staff see how far it is, and may stop it, which the solver hears within a second."""

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
            end_reading()
        return self._over
