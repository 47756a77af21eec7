"""Courses and their versions as JSON."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, JsonValue

from accelerator.vocabulary.terms import Dimension
from accelerator.vocabulary.topics import Topic
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.learning.courses import queries
from hub.learning.courses.models import Course, CourseVersion, Level
from hub.learning.courses.queries import CourseState, OutlineLine, Search
from hub.learning.courses.rules.outline import Kind
from hub.learning.courses.services import CourseDraft
from hub.learning.courses.services.courses import MOST_HOURS, MOST_TERMS
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Shown
from hub.web.api.schemas import unusable


def _in_our_languages(words: dict[str, str]) -> dict[str, str]:
    if not set(words) <= set(LANGUAGES):
        raise unusable(_("The languages are en, id and de."))
    return words


Words = Annotated[
    dict[str, Paragraph],
    AfterValidator(_in_our_languages),
    Field(examples=[{"en": "Open data", "id": "Data terbuka", "de": "Offene Daten"}]),
]
Slug = Annotated[Line, Field(min_length=1, max_length=60, examples=["open-data"])]
Topics = Annotated[list[Line], Field(max_length=MOST_TERMS, examples=[[Topic.OPEN_DATA.value]])]
Dimensions = Annotated[
    list[Line], Field(max_length=MOST_TERMS, examples=[[Dimension.GOVERNANCE.value]])
]
Hours = Annotated[int, Field(ge=1, le=MOST_HOURS, description="Of a learner's time, all in all.")]


class CoursesAsked(Paged):
    q: Line = Field(default="", max_length=120, description="In the title or the address.")
    state: CourseState | None = Field(default=None, description="Yours alone can be drafts.")
    level: Level | None = None
    topic: Topic | None = None

    def search(self) -> Search:
        return Search(
            words=self.q,
            state=self.state,
            level=self.level,
            topic=self.topic.value if self.topic else "",
        )


class CourseShown(Shown):
    """What is taught, whenever it runs."""

    id: UUID
    slug: str
    title: dict[str, str] = Field(description="By language.")
    summary: dict[str, str]
    about: dict[str, str] = Field(description="Markdown.")
    level: Level
    topics: list[str]
    dimensions: list[str]
    hours: int
    programme: UUID | None
    trains_organisations: bool
    state: CourseState
    version: int = Field(description="Counts the changes of the course itself.")

    @classmethod
    def of(cls, course: Course) -> "CourseShown":
        named = {n: getattr(course, n) for n in set(CourseShown.model_fields) - {"programme"}
                 if n != "state"}  # fmt: skip
        return cls(**named, programme=course.programme_id, state=queries.state_of(course))


class OutlineLineShown(Shown):
    """A lesson, a quiz or an assignment; `minutes` of an assignment are null."""

    kind: Kind
    key: str = Field(description="Stays the same from version to version.")
    title: dict[str, str]
    minutes: int | None
    is_required: bool

    @classmethod
    def of(cls, line: OutlineLine) -> "OutlineLineShown":
        return cls(**{name: getattr(line, name) for name in cls.model_fields})


class VersionShown(Shown):
    """A syllabus. Published ones stay as they are; `version` counts the edits of a draft."""

    id: UUID
    course: UUID
    number: int
    is_draft: bool
    published_at: Instant | None
    outcomes: list[dict[str, str]]
    syllabus: dict[str, str]
    minutes: int = Field(description="To read and answer, all lessons and quizzes.")
    languages: list[str] = Field(description="In which all of it is written.")
    outline: list[OutlineLineShown]
    version: int

    @classmethod
    def of(cls, version: CourseVersion) -> "VersionShown":
        outline = queries.outline_of(version)
        return cls(
            id=version.id,
            course=version.course_id,
            number=version.number,
            is_draft=version.is_draft,
            published_at=version.published_at,
            outcomes=version.outcomes,
            syllabus=version.syllabus,
            minutes=outline.minutes,
            languages=outline.languages,
            outline=[OutlineLineShown.of(line) for line in outline.lines],
            version=version.version,
        )


class CourseInFullShown(CourseShown):
    """With what comes before it, and its newest published version."""

    prerequisites: list[UUID]
    syllabus: VersionShown | None

    @classmethod
    def of(cls, course: Course) -> "CourseInFullShown":
        version = queries.current_version(course)
        return cls(
            **CourseShown.of(course).model_dump(),
            prerequisites=[each.id for each in queries.prerequisites_of(course)],
            syllabus=VersionShown.of(version) if version else None,
        )


class NewCourse(Body):
    slug: Slug
    title: Words
    hours: Hours
    summary: Words = Field(default_factory=dict)
    about: Words = Field(default_factory=dict)
    level: Level = Field(default=Level.FIRST_STEPS, strict=False)
    topics: Topics = Field(default_factory=list)
    dimensions: Dimensions = Field(default_factory=list)
    programme: UUID | None = None
    trains_organisations: bool = False

    def draft(self) -> CourseDraft:
        return CourseDraft(**_as_kept(self.model_dump()))


class CourseChange(Body):
    """What to change; what is left away stays."""

    slug: Slug | None = None
    title: Words | None = None
    hours: Hours | None = None
    summary: Words | None = None
    about: Words | None = None
    level: Level | None = Field(default=None, strict=False)
    topics: Topics | None = None
    dimensions: Dimensions | None = None
    programme: UUID | None = None
    trains_organisations: bool | None = None

    def given(self) -> dict[str, Any]:
        sent = self.model_dump(exclude_unset=True)
        kept = {n: value for n, value in sent.items() if value is not None or n == "programme"}
        return _as_kept(kept)


class PrerequisitesMeant(Body):
    courses: list[UUID] = Field(max_length=20, description="All of them; none: an empty list.")


def _as_kept(named: dict[str, Any]) -> dict[str, Any]:
    if "programme" in named:
        named["programme_id"] = named.pop("programme")
    return named


_DOCUMENT: dict[str, JsonValue] = {
    "outcomes": [{"en": "Tell open data from data that is only published."}],
    "items": [
        {
            "kind": "lesson",
            "key": "open-licences",
            "title": {"en": "Open licences"},
            "body": {"en": "A licence says what others may do."},
            "minutes": 8,
        },
        {
            "kind": "quiz",
            "title": {"en": "Check yourself"},
            "questions": [
                {
                    "kind": "text",
                    "text": {"en": "Which licence asks for credit alone?"},
                    "accepted": ["CC BY", "CC BY 4.0"],
                }
            ],
        },
    ],
}
ABOUT_DOCUMENT = (
    "`outcomes`, `syllabus` and `items`: lessons, quizzes with `questions`, assignments with "
    "`rubric`. Read one with `GET …/document` to see all of it. Pictures and files of a lesson "
    "stand in its `files`: `name` with `content` (base64), or with the `sha256` of one that the "
    "course has."
)


class DocumentShown(Shown):
    """A whole version, to keep or to take elsewhere."""

    course: str = Field(description="Its address.")
    number: int
    document: dict[str, JsonValue] = Field(description=ABOUT_DOCUMENT, examples=[_DOCUMENT])
    version: int


class DocumentSent(Body):
    document: dict[str, JsonValue] = Field(description=ABOUT_DOCUMENT, examples=[_DOCUMENT])
