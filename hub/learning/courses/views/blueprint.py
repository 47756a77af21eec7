"""The blueprint that all pages of courses are registered on, and what templates of all learning
may use: `{{ lesson | lesson_html }}`, `{{ lesson | other_files }}`, `{{ file_url(file) }}`,
`{{ level_name(course.level) }}`, `{{ kind_name(kind) }}`, `{{ course_terms(course) }}`."""

from typing import Any

from flask import Blueprint, url_for
from markupsafe import Markup

from accelerator.vocabulary.terms import Dimension, label_of
from accelerator.vocabulary.topics import Topic
from accelerator.vocabulary.words import in_words
from hub.core.i18n import LANGUAGE_NAMES
from hub.files.words import about
from hub.learning.courses.models import Course, Lesson, LessonFile, Level
from hub.learning.courses.names import KINDS, LEVELS, QUESTION_KINDS
from hub.learning.courses.queries.files import is_picture
from hub.learning.courses.rules.outline import Kind
from hub.learning.courses.rules.pictures import pictures_named
from hub.learning.courses.rules.questions import QuestionKind
from hub.web.markdown import Picture, markdown

bp = Blueprint("courses", __name__)


@bp.app_template_filter()
def lesson_html(lesson: Lesson, speaking: str | None = None, *, under: int = 1) -> Markup:
    """Its text in the reader's language (or in `speaking`), with its own pictures and files."""
    return lesson_text(lesson, in_words(lesson.body, speaking), under=under)


def lesson_text(lesson: Lesson | None, text: str, *, under: int = 1) -> Markup:
    """A text as it would look in this lesson."""
    files = lesson.files if lesson else []
    return markdown(
        text,
        under=under,
        pictures={
            each.name: Picture(file_url(each), each.file.width, each.file.height)
            for each in files
            if is_picture(each.file)
        },
        files={each.name: file_url(each) for each in files},
    )


@bp.app_template_filter()
def other_files(lesson: Lesson) -> list[LessonFile]:
    """What is offered below the text: all but the pictures that it shows."""
    shown = {name for text in lesson.body.values() for name in pictures_named(text)}
    return [each for each in lesson.files if not (is_picture(each.file) and each.name in shown)]


@bp.app_template_global()
def file_url(each: LessonFile) -> str:
    door = "files.photo" if is_picture(each.file) else "files.document"
    return url_for(door, file_id=each.file_id)


@bp.app_template_global()
def file_size(each: LessonFile) -> str:
    """12 pages · 3.4 MB"""
    return about(each.file)


@bp.app_template_global()
def level_name(level: Level) -> str:
    return str(LEVELS[level])


@bp.app_template_global()
def kind_name(kind: Kind) -> tuple[Any, str, Any]:
    """What a part of a version is called, its icon, and what to press for a new one."""
    return KINDS[Kind(kind)]


@bp.app_template_global()
def course_terms(course: Course) -> list[str]:
    """Its topics and dimensions, in the reader's language."""
    topics = [label_of(Topic, each) for each in course.topics]
    return topics + [label_of(Dimension, each) for each in course.dimensions]


@bp.app_template_global()
def language_names(codes: list[str]) -> str:
    return ", ".join(LANGUAGE_NAMES[code] for code in codes)


@bp.app_template_global()
def question_kind_name(kind: str) -> str:
    return str(QUESTION_KINDS[QuestionKind(kind)][0])
