"""Things by their address, for those who may see them."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.certificates.models import Completion
from hub.learning.certificates.permissions import can_issue, can_judge, can_set_rule
from hub.learning.certificates.queries.completions import (
    Standing,
    completions_by,
    enrolment_of,
    standing_of,
)
from hub.learning.classes.models import ClassRun


def run_to_judge(run_id: UUID, *, by: User) -> ClassRun:
    """Raises: NotFound, also for those who do not teach it."""
    return _run(run_id, can_judge, by=by)


def run_to_keep(run_id: UUID, *, by: User) -> ClassRun:
    """Raises: NotFound, also for those who do not keep it."""
    return _run(run_id, can_set_rule, by=by)


def own_standing(run: str | UUID, person: User) -> Standing:
    """By the class's id or the last part of its address; of who is in it, or has completed it.

    Raises: NotFound.
    """
    found = _by_name(run) if isinstance(run, str) else db.session.get(ClassRun, run)
    if found is not None:
        enrolment = enrolment_of(found.id, person.id)
        if enrolment is not None:
            return standing_of(enrolment)
        for done in completions_by(person):
            if done.enrolment.run_id == found.id:
                return standing_of(done.enrolment)
    raise NotFound(_("You are not in such a class."))


def own_completion(completion_id: UUID, person: User) -> Completion:
    found = completion_to_certify(completion_id, by=person)
    if found.enrolment.user_id != person.id:
        raise NotFound(_("There is no such completion."))
    return found


def completion_to_certify(completion_id: UUID, *, by: User) -> Completion:
    """One's own, or one of a class that one teaches. Raises: NotFound."""
    found = db.session.get(Completion, completion_id)
    if found is None or not can_issue(by, found):
        raise NotFound(_("There is no such completion."))
    return found


def _by_name(slug: str) -> ClassRun | None:
    return db.session.scalar(select(ClassRun).where(ClassRun.slug == slug))


def _run(run_id: UUID, may: Callable[[User, ClassRun], bool], *, by: User) -> ClassRun:
    found = db.session.get(ClassRun, run_id)
    if found is None or not may(by, found):
        raise NotFound(_("There is no such class."))
    return found
