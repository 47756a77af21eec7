"""Work that was handed in, for its learner and for who marks it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased, joinedload

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.files.models import File
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_teach
from hub.learning.courses.models import CourseAssignment
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import Submission
from hub.learning.study.queries.reading import assignment_of


@dataclass(frozen=True)
class WorkStands:
    """What somebody has handed in for an assignment, newest first, each with its files."""

    assignment: CourseAssignment
    works: Sequence[Submission]
    files: dict[UUID, list[File]]

    @property
    def passed(self) -> bool:
        return any(each.passed for each in self.works)

    @property
    def waits(self) -> bool:
        """For a mark."""
        return bool(self.works) and self.works[0].graded_at is None


def work_stands(enrolment: Enrolment, key: str) -> WorkStands:
    """Raises: NotFound."""
    assignment = assignment_of(enrolment.run, key)
    query = (
        select(Submission)
        .where(Submission.enrolment_id == enrolment.id, Submission.assignment_key == key)
        .options(joinedload(Submission.graded_by))
        .order_by(Submission.number.desc())
    )
    works = list(db.session.scalars(query))
    return WorkStands(assignment, works, files_of(each.id for each in works))


def files_of(submission_ids: Iterable[UUID]) -> dict[UUID, list[File]]:
    """In the order in which they came."""
    query = select(File).where(
        File.owner_kind == Submission.__tablename__,
        File.owner_id.in_(list(submission_ids)),
        File.deleted_at.is_(None),
    )
    found: dict[UUID, list[File]] = defaultdict(list)
    for file in db.session.scalars(query.order_by(File.made_at, File.id)):
        found[file.owner_id].append(file)
    return found


def newest_work(enrolment: Enrolment, key: str) -> Submission | None:
    query = select(Submission).where(
        Submission.enrolment_id == enrolment.id, Submission.assignment_key == key
    )
    return db.session.scalars(query.order_by(Submission.number.desc()).limit(1)).one_or_none()


def works_of(
    run: ClassRun, *, waiting: bool = True, cursor: str | None = None, limit: int = 30
) -> Page[Submission]:
    """What was handed in last for each assignment by each learner: what waits for a mark (longest
    first), or all of it."""
    query = (
        select(Submission)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(Enrolment.run_id == run.id, _is_newest())
        .options(joinedload(Submission.enrolment), joinedload(Submission.graded_by))
    )
    if waiting:
        query = query.where(Submission.graded_at.is_(None), Enrolment.ended_at.is_(None))
    by = [Submission.submitted_at, Submission.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=not waiting)


def count_waiting(run_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How much waits for a mark, by run; those without any are left out."""
    query = (
        select(Enrolment.run_id, func.count())
        .join(Submission, Submission.enrolment_id == Enrolment.id)
        .where(
            Enrolment.run_id.in_(run_ids),
            Enrolment.ended_at.is_(None),
            Submission.graded_at.is_(None),
            _is_newest(),
        )
        .group_by(Enrolment.run_id)
    )
    return dict(db.session.execute(query).all())


def work_to_mark(submission_id: UUID, *, by: User) -> Submission:
    """Raises: NotFound, also for who does not teach its class."""
    found = db.session.get(Submission, submission_id)
    if found is None or not can_teach(by, found.enrolment.run):
        raise NotFound(_("There is no such work."))
    return found


def work_seen(submission_id: UUID, *, by: User) -> Submission:
    """One's own, or of a class that one teaches. Raises: NotFound."""
    found = db.session.get(Submission, submission_id)
    if found is not None and found.enrolment.user_id == by.id:
        return found
    return work_to_mark(submission_id, by=by)


def _is_newest() -> ColumnElement[bool]:
    later = aliased(Submission)
    newer = select(later.id).where(
        and_(
            later.enrolment_id == Submission.enrolment_id,
            later.assignment_key == Submission.assignment_key,
            later.number > Submission.number,
        )
    )
    return ~newer.exists()
