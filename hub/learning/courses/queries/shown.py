"""A version as pages show it: its outline with minutes, before anybody has a place."""

from dataclasses import dataclass

from accelerator.vocabulary.words import Words
from hub.learning.courses.models import Course, CourseVersion, Lesson, Quiz
from hub.learning.courses.queries.courses import current_version, prerequisites_of
from hub.learning.courses.queries.versions import (
    Item,
    kind_of,
    languages_of,
    minutes_of,
    version_items,
)
from hub.learning.courses.rules.outline import Kind, quiz_minutes


@dataclass(frozen=True)
class OutlineLine:
    """`minutes`: of a lesson or a quiz; work that is handed in has no fixed time. `count`: of the
    questions of a quiz, the files of a lesson or the lines of a rubric."""

    kind: Kind
    key: str
    title: Words
    minutes: int | None
    count: int
    is_required: bool
    has_video: bool


@dataclass(frozen=True)
class Outline:
    """`minutes` of all lessons and quizzes; `languages`: in which all of it is written."""

    lines: list[OutlineLine]
    minutes: int
    languages: list[str]


@dataclass(frozen=True)
class CourseShown:
    """What everybody is told of a course. Without a published version there is no outline."""

    course: Course
    version: CourseVersion | None
    outline: Outline | None
    prerequisites: list[Course]


def course_shown(course: Course) -> CourseShown:
    """For the public page of a course, see `parts/course.html`."""
    version = current_version(course)
    return CourseShown(
        course=course,
        version=version,
        outline=outline_of(version) if version else None,
        prerequisites=prerequisites_of(course),
    )


def outline_of(version: CourseVersion) -> Outline:
    return Outline(
        lines=[_line(item) for item in version_items(version)],
        minutes=minutes_of(version),
        languages=languages_of(version),
    )


def _line(item: Item) -> OutlineLine:
    minutes, count = None, 0
    if isinstance(item, Lesson):
        minutes, count = item.minutes, len(item.files)
    elif isinstance(item, Quiz):
        count = len(item.questions)
        minutes = quiz_minutes(count, item.time_limit_minutes)
    else:
        count = len(item.rubric)
    return OutlineLine(
        kind=kind_of(item),
        key=item.key,
        title=item.title,
        minutes=minutes,
        count=count,
        is_required=item.is_required,
        has_video=isinstance(item, Lesson) and bool(item.video_url),
    )
