"""Plans of a day that nobody knows yet: made at once or by a job, kept, thrown away."""

from datetime import timedelta
from typing import Any

from accelerator.mentor_days import rules
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.models import DayMeeting, MentorDay, MentorDayState, Reckoning
from accelerator.mentor_days.queries.planning import Reckonable, as_rules, meetings_of
from accelerator.mentor_days.rules.planning import Phase
from accelerator.mentor_days.services.holding import expect, take_day
from accelerator.mentor_days.services.writing import write
from accelerator.reviews.rules.linear import Undecided
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.waiting import PATIENCE, TO_THE_END, GivenUp, Patience, Watch
from hub.history.services import record

#: Seconds for each wish, from what it took (docs/bench.md): to find its slot, and to write it down.
#: Who waits longer than two seconds waits for a job.
EACH = 0.002
#: In hundredths: each phase as it begins.
PROGRESS = {Phase.CHOOSING: 10, Phase.TRYING: 30, Phase.SOLVING: 60, Phase.WRITING: 90}
#: A job that has not come back by then never will: its process is gone.
GIVEN_UP_AFTER = timedelta(minutes=15)


def plan_day(day: MentorDay, *, by: User) -> bool:
    """Make the plan, around what is fixed; a large one is left to the next job.

    Returns: whether it is there already.

    Raises: NotAllowed, MentorDayMoved; Invalid without people, rooms or wishes.
    """
    take_day(day, by=by)
    expect(day, MentorDayState.DRAFT, MentorDayState.PLANNED)
    if is_being_reckoned(day):
        raise MentorDayMoved(_("A plan is being made already."))
    reckonable = as_rules(day)
    _check_ready(reckonable)
    try:
        if EACH * sum(len(each.wishes) for each in reckonable.day.startups) > PATIENCE:
            raise GivenUp
        plan = reckoned(reckonable, watch=Patience())
    except GivenUp:  # or it takes longer than was thought
        day.reckoning, day.reckoning_at, day.plan_progress = Reckoning.QUEUED, now(), 0
        db.session.flush()
        record("mentor-day.plan-asked", day)
        return False
    keep(day, plan, version=day.version)
    return True


def is_being_reckoned(day: MentorDay) -> bool:
    if day.reckoning not in (Reckoning.QUEUED, Reckoning.RUNNING) or day.reckoning_at is None:
        return False
    return day.reckoning is Reckoning.QUEUED or now() - day.reckoning_at < GIVEN_UP_AFTER


def stop(day: MentorDay, *, by: User) -> None:
    """Do not wait for the plan any more; what stood before stands. Raises: NotAllowed."""
    take_day(day, by=by)
    if day.reckoning is not None:
        day.reckoning = day.reckoning_at = None
        db.session.flush()
        record("mentor-day.plan-stopped", day)


def begin(day: MentorDay) -> Reckonable | None:
    """Claim one that waits; None when somebody else has, or it was stopped."""
    lock(day)
    if day.reckoning is not Reckoning.QUEUED:
        return None
    day.reckoning, day.reckoning_at = Reckoning.RUNNING, now()
    db.session.flush()
    return as_rules(day, quick=False)


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


def reckoned(reckonable: Reckonable, *, watch: Watch = TO_THE_END) -> rules.Plan | None:
    """None when time ran out before there was any. Needs no database. Raises: GivenUp."""
    try:
        return rules.plan(reckonable.day, watch=watch)
    except Undecided:
        return None


def keep(day: MentorDay, plan: rules.Plan | None, *, version: int) -> None:
    """Write the plan down. One that was stopped meanwhile, or of a day that has moved on, is not
    kept; without any, what stood before stands."""
    lock(day)
    wanted = day.state in (MentorDayState.DRAFT, MentorDayState.PLANNED)
    day.reckoning = day.reckoning_at = None
    if plan is None:
        day.reckoning = Reckoning.FAILED
    elif wanted:
        write(day, plan.meetings)
        day.outcome, day.proposal = plain_outcome(plan), None
        day.state, day.planned_version = MentorDayState.PLANNED, version
        counts = {"meetings": len(plan.meetings), "at_most": plan.at_most}
        record("mentor-day.planned", day, after=counts)
    db.session.flush()


def throw_away(day: MentorDay, *, by: User) -> None:
    """The plan, with all that was fixed; people, rooms and wishes stay.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(day, by=by)
    expect(day, MentorDayState.PLANNED)
    write(day, ())
    day.outcome, day.proposal, day.planned_version = {}, None, None
    day.state = MentorDayState.DRAFT
    day.version += 1
    db.session.flush()
    record("mentor-day.plan-thrown-away", day)


def set_fixed(meeting: DayMeeting, *, fixed: bool, by: User) -> None:
    """Plans leave it where it is, or may move it again. Raises: NotAllowed, MentorDayMoved."""
    take_day(meeting.day, by=by)
    if meeting.is_fixed != fixed:
        meeting.is_fixed = fixed
        meeting.day.proposal = None  # which would move it
        db.session.flush()
        record("day-meeting.fixed" if fixed else "day-meeting.freed", meeting)


def plain_outcome(plan: rules.Plan) -> dict[str, Any]:
    return {
        "placed": len(plan.meetings),
        "at_most": plan.at_most,
        "waiting": plan.waiting,
        "room_changes": plan.room_changes,
        "unmet": [
            {
                "startup": each.startup,
                "mentor": each.mentor,
                "why": each.why.value,
                "slots": each.slots,
                "crowd": len(each.crowd),
                "wanted": each.wanted,
                "given": each.given,
            }
            for each in plan.unmet
        ],
    }


def has_plan(day: MentorDay) -> bool:
    return bool(meetings_of(day))


def _check_ready(reckonable: Reckonable) -> None:
    day = reckonable.day
    if not day.mentors or not day.startups:
        raise Invalid(_("Add mentors and startups first."))
    if not day.rooms and not all(each.video for each in day.mentors):
        raise Invalid(_("Add rooms or tables first."))
    if not any(each.wishes for each in day.startups) and not day.fixed:
        raise Invalid(_("No startup has said yet whom it would like to meet."))
