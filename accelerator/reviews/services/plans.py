"""Plans of who reads what: kept to look at, then applied as a whole or not at all."""

from collections import Counter
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete, func, select

from accelerator.reviews.errors import PlanOutdated, RoundStands
from accelerator.reviews.models import (
    Assignment,
    AssignmentPlan,
    AssignmentState,
    Round,
    RoundState,
)
from accelerator.reviews.queries.assigning import Assignable, PlanSettings, assignable, due_for
from accelerator.reviews.rules.papers import Plan, Shortfall
from accelerator.reviews.rules.plans import from_json, in_own_order, still_holds, to_json
from accelerator.reviews.services.ending import end_reads
from accelerator.reviews.services.rounds import take_round
from accelerator.reviews.services.telling import tell_of_reads
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record


def keep_plan(
    round_: Round, outcome: Plan | Shortfall, *, settings: PlanSettings, by: User
) -> AssignmentPlan:
    """Keep what was reckoned, to look at it. Nobody is given anything yet.

    Raises:
        NotAllowed: somebody else's round.
        RoundStands: reading is over.
    """
    take_round(round_, by=by)
    _check_open(round_)
    plan = AssignmentPlan(
        round_id=round_.id,
        seed=settings.seed,
        settings=asdict(settings),
        result=to_json(outcome),
        made_by_id=by.id,
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def apply_plan(plan: AssignmentPlan, round_: Round, *, by: User) -> int:
    """Give out the plan's new reads, all or none, and tell the reviewers once the round is open.
    Everything that the plan rests on is looked at again first. How many reads are new.

    Raises:
        NotAllowed: somebody else's round or plan.
        RoundStands: reading is over.
        PlanOutdated: it was applied; or conflicts, promises, reads or applications have changed
            since; or it is none, but says what is missing.
    """
    take_round(round_, by=by)
    if plan.made_by_id != by.id:
        raise NotAllowed(_("Somebody else proposed this plan. Please propose your own."))
    _check_open(round_)
    outcome = from_json(plan.result)
    db.session.refresh(plan)
    if plan.applied_at is not None or not isinstance(outcome, Plan):
        raise PlanOutdated(_("This plan cannot be applied. Please propose a new one."))
    found = assignable(round_, by, settings=PlanSettings(**plan.settings))
    if not still_holds(found.problem, outcome):
        raise PlanOutdated(
            _("Something has changed since this was proposed: a conflict, a promise, a read."
              " Please propose again.")
        )  # fmt: skip
    _take_back(found, outcome, round_=round_, by=by)
    given = _give(found, outcome, round_=round_, by=by)
    plan.applied_at = now()
    db.session.flush()
    told = {"new": len(given), "bridges": len(outcome.bridges), "seed": plan.seed}
    record("round.assigned", round_, after=told)
    tell_of_reads(round_, given)
    return len(given)


def _take_back(found: Assignable, plan: Plan, *, round_: Round, by: User) -> None:
    """Reads that nobody has begun and that the plan gives to others."""
    gone = [found.standing[pair] for pair in sorted(found.loose - plan.pairs)]
    if round_.state is RoundState.DRAFT:  # nobody has ever seen them
        db.session.execute(delete(Assignment).where(Assignment.id.in_([r.id for r in gone])))
        return
    end_reads(gone, AssignmentState.REASSIGNED, reason=_("given anew"), by=by)


def _give(found: Assignable, plan: Plan, *, round_: Round, by: User) -> list[UUID]:
    """Write what does not stand yet; what stands loosely and is in the plan just stays."""
    reads = {(read.application, read.reader): read for read in plan.new}
    for pair in reads.keys() & found.loose:
        found.standing[pair].affinity = reads[pair].affinity
        found.standing[pair].bridge = reads[pair].bridge
    new = in_own_order([pair for pair in reads if pair not in found.loose], seed=found.problem.seed)
    at, places = now(), last_positions(round_)
    made = []
    for application_id, reader_id in new:
        commitment = found.commitments[reader_id]
        places[commitment.reviewer_id] += 1
        read = reads[application_id, reader_id]
        made.append(
            Assignment(
                round_id=round_.id,
                application_id=found.applications[application_id].id,
                reviewer_id=commitment.reviewer_id,
                bridge=read.bridge,
                affinity=read.affinity,
                position=places[commitment.reviewer_id],
                assigned_by_id=by.id,
                assigned_at=at,
                due_at=due_for(commitment, round_),
            )
        )
    db.session.add_all(made)
    db.session.flush()
    return [read.id for read in made]


def last_positions(round_: Round) -> Counter[UUID]:
    """Where each reviewer's own list ends, by the reviewer's id."""
    query = (
        select(Assignment.reviewer_id, func.max(Assignment.position))
        .where(Assignment.round_id == round_.id)
        .group_by(Assignment.reviewer_id)
    )
    return Counter(dict(db.session.execute(query).all()))


def _check_open(round_: Round) -> None:
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise RoundStands(_("Reading is over in this round."))
