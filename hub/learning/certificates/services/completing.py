"""Say what completes a run, and look whether somebody has completed it."""

from dataclasses import asdict
from typing import Any

from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.certificates.emails import completed
from hub.learning.certificates.errors import ChangedMeanwhile
from hub.learning.certificates.models import Completion, CompletionRule
from hub.learning.certificates.permissions import can_judge, can_set_rule
from hub.learning.certificates.queries.completions import (
    completion_of,
    open_enrolments,
)
from hub.learning.certificates.queries.inputs import inputs_of, steps_of
from hub.learning.certificates.queries.rules import rule_of
from hub.learning.certificates.rules.completion import DEFAULT, Inputs, checked, judged
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment
from hub.places.rules.steps import PlaceState


def set_rule(run: ClassRun, tree: object, *, by: User, number: int) -> CompletionRule:
    """What completes the run from now on; who has completed, has. `number` is that of the rule
    that was seen, 0 where there is none yet.

    Raises: NotAllowed, ChangedMeanwhile, Invalid (with the part that is wrong).
    """
    if not can_set_rule(by, run):
        raise NotAllowed(_("Only those who keep this class say what completes it."))
    steps = steps_of(run)
    clean = checked(tree, quizzes=steps.quizzes, assignments=steps.assignments)
    lock(run)
    standing = rule_of(run)
    if number != (standing.number if standing else 0):
        raise ChangedMeanwhile
    if standing is not None and standing.tree == clean:
        return standing
    return _kept(run, clean, standing=standing, made_by_id=by.id)


def keep_default(run: ClassRun) -> CompletionRule:
    """A class that is published without a rule gets ours, so that people know from the first day
    what completes it."""
    standing = rule_of(run)
    if standing is not None:
        return standing
    return _kept(run, DEFAULT, standing=None, made_by_id=run.made_by_id)


def judge(enrolment: Enrolment) -> Completion | None:
    """The completion, if there is one now. Safe to call whenever anything has happened."""
    found = completion_of(enrolment)
    if found is not None or not _counts(enrolment):
        return found
    rule = rule_of(enrolment.run)
    if rule is None:
        return None
    inputs = inputs_of(enrolment.run, [enrolment])[enrolment.id]
    if not judged(rule.tree, inputs).met:
        return None
    lock(enrolment)
    found = completion_of(enrolment)  # somebody may have been quicker
    if found is None and _counts(enrolment):
        found = _completed(enrolment, rule=rule, inputs=inputs)
        completed([found])
    return found


def judge_all(run: ClassRun, *, by: User) -> list[Completion]:
    """Everybody of the run who has not completed yet; who has now. Raises: NotAllowed."""
    if not can_judge(by, run):
        raise NotAllowed(_("Only those who teach this class do this."))
    return judge_run(run)


def judge_run(run: ClassRun) -> list[Completion]:
    rule = rule_of(run)
    if rule is None:
        return []
    lock(run)
    waiting = open_enrolments(run)
    inputs = inputs_of(run, waiting)
    fresh = [
        _completed(each, rule=rule, inputs=inputs[each.id])
        for each in waiting
        if judged(rule.tree, inputs[each.id]).met
    ]
    completed(fresh)
    return fresh


def _counts(enrolment: Enrolment) -> bool:
    """Whether the person is in the class."""
    place = enrolment.place
    return enrolment.ended_at is None and place is not None and place.state is PlaceState.CONFIRMED


def _completed(enrolment: Enrolment, *, rule: CompletionRule, inputs: Inputs) -> Completion:
    made = Completion(enrolment=enrolment, rule=rule, inputs=_plain(inputs))
    db.session.add(made)
    db.session.flush()
    record("class.completed", made, after={"rule": rule.number})
    return made


def _kept(
    run: ClassRun, tree: dict[str, Any], *, standing: CompletionRule | None, made_by_id: Any
) -> CompletionRule:
    number = standing.number + 1 if standing else 1
    made = CompletionRule(run=run, number=number, tree=tree, made_by_id=made_by_id)
    db.session.add(made)
    db.session.flush()
    before = {"rule": standing.tree} if standing else {}
    record("completion-rule.set", made, before=before, after={"rule": tree})
    return made


def _plain(inputs: Inputs) -> dict[str, Any]:
    return asdict(inputs) | {"extra": sorted(inputs.extra)}
