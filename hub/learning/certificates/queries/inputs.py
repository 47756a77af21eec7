"""What a rule looks at, for many learners of a run at once: as many queries for one as for five
hundred. The steps are those of the version that the run keeps, so that a later syllabus asks
nobody for more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from accelerator.vocabulary.words import Words
from hub.core.database import db
from hub.learning.attendance.queries.counting import minutes_of
from hub.learning.certificates.rules.completion import Inputs, Tried
from hub.learning.classes.models import ClassRun
from hub.learning.courses.models import CourseAssignment, Lesson, Quiz
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.queries.progress import StudyShown, study_of_many


@dataclass(frozen=True)
class Steps:
    """What a run consists of, by key in the order of its syllabus, with titles."""

    lessons: dict[str, Words] = field(default_factory=dict)
    quizzes: dict[str, Words] = field(default_factory=dict)
    assignments: dict[str, Words] = field(default_factory=dict)
    #: Quizzes and assignments that nobody has to do.
    extra: frozenset[str] = frozenset()


def steps_of(run: ClassRun) -> Steps:
    found: dict[str, dict[str, Words]] = {}
    extra: set[str] = set()
    for name, kind in (("lessons", Lesson), ("quizzes", Quiz), ("assignments", CourseAssignment)):
        query = select(kind.key, kind.title, kind.is_required).where(
            kind.version_id == run.version_id
        )
        rows = db.session.execute(query.order_by(kind.position)).all()
        found[name] = {key: title for key, title, _required in rows}
        if kind is not Lesson:
            extra |= {key for key, _title, is_required in rows if not is_required}
    return Steps(**found, extra=frozenset(extra))


def inputs_of(run: ClassRun, enrolments: Sequence[Enrolment]) -> dict[UUID, Inputs]:
    """By the enrolment's id; all of them are of this run."""
    extra, learnt = steps_of(run).extra, study_of_many(enrolments)
    attended = minutes_of(run, [each.user_id for each in enrolments])
    return {
        each.id: _inputs(learnt[each.id], attended[each.user_id], extra=extra)
        for each in enrolments
    }


def _inputs(learnt: StudyShown, minutes: tuple[int, int], *, extra: frozenset[str]) -> Inputs:
    attended, counting = minutes
    return Inputs(
        minutes_attended=min(attended, counting),
        minutes_counting=counting,
        lessons_done=learnt.lessons_done,
        lessons_required=learnt.lessons_required,
        quizzes={key: Tried(tried.best, tried.passed) for key, tried in learnt.quizzes.items()},
        assignments=dict(learnt.assignments),
        feedback_given=learnt.feedback_given,
        extra=extra,
    )
