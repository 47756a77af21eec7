"""What is left to a job: a whole plan, a change of one, or a step that tells everybody (the day's
proposal then says which). How far it is, and how it is given up."""

from datetime import timedelta

from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.models import CLOSED, MentorDay, MentorDayState, Reckoning, Step
from accelerator.mentor_days.rules.planning import Phase
from accelerator.mentor_days.services.holding import take_day
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.i18n import gettext as _
from hub.history.services import record

#: In hundredths: each phase as it begins.
PROGRESS = {
    Phase.CHOOSING: 10,
    Phase.COMPARING: 20,
    Phase.TRYING: 30,
    Phase.SOLVING: 60,
    Phase.FILLING: 65,
    Phase.TELLING: 70,
    Phase.WRITING: 90,
}
#: A job that has not come back by then never will: its process is gone.
GIVEN_UP_AFTER = timedelta(minutes=15)


def is_being_reckoned(day: MentorDay) -> bool:
    if day.reckoning not in (Reckoning.QUEUED, Reckoning.RUNNING) or day.reckoning_at is None:
        return False
    return day.reckoning is Reckoning.QUEUED or now() - day.reckoning_at < GIVEN_UP_AFTER


def is_plan_being_made(day: MentorDay) -> bool:
    return is_being_reckoned(day) and not day.is_change_asked and day.step_asked is None


def is_change_being_worked_out(day: MentorDay) -> bool:
    return is_being_reckoned(day) and day.is_change_asked


def step_being_done(day: MentorDay) -> Step | None:
    return day.step_asked if is_being_reckoned(day) else None


def expect_no_step(day: MentorDay) -> None:
    """Raises: MentorDayMoved."""
    step = step_being_done(day)
    if step is Step.PUBLISH:
        raise MentorDayMoved(_("The plan is being published already."))
    if step is Step.CALL_OFF:
        raise MentorDayMoved(_("The day is being called off already."))


def expect_nothing_reckoned(day: MentorDay) -> None:
    """Raises: MentorDayMoved."""
    expect_no_step(day)
    if is_plan_being_made(day):
        raise MentorDayMoved(_("A plan is being made already."))
    if is_being_reckoned(day):
        raise MentorDayMoved(_("A change is being worked out already."))


def leave_to_a_job(day: MentorDay) -> None:
    day.reckoning, day.reckoning_at, day.plan_progress = Reckoning.QUEUED, now(), 0
    db.session.flush()


def begin(day: MentorDay) -> bool:
    """Claim one that waits; False when somebody else has, or it was stopped, or the day has moved
    on to where it is not wanted any more."""
    lock(day)
    if day.reckoning is not Reckoning.QUEUED:
        return False
    if not _is_wanted(day):
        forget(day)
        return False
    day.reckoning, day.reckoning_at = Reckoning.RUNNING, now()
    db.session.flush()
    return True


def go_on(day: MentorDay, phase: Phase) -> bool:
    """It is as far as that. Whether anybody still waits for it."""
    lock(day)
    if day.reckoning is Reckoning.RUNNING:
        day.plan_progress = PROGRESS[phase]
        db.session.flush()
    return day.reckoning is Reckoning.RUNNING


def phase_of(day: MentorDay) -> Phase | None:
    """How far a job is."""
    begun = [phase for phase, progress in PROGRESS.items() if progress <= day.plan_progress]
    return begun[-1] if begun and day.reckoning is Reckoning.RUNNING else None


def stop(day: MentorDay, *, by: User) -> None:
    """Do not wait for it any more; what stood before stands. Raises: NotAllowed, MentorDayMoved."""
    take_day(day, by=by)
    if day.reckoning is None:
        return
    if day.is_change_asked:
        record("mentor-day.change-stopped", day)
    elif day.step_asked is Step.PUBLISH:
        record("mentor-day.publish-stopped", day)
    elif day.step_asked is Step.CALL_OFF:
        record("mentor-day.call-off-stopped", day)
    else:
        record("mentor-day.plan-stopped", day)
    forget(day)


def forget(day: MentorDay) -> None:
    """Nobody waits for what was left to a job."""
    if not day.has_proposal:
        day.proposal = None
    day.reckoning = day.reckoning_at = None
    db.session.flush()


def fail(day: MentorDay, *, why: str = "") -> None:
    """It came to nothing; what stood before stands."""
    day.reckoning, day.reckoning_at = Reckoning.FAILED, None
    if day.proposal is not None and why:
        day.proposal = day.proposal | {"refused": why}
    db.session.flush()


def _is_wanted(day: MentorDay) -> bool:
    if day.step_asked is Step.PUBLISH:
        return day.state is MentorDayState.PLANNED
    if day.step_asked is Step.CALL_OFF:
        return day.state not in CLOSED
    if day.is_change_asked:
        return day.state in (MentorDayState.PLANNED, MentorDayState.PUBLISHED)
    return day.state in (MentorDayState.DRAFT, MentorDayState.PLANNED)
