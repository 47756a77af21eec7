"""Tasks, milestones, goals and perks of a startup."""

from uuid import UUID

from accelerator.participations.api.groups import ONE, WRITES, theirs
from accelerator.participations.api.groups import own as endpoints
from accelerator.participations.api.record import is_done
from accelerator.participations.errors import AllGone, ChangedMeanwhile, NotNow
from accelerator.participations.models import Goal, Milestone
from accelerator.participations.queries.parts import part_of, perk_in, task_for
from accelerator.participations.schemas.working import (
    GoalProgress,
    GoalSent,
    GoalShown,
    MilestoneSent,
    MilestoneShown,
    OwnPerkShown,
    OwnTaskShown,
    TaskTicked,
)
from accelerator.participations.services import working as services
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.web.api import Endpoint


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/tasks/<uuid:task_id>",
        "Tick a task off, or say that it is not done after all",
        answers=OwnTaskShown,
        scope=WRITES,
        body=TaskTicked,
        refuses=(NotFound, NotNow),
        note="Staff may, too. The agreement's task is ticked by accepting the agreement.",
    )
)
def tick_task(participation_id: UUID, task_id: UUID, *, body: TaskTicked) -> OwnTaskShown:
    found = theirs(participation_id)
    task = task_for(found, task_id)
    services.tick(found, task, done=body.done, by=signed_in_person())
    return OwnTaskShown.for_one(task, done=is_done(found, task.id))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/milestones",
        "Set a milestone",
        answers=MilestoneShown,
        status=201,
        scope=WRITES,
        body=MilestoneSent,
        refuses=(NotFound, NotAllowed, NotNow),
    )
)
def set_milestone(participation_id: UUID, body: MilestoneSent) -> MilestoneShown:
    found, person = theirs(participation_id), signed_in_person()
    made = services.add_milestone(found, body.title, due_on=body.due_on, note=body.note, by=person)
    return MilestoneShown.of(made)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/milestones/<uuid:milestone_id>/reached",
        "Say that a milestone is reached",
        answers=MilestoneShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow),
    )
)
def reach_milestone(participation_id: UUID, milestone_id: UUID) -> MilestoneShown:
    found = theirs(participation_id)
    milestone = part_of(Milestone, milestone_id, participation=found)
    services.reach(milestone, found, by=signed_in_person())
    return MilestoneShown.of(milestone)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/goals",
        "Set a goal with its key results",
        answers=GoalShown,
        status=201,
        scope=WRITES,
        body=GoalSent,
        refuses=(NotFound, NotAllowed, NotNow),
        versioned=True,
    )
)
def set_goal(participation_id: UUID, body: GoalSent) -> GoalShown:
    made = services.set_goal(
        theirs(participation_id),
        body.objective,
        results=[each.result() for each in body.key_results],
        due_on=body.due_on,
        by=signed_in_person(),
    )
    return GoalShown.of(made)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/goals/<uuid:goal_id>",
        "Say where a goal's key results stand",
        answers=GoalShown,
        scope=WRITES,
        body=GoalProgress,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile),
        note="Over the version that you saw; nothing is overwritten.",
    )
)
def change_goal(participation_id: UUID, goal_id: UUID, *, body: GoalProgress) -> GoalShown:
    found, person = theirs(participation_id), signed_in_person()
    goal = part_of(Goal, goal_id, participation=found)
    results = [each.result() for each in body.key_results]
    services.change_goal(goal, found, results=results, by=person, version=body.version)
    return GoalShown.of(goal)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/perks/<uuid:perk_id>/claim",
        "Take a perk, once for each startup",
        answers=OwnPerkShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow, AllGone),
    )
)
def claim_perk(participation_id: UUID, perk_id: UUID) -> OwnPerkShown:
    found = theirs(participation_id)
    perk = perk_in(found.cohort_id, perk_id)
    taken = services.claim(perk, found, by=signed_in_person())
    return OwnPerkShown.for_one(perk, taken)
