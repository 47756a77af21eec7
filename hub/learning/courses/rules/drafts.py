"""What a version consists of, as somebody wants it: lessons, quizzes, assignments."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from accelerator.vocabulary.words import Words
from hub.learning.courses.rules.outline import Kind

LONGEST_TITLE = 160
LONGEST_INTRO = 2000
LONGEST_TEXT = 8000
LONGEST_LESSON = 40_000
LONGEST_MINUTES = 600
MOST_ITEMS = 120
MOST_OUTCOMES = 12
MOST_FILES = 30
MOST_LINES = 12
MOST_ATTEMPTS = 20


@dataclass(frozen=True)
class FileDraft:
    """A picture or a file of a lesson. `name` is how the lesson's text calls it: `![…](map.png)`.

    `content` are its bytes; without them the course has a file with this `sha256` already.
    """

    name: str
    title: Words = field(default_factory=dict)
    sha256: str = ""
    content: bytes | None = None


@dataclass(frozen=True)
class LessonDraft:
    """`body` is Markdown by language; `minutes` of reading, the film included."""

    title: Words
    key: str = ""
    body: Words = field(default_factory=dict)
    minutes: int = 10
    is_required: bool = True
    video_url: str = ""
    video_minutes: int | None = None

    kind = Kind.LESSON


@dataclass(frozen=True)
class QuizDraft:
    """`questions` as `rules.questions` describes them; `attempts` None: as often as one likes."""

    title: Words
    key: str = ""
    intro: Words = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    pass_percent: int = 70
    attempts: int | None = None
    time_limit_minutes: int | None = None
    is_required: bool = True

    kind = Kind.QUIZ


@dataclass(frozen=True)
class AssignmentDraft:
    """`rubric`: [{"id": "clarity", "title": Words, "about": Words, "points": 4}]."""

    title: Words
    key: str = ""
    brief: Words = field(default_factory=dict)
    rubric: list[dict[str, Any]] = field(default_factory=list)
    pass_percent: int = 60
    takes_files: bool = True
    is_required: bool = True

    kind = Kind.ASSIGNMENT


ItemDraft: TypeAlias = LessonDraft | QuizDraft | AssignmentDraft


@dataclass(frozen=True)
class VersionDraft:
    """A whole version. `files`: by the key of a lesson."""

    outcomes: list[Words] = field(default_factory=list)
    syllabus: Words = field(default_factory=dict)
    items: list[ItemDraft] = field(default_factory=list)
    files: dict[str, list[FileDraft]] = field(default_factory=dict)

    @property
    def all_files(self) -> list[FileDraft]:
        return [file for some in self.files.values() for file in some]
