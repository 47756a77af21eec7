"""What a startup does in its cohort: tasks, milestones, goals, perks."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from accelerator.participations.errors import AllGone, ChangedMeanwhile, NotNow
from accelerator.participations.models import (
    OVER,
    Goal,
    Milestone,
    OnboardingTask,
    Participation,
    Perk,
    PerkClaim,
    TaskDone,
)
from accelerator.participations.permissions import can_look_after, can_work
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

MOST_RESULTS = 6


@dataclass(frozen=True)
class KeyResult:
    """What shows that a goal is reached. `unit` is a word: customers, Rp, per cent."""

    name: str
    target: float
    current: float = 0
    unit: str = ""

    @property
    def share(self) -> float:
        """How much of it is reached, 0 to 1."""
        return max(0.0, min(1.0, self.current / self.target)) if self.target else 0.0


def tick(participation: Participation, task: OnboardingTask, *, done: bool, by: User) -> None:
    """Say that a task is done, or not yet after all.

    Raises:
        NotAllowed: not of this startup, nor its staff.
        NotNow: it is ticked off by accepting the agreement.
    """
    if not (can_work(by, participation) or can_look_after(by, participation)):
        raise NotAllowed(_("Only the startup's own people do this."))
    if task.is_agreement or task.cohort_id != participation.cohort_id:
        raise NotNow(_("Accept the agreement, and this is done."))
    query = select(TaskDone).where(
        TaskDone.participation_id == participation.id, TaskDone.task_id == task.id
    )
    there = db.session.scalar(query)
    if done and there is None:
        db.session.add(
            TaskDone(participation_id=participation.id, task_id=task.id, done_by_id=by.id)
        )
        record("participation.task-done", participation, after={"task": task.title})
    elif not done and there is not None:
        db.session.delete(there)
        record("participation.task-undone", participation, after={"task": task.title})
    db.session.flush()


def add_milestone(
    participation: Participation, title: str, *, due_on: date, by: User, note: str = ""
) -> Milestone:
    """Raises: NotAllowed, NotNow, Invalid."""
    _check_worker(participation, by)
    title = _line(title, "title", most=160)
    made = Milestone(
        participation_id=participation.id, title=title, due_on=due_on, note=note.strip()[:1000]
    )
    db.session.add(made)
    db.session.flush()
    record("milestone.added", participation, after={"milestone": title, "until": due_on})
    return made


def reach(milestone: Milestone, participation: Participation, *, by: User) -> None:
    """The startup says it is there. Twice is once. Raises: NotAllowed, NotNow."""
    _check_worker(participation, by)
    if milestone.reached_at is None:
        milestone.reached_at = now()
        db.session.flush()
        record("milestone.reached", participation, after={"milestone": milestone.title})


def verify(milestone: Milestone, participation: Participation, *, by: User) -> None:
    """Staff have seen that it is so. Raises: NotAllowed, NotNow."""
    if not can_look_after(by, participation):
        raise NotAllowed(_("Only staff of the programme do this."))
    if milestone.reached_at is None:
        raise NotNow(_("The startup has not said that it is there."))
    if milestone.verified_at is None:
        milestone.verified_at, milestone.verified_by_id = now(), by.id
        db.session.flush()
        record("milestone.verified", participation, after={"milestone": milestone.title})


def set_goal(
    participation: Participation,
    objective: str,
    *,
    results: Sequence[KeyResult],
    by: User,
    due_on: date | None = None,
) -> Goal:
    """Raises: NotAllowed, NotNow, Invalid."""
    _check_worker(participation, by)
    _check_results(results)
    made = Goal(
        participation_id=participation.id,
        objective=_line(objective, "objective", most=200),
        key_results=[asdict(result) for result in results],
        due_on=due_on,
    )
    db.session.add(made)
    db.session.flush()
    record("goal.set", participation, after={"goal": made.objective})
    return made


def change_goal(
    goal: Goal,
    participation: Participation,
    *,
    results: Sequence[KeyResult],
    by: User,
    version: int,
) -> None:
    """Where its key results stand now. Raises: NotAllowed, NotNow, Invalid, ChangedMeanwhile."""
    _check_worker(participation, by)
    _check_results(results)
    lock(goal)
    if goal.version != version:
        raise ChangedMeanwhile(_("Somebody else of your team has changed this goal."))
    said = [asdict(result) for result in results]
    if said != goal.key_results:
        goal.key_results, goal.version = said, goal.version + 1
        db.session.flush()
        record("goal.changed", participation, after={"goal": goal.objective})


def claim(perk: Perk, participation: Participation, *, by: User) -> PerkClaim:
    """Take what a partner gives, once for each startup. Twice is once.

    Raises: NotAllowed, NotNow, AllGone.
    """
    _check_worker(participation, by)
    lock(perk)
    if perk.cohort_id != participation.cohort_id or perk.ended_at is not None:
        raise NotNow(_("This is not offered any more."))
    mine = select(PerkClaim).where(
        PerkClaim.perk_id == perk.id, PerkClaim.participation_id == participation.id
    )
    there = db.session.scalar(mine)
    if there is not None:
        return there
    taken = select(func.count()).select_from(PerkClaim).where(PerkClaim.perk_id == perk.id)
    if (db.session.scalar(taken) or 0) >= perk.most:
        raise AllGone(_("All of these have been taken."))
    made = PerkClaim(perk_id=perk.id, participation_id=participation.id, claimed_by_id=by.id)
    db.session.add(made)
    db.session.flush()
    record("perk.claimed", participation, after={"perk": perk.name})
    return made


def tasks_done(participation: Participation) -> set[UUID]:
    """Ids of the tasks that are done; the agreement's counts once it is accepted."""
    query = select(TaskDone.task_id).where(TaskDone.participation_id == participation.id)
    done = set(db.session.scalars(query))
    if participation.agreement_version == participation.cohort.agreement_version:
        by_agreement = select(OnboardingTask.id).where(
            OnboardingTask.cohort_id == participation.cohort_id, OnboardingTask.is_agreement
        )
        done |= set(db.session.scalars(by_agreement))
    return done


def _check_worker(participation: Participation, by: User) -> None:
    if not can_work(by, participation):
        raise NotAllowed(_("Only the startup's own people do this."))
    if participation.state in OVER:
        raise NotNow(_("This startup's time in the cohort is over."))


def _check_results(results: Sequence[KeyResult]) -> None:
    fits = 1 <= len(results) <= MOST_RESULTS and all(
        result.name.strip() and result.target for result in results
    )
    if not fits:
        message = _("Give one to %(count)s key results, each with a target.", count=MOST_RESULTS)
        raise Invalid(message, errors={"results": [message]})


def _line(text: str, field: str, *, most: int) -> str:
    line = " ".join(text.split())
    if not 2 <= len(line) <= most:
        message = _("Please write 2 to %(most)s characters.", most=most)
        raise Invalid(message, errors={field: [message]})
    return line
