"""Work is handed in, and marked by a person with the rubric's lines and with words."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.files.rules import MEGABYTE, DocumentLimits
from hub.files.services import Stored, keep
from hub.history.services import record
from hub.learning.courses.models import CourseAssignment
from hub.learning.enrolments.models import Enrolment
from hub.learning.study import emails
from hub.learning.study.errors import AlreadyPassed, MarkedMeanwhile, NewerWork, NothingHandedIn
from hub.learning.study.facts import ProgressMade
from hub.learning.study.models import Submission
from hub.learning.study.queries.assignments import newest_work
from hub.learning.study.queries.reading import assignment_of
from hub.learning.study.rules.rubric import Marks, kept, missing, out_of_range, totalled
from hub.learning.study.services.checks import hold_place, hold_teaching, written

MOST_FILES = 5
LONGEST_WORK = 20_000
LONGEST_FEEDBACK = 4000
#: On a slow line nobody sends more.
WORK_LIMITS = DocumentLimits(max_bytes=10 * MEGABYTE)


@dataclass(frozen=True)
class Verdict:
    """`marks`: {"clarity": {"points": 3, "note": "…"}}, a row for each line of the rubric."""

    marks: Marks
    feedback: str = ""


def hand_in_work(
    enrolment: Enrolment, key: str, *, text: str, files: Sequence[Stored] = (), by: User
) -> Submission:
    """Each time anew; what was handed in before is kept, and who marks sees the newest.

    Raises: NoPlaceInClass, NotFound, AlreadyPassed, NothingHandedIn, Invalid, Conflict.
    """
    may_hand_in(enrolment, key, files=len(files), by=by)
    clean = written(text, field="text", longest=LONGEST_WORK, needed=False)
    if not clean and not files:
        raise NothingHandedIn
    lock(enrolment)
    before = newest_work(enrolment, key)
    if before is not None and before.passed:
        raise AlreadyPassed
    work = Submission(
        enrolment_id=enrolment.id,
        assignment_key=key,
        number=before.number + 1 if before else 1,
        text=clean,
    )
    db.session.add(work)
    db.session.flush()
    for stored in files:
        keep(stored, work, by_id=by.id)
    record("assignment.handed-in", work,
           after={"assignment": key, "number": work.number, "files": len(files)})  # fmt: skip
    return work


def may_hand_in(enrolment: Enrolment, key: str, *, files: int, by: User) -> None:
    """Whether it takes so many files; asked again with the files.

    Raises: NoPlaceInClass, NotFound, Conflict.
    """
    hold_place(enrolment, by=by)
    assignment = assignment_of(enrolment.run, key)
    if files and not assignment.takes_files:
        raise Conflict(_("This assignment takes text, and no files."))
    if files > MOST_FILES:
        raise Conflict(_("At most %(most)s files at a time.", most=MOST_FILES))


def mark_work(work: Submission, verdict: Verdict, *, version: int, by: User) -> Submission:
    """Or mark it anew. Its learner is told by mail.

    Raises: NotAllowed, MarkedMeanwhile (`version` is the one that was seen), NewerWork, Invalid.
    """
    enrolment = work.enrolment
    hold_teaching(enrolment.run, by=by)
    assignment = assignment_of(enrolment.run, work.assignment_key)
    _check(assignment, verdict.marks)
    feedback = written(verdict.feedback, field="feedback", longest=LONGEST_FEEDBACK, needed=False)
    lock(enrolment)
    db.session.refresh(work)
    if work.version != version:
        raise MarkedMeanwhile
    newest = newest_work(enrolment, work.assignment_key)
    if newest is not None and newest.id != work.id:
        raise NewerWork
    before = {"points": work.points, "passed": work.passed}
    total = totalled(assignment.rubric, verdict.marks)
    work.marks, work.feedback = kept(assignment.rubric, verdict.marks), feedback
    work.points, work.points_possible = total.points, total.possible
    work.passed = total.passes(assignment.pass_percent)
    work.graded_at, work.graded_by_id = now(), by.id
    work.version += 1
    db.session.flush()
    after = {"points": total.points, "possible": total.possible, "passed": work.passed}
    record("assignment.marked", work, before=before, after=after)
    emails.marked(work, assignment)
    announce(ProgressMade(enrolment.id))
    return work


def _check(assignment: CourseAssignment, marks: Marks) -> None:
    errors = {
        f"points-{id_}": [_("Please give points.")] for id_ in missing(assignment.rubric, marks)
    }
    errors |= {
        f"points-{id_}": [_("There are not so many points, or fewer than none.")]
        for id_ in out_of_range(assignment.rubric, marks)
    }
    if errors:
        raise Invalid(_("Some points are missing or do not fit."), errors=errors)
