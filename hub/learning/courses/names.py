"""What levels, kinds and states are called in front of people."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l
from hub.learning.courses.models import Level
from hub.learning.courses.queries.courses import CourseState
from hub.learning.courses.rules.outline import Kind
from hub.learning.courses.rules.questions import QuestionKind
from hub.learning.courses.rules.quizzes import Verdict

LEVELS: dict[Level, Any] = {
    Level.FIRST_STEPS: _l("First steps"),
    Level.PRACTICE: _l("Practice"),
    Level.ADVANCED: _l("Advanced"),
}
#: State → what it is called, and the tone of its chip.
STATES: dict[CourseState, tuple[Any, str]] = {
    CourseState.DRAFT: (_l("Not published"), "warn"),
    CourseState.PUBLISHED: (_l("Published"), "ok"),
    CourseState.ARCHIVED: (_l("Archived"), ""),
}
#: Kind → what it is called, its icon, and what to press for a new one.
KINDS: dict[Kind, tuple[Any, str, Any]] = {
    Kind.LESSON: (_l("Lesson"), "file-text", _l("Add a lesson")),
    Kind.QUIZ: (_l("Quiz"), "list", _l("Add a quiz")),
    Kind.ASSIGNMENT: (_l("Assignment"), "clipboard-list", _l("Add an assignment")),
}
#: Kind → what it is called, and how it is answered.
QUESTION_KINDS: dict[QuestionKind, tuple[Any, Any]] = {
    QuestionKind.SINGLE: (_l("One answer"), _l("Several options; exactly one is right.")),
    QuestionKind.MULTIPLE: (
        _l("Several answers"),
        _l("Several options; each right one counts, each wrong one takes one back."),
    ),
    QuestionKind.NUMERIC: (_l("A number"), _l("Right within a tolerance that you give.")),
    QuestionKind.TEXT: (_l("A word or a few"), _l("Right as one of the answers that you accept.")),
}
VERDICTS: dict[Verdict, tuple[Any, str]] = {
    Verdict.RIGHT: (_l("Right"), "ok"),
    Verdict.PARTLY: (_l("Partly right"), "warn"),
    Verdict.WRONG: (_l("Wrong"), "bad"),
    Verdict.EMPTY: (_l("Not answered"), ""),
}
