"""The outline of a class for who learns in it: what is done, what comes next, when one meets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.core.clock import now
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.courses.models import CourseAssignment, Lesson, Quiz
from hub.learning.courses.queries import Item, kind_of, version_items
from hub.learning.courses.rules.outline import Kind, quiz_minutes
from hub.learning.study.queries.progress import StudyShown, study_of
from hub.learning.study.queries.reading import Reader


class StepState(StrEnum):
    TODO = "todo"
    #: The first that is required and not done.
    NEXT = "next"
    #: Handed in, and not marked yet.
    WAITS = "waits"
    DONE = "done"


@dataclass(frozen=True)
class Step:
    item: Item
    kind: Kind
    state: StepState
    #: Of reading or answering; None for work that is handed in.
    minutes: int | None = None
    #: Of a quiz: the best result in percent.
    best: int | None = None


@dataclass(frozen=True)
class Outline:
    """`study` is None for who teaches and does not learn."""

    steps: Sequence[Step]
    study: StudyShown | None

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if step.state is StepState.NEXT), None)

    def around(self, key: str) -> tuple[Step | None, Step | None]:
        """What stands before and after it."""
        at = next((n for n, step in enumerate(self.steps) if step.item.key == key), None)
        if at is None:
            return None, None
        before = self.steps[at - 1] if at else None
        return before, self.steps[at + 1] if at + 1 < len(self.steps) else None


@dataclass(frozen=True)
class Meeting:
    """`is_over`: only a recording is of use now."""

    session: ClassSession
    is_over: bool


def outline_of(reader: Reader) -> Outline:
    study = study_of(reader.enrolment) if reader.enrolment else None
    steps: list[Step] = []
    for item in version_items(reader.run.of_version):
        state = _state(item, study)
        is_next = state is StepState.TODO and item.is_required and study is not None
        if is_next and all(step.state is not StepState.NEXT for step in steps):
            state = StepState.NEXT
        steps.append(_step(item, state, study=study))
    return Outline(steps, study)


def meetings_of(run: ClassRun) -> list[Meeting]:
    """That are not cancelled, in order."""
    at = now()
    return [Meeting(session, session.ends_at <= at) for session in standing_sessions(run)]


def _state(item: Item, study: StudyShown | None) -> StepState:
    if study is None:
        return StepState.TODO
    if isinstance(item, Lesson):
        done = item.key in study.lessons
    elif isinstance(item, Quiz):
        done = study.quizzes[item.key].passed
    else:
        done = study.assignments[item.key]
        if not done and item.key in study.handed_in:
            return StepState.WAITS
    return StepState.DONE if done else StepState.TODO


def _step(item: Item, state: StepState, *, study: StudyShown | None) -> Step:
    if isinstance(item, CourseAssignment):
        return Step(item, kind_of(item), state)
    if isinstance(item, Lesson):
        return Step(item, Kind.LESSON, state, item.minutes)
    minutes = quiz_minutes(len(item.questions), item.time_limit_minutes)
    best = study.quizzes[item.key].best if study else None
    return Step(item, Kind.QUIZ, state, minutes, best)
