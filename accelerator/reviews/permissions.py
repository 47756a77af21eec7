"""Who runs a round, and whose profile and promises are whose."""

from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.reviews.models import Commitment, Reviewer, Round
from hub.accounts.models import User
from hub.accounts.permissions import Permission, may_somewhere


def can_run(person: User | None, round_: Round) -> bool:
    """Its rubric, reviewers and reads: the managers of its programme. What a manager has a conflict
    with is left out of all that they see (`applications.permissions.seen_by_staff`)."""
    return can_manage(person, round_.cohort.programme_id)


def can_run_rounds_of(person: User | None, cohort: Cohort) -> bool:
    return can_manage(person, cohort.programme_id)


def can_keep_reviewers(person: User | None) -> bool:
    """The pool serves all programmes, so whoever manages one keeps it."""
    return may_somewhere(person, Permission.PROGRAMMES_MANAGE)


def can_change_reviewer(person: User | None, reviewer: Reviewer) -> bool:
    own = person is not None and person.is_active and person.id == reviewer.user_id
    return own or can_keep_reviewers(person)


def can_answer(person: User | None, commitment: Commitment) -> bool:
    """The reviewer themselves; or staff, who heard it by telephone."""
    own = person is not None and person.is_active and person.id == commitment.reviewer.user_id
    return own or can_run(person, commitment.round)
