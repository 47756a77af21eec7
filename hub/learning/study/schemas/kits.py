"""The offline kit in JSON, and what comes back from it."""

from uuid import UUID

from pydantic import Field

from hub.learning.study.rules.kits import MOST_LESSONS, Returned
from hub.learning.study.schemas.quizzes import Answers, Language
from hub.learning.study.services.kits import Taken
from hub.web.api import Body, Line, Shown

LONGEST_TOKEN = 200
LONGEST_KEY = 40


class KitSizesShown(Shown):
    """How large a kit would be, in the language now spoken. Kits are made for learners: null for
    who only teaches."""

    class_id: UUID
    language: str
    size: int | None = Field(description="In bytes, nearly.")
    size_without_files: int | None = Field(description="With the pictures all the same.")


class KitAsked(Body):
    files: bool = Field(default=True, description="With the files that lessons offer.")


class KitShown(Shown):
    """A kit: one ZIP that opens from a disk by its index.html."""

    class_id: UUID
    name: str
    language: str
    size: int = Field(description="In bytes.")
    token: str = Field(description="Also in the kit. Who holds it sends answers in your name.")
    content: str = Field(description="Base64 (RFC 4648).")


class KitAnswersSent(Body):
    """As a kit saves them in a file."""

    kit: Line = Field(min_length=1, max_length=LONGEST_TOKEN, description="The kit's token.")
    quiz: Line = Field(
        default="",
        max_length=LONGEST_KEY,
        description="Its key; empty where only lessons are told.",
    )
    answers: Answers = Field(default_factory=dict)
    lessons: list[Line] = Field(
        default_factory=list, max_length=MOST_LESSONS, description="Keys of those that were read."
    )
    language: Language = "en"

    def returned(self) -> Returned:
        return Returned(self.kit, self.quiz, self.answers, tuple(self.lessons), self.language)


class KitTakenShown(Shown):
    """What became of answers from a kit."""

    class_id: UUID
    class_slug: str
    again: bool = Field(description="They had come before; they count once.")
    lessons: int = Field(description="Noted as read now.")
    quiz: str | None
    try_number: int | None
    points: int | None
    points_possible: int | None
    passed: bool | None

    @classmethod
    def of(cls, taken: Taken) -> "KitTakenShown":
        run, attempt = taken.kit.enrolment.run, taken.attempt
        return cls(
            class_id=run.id,
            class_slug=run.slug,
            again=taken.again,
            lessons=taken.lessons,
            quiz=attempt.quiz_key if attempt else None,
            try_number=attempt.number if attempt else None,
            points=attempt.points if attempt else None,
            points_possible=attempt.points_possible if attempt else None,
            passed=attempt.passed if attempt else None,
        )
