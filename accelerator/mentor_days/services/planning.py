"""Plans of a day that nobody knows yet: made at once or by a job, kept, thrown away.

What is hard is thought before any transaction (`thought_of`), so that nobody else waits for it, and
written down (`plan_day`) if the day has not moved on meanwhile.
"""

from dataclasses import dataclass
from typing import Any

from accelerator.mentor_days import rules
from accelerator.mentor_days.models import DayMeeting, MentorDay, MentorDayState
from accelerator.mentor_days.queries.planning import Reckonable, as_rules
from accelerator.mentor_days.services.effort import plan_is_for_a_job
from accelerator.mentor_days.services.holding import check_day, expect, take_day
from accelerator.mentor_days.services.reckoning import (
    expect_nothing_reckoned,
    fail,
    forget,
    leave_to_a_job,
)
from accelerator.mentor_days.services.writing import write
from accelerator.reviews.rules.linear import Undecided
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.waiting import TO_THE_END, GivenUp, Patience, Watch
from hub.history.services import record

#: In these a plan can be made.
EARLY = (MentorDayState.DRAFT, MentorDayState.PLANNED)


@dataclass(frozen=True)
class PlanThought:
    """A day as it was, and its plan; None when there was no time for any. `is_long`: it takes
    longer than somebody waits, and is not thought out yet."""

    question: Reckonable
    plan: rules.Plan | None = None
    is_long: bool = False


def thought_of(day: MentorDay, *, by: User) -> PlanThought:
    """The plan, around what is fixed, unless it takes longer than somebody waits. Only reads.

    Raises: NotAllowed, MentorDayMoved; Invalid without people, rooms or wishes.
    """
    check_day(day, by=by)
    expect(day, *EARLY)
    expect_nothing_reckoned(day)
    question = as_rules(day)
    _check_ready(question)
    if plan_is_for_a_job(question.day):
        return PlanThought(question, is_long=True)
    try:
        return PlanThought(question, reckoned(question, watch=Patience()))
    except GivenUp:  # it takes longer than was thought
        return PlanThought(question, is_long=True)


def plan_day(day: MentorDay, thought: PlanThought, *, by: User) -> bool:
    """Make it the day's plan; a large one, and one that the day has overtaken, is left to the next
    job.

    Returns: whether it is there already.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(day, by=by)
    expect(day, *EARLY)
    expect_nothing_reckoned(day)
    if not thought.is_long and keep(day, thought.question, plan=thought.plan):
        return True
    day.proposal = None
    leave_to_a_job(day)
    record("mentor-day.plan-asked", day)
    return False


def reckoned(question: Reckonable, *, watch: Watch = TO_THE_END) -> rules.Plan | None:
    """None when time ran out before there was any. Needs no database. Raises: GivenUp."""
    try:
        return rules.plan(question.day, watch=watch)
    except Undecided:
        return None


def keep(day: MentorDay, question: Reckonable, *, plan: rules.Plan | None) -> bool:
    """Write the plan down; the caller holds the day. Without any, what stood before stands.

    Returns: False for one that cannot stand any more: somebody or a room has gone meanwhile, or a
    meeting was fixed. Wishes that came meanwhile are for the next plan.
    """
    if plan is None:
        fail(day)
        return True
    if _is_overtaken(day, question, plan=plan):
        return False
    forget(day)
    if day.state in EARLY:
        write(day, plan.meetings)
        day.outcome, day.proposal = plain_outcome(plan), None
        day.state, day.planned_version = MentorDayState.PLANNED, question.version
        counts = {"meetings": len(plan.meetings), "at_most": plan.at_most}
        db.session.flush()
        record("mentor-day.planned", day, after=counts)
    return True


def throw_away(day: MentorDay, *, by: User) -> None:
    """The plan, with all that was fixed; people, rooms and wishes stay.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(day, by=by)
    expect(day, MentorDayState.PLANNED)
    forget(day)
    write(day, ())
    day.outcome, day.proposal, day.planned_version = {}, None, None
    day.state = MentorDayState.DRAFT
    day.version += 1
    db.session.flush()
    record("mentor-day.plan-thrown-away", day)


def set_fixed(meeting: DayMeeting, *, fixed: bool, by: User) -> None:
    """Plans leave it where it is, or may move it again. Raises: NotAllowed, MentorDayMoved."""
    day = meeting.day
    take_day(day, by=by)
    if meeting.is_fixed == fixed:
        return
    meeting.is_fixed = fixed
    if day.has_proposal:
        day.proposal = None  # which would move it
    # The plan is as good as it was; what is being worked out does not know of this.
    if day.planned_version is not None:
        day.planned_version += 1
    day.version += 1
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


def _is_overtaken(day: MentorDay, question: Reckonable, *, plan: rules.Plan) -> bool:
    today = as_rules(day)
    fixed = today.day.fixed - question.day.fixed
    return not fixed <= set(plan.meetings) or bool(
        rules.cannot_be(today.day, plan.meetings, started=today.started)
    )


def _check_ready(question: Reckonable) -> None:
    day = question.day
    if not day.mentors or not day.startups:
        raise Invalid(_("Add mentors and startups first."))
    if not day.rooms and not all(each.video for each in day.mentors):
        raise Invalid(_("Add rooms or tables first."))
    if not any(each.wishes for each in day.startups) and not day.fixed:
        raise Invalid(_("No startup has said yet whom it would like to meet."))
