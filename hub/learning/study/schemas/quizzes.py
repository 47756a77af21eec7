"""Quizzes in JSON: as they are asked, what was answered, and what came of it. Which answers are
right is listed nowhere here, whatever the questions know."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, WithJsonSchema

from hub.core.i18n import gettext as _
from hub.learning.courses.models import Quiz
from hub.learning.courses.rules.questions import Question, QuestionKind
from hub.learning.courses.rules.quizzes import LONGEST_ANSWER, Marked, QuestionMarked, Verdict
from hub.learning.study.models import QuizAttempt
from hub.learning.study.queries.quizzes import QuizStands
from hub.web.api import Body, Instant, Shown, unusable

Words = dict[str, str]
Language = Literal["en", "id", "de"]
MOST_OPTIONS = 100
MOST_ANSWERS = 200


def _answer(value: Any) -> Any:
    several = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in several) or len(several) > MOST_OPTIONS:
        raise unusable(_("An answer is text, or a list of options."))
    if any(len(each) > LONGEST_ANSWER for each in several):
        raise unusable(_("Please use at most %(max)d characters.", max=LONGEST_ANSWER))
    return value


_TEXT = {"type": "string", "maxLength": LONGEST_ANSWER}
Answer = Annotated[
    Any,
    AfterValidator(_answer),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "maxItems": MOST_OPTIONS}]}),
]
Answers = Annotated[
    dict[str, Answer],
    Field(
        max_length=MOST_ANSWERS,
        description="By the question's id: an option's id (single), a list of them (multiple), or"
        " text as it was typed. What fits no question is left out.",
        examples=[{"q1": "a", "q2": ["a", "c"], "q3": "0.25"}],
    ),
]
SPOKEN = "In which numbers were typed: 0,25 is a quarter in two of three. Else the caller's."


class OptionShown(Shown):
    id: str
    text: Words


class QuizQuestionShown(Shown):
    """A question as it is asked."""

    id: str
    kind: QuestionKind
    text: Words = Field(description="Markdown, by language.")
    points: int
    options: list[OptionShown] = Field(description="To choose from; empty where one writes.")

    @classmethod
    def of(cls, question: Question) -> "QuizQuestionShown":
        options = [
            OptionShown(id=each["id"], text=each["text"]) for each in question.get("options", ())
        ]
        own = ("id", "kind", "text", "points")
        return cls(**{name: question[name] for name in own}, options=options)


class QuizTryShown(Shown):
    """A try at a quiz, in a list."""

    id: UUID
    number: int
    started_at: Instant
    due_at: Instant | None
    submitted_at: Instant | None
    offline: bool = Field(description="Answered in an offline kit.")
    points: int | None
    points_possible: int | None
    passed: bool | None

    @classmethod
    def of(cls, attempt: QuizAttempt) -> "QuizTryShown":
        return cls(**_try(attempt))


class QuizShown(Shown):
    """A quiz, and how you stand with it."""

    class_id: UUID
    key: str
    title: Words
    intro: Words = Field(description="Markdown.")
    is_required: bool
    question_count: int
    pass_percent: int
    time_limit_minutes: int | None = Field(description="Runs from the beginning of a try.")
    tries_allowed: int | None = Field(description="Null: as many as you like.")
    tries_left: int | None = Field(description="Likewise.")
    passed: bool
    tries: list[QuizTryShown] = Field(description="Yours, newest first.")
    questions: list[QuizQuestionShown] = Field(
        description="For who teaches and does not learn; learners read them in a try."
    )

    @classmethod
    def of(cls, quiz: Quiz, stands: QuizStands | None, *, class_id: UUID) -> "QuizShown":
        own = ("key", "title", "intro", "is_required", "pass_percent", "time_limit_minutes")
        tries = reversed(stands.attempts) if stands else ()
        return cls(
            **{name: getattr(quiz, name) for name in own},
            class_id=class_id,
            question_count=len(quiz.questions),
            tries_allowed=quiz.attempts,
            tries_left=stands.left if stands else quiz.attempts,
            passed=stands.passed if stands else False,
            tries=[QuizTryShown.of(each) for each in tries],
            questions=[] if stands else [QuizQuestionShown.of(each) for each in quiz.questions],
        )


class QuestionResultShown(Shown):
    """What came of one answer."""

    id: str
    verdict: Verdict
    points: int
    possible: int
    feedback: Words = Field(description="What the course says to the question; Markdown.")

    @classmethod
    def of(cls, marked: QuestionMarked, question: Question) -> "QuestionResultShown":
        own = ("id", "verdict", "points", "possible")
        named = {name: getattr(marked, name) for name in own}
        return cls(**named, feedback=question.get("feedback") or {})


class QuizResultShown(Shown):
    points: int
    possible: int
    percent: int = Field(description="Rounded down.")
    passed: bool
    questions: list[QuestionResultShown]

    @classmethod
    def of(cls, attempt: QuizAttempt, quiz: Quiz, *, marked: Marked) -> "QuizResultShown":
        asked = {question["id"]: question for question in quiz.questions}
        return cls(
            points=marked.points,
            possible=marked.possible,
            percent=marked.percent,
            passed=bool(attempt.passed),
            questions=[QuestionResultShown.of(each, asked[each.id]) for each in marked.questions],
        )


class QuizTryInFullShown(QuizTryShown):
    """A try with its questions, what is answered so far, and once handed in, its result."""

    class_id: UUID
    quiz: str = Field(description="Its key.")
    questions: list[QuizQuestionShown]
    answers: dict[str, str | list[str]] = Field(description="By the question's id, as kept.")
    language: str
    result: QuizResultShown | None
    version: int

    @classmethod
    def in_full(
        cls, attempt: QuizAttempt, quiz: Quiz, *, class_id: UUID, marked: Marked | None
    ) -> "QuizTryInFullShown":
        return cls(
            **_try(attempt),
            class_id=class_id,
            quiz=quiz.key,
            questions=[QuizQuestionShown.of(each) for each in quiz.questions],
            answers=attempt.answers,
            language=attempt.language,
            result=QuizResultShown.of(attempt, quiz, marked=marked) if marked else None,
            version=attempt.version,
        )


class AnswersSaved(Body):
    answers: Answers
    language: Language | None = Field(default=None, description=SPOKEN)


class QuizHandedIn(Body):
    answers: Answers | None = Field(default=None, description="Null: those that are saved.")
    language: Language | None = Field(default=None, description=SPOKEN)


def _try(attempt: QuizAttempt) -> dict[str, Any]:
    own = ("id", "number", "started_at", "due_at", "submitted_at", "points", "points_possible",
           "passed")  # fmt: skip
    return {name: getattr(attempt, name) for name in own} | {"offline": bool(attempt.kit_id)}
