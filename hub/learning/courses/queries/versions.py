"""A version with its parts in one order, and what stands in the way of publishing it."""

from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

from accelerator.vocabulary.words import Words, in_words
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.courses.models import (
    Course,
    CourseAssignment,
    CourseVersion,
    Lesson,
    LessonFile,
    Quiz,
)
from hub.learning.courses.queries.files import content_of, is_picture
from hub.learning.courses.rules.documents import write_document
from hub.learning.courses.rules.drafts import (
    AssignmentDraft,
    FileDraft,
    ItemDraft,
    LessonDraft,
    QuizDraft,
    VersionDraft,
)
from hub.learning.courses.rules.outline import Kind, in_order, total_minutes, written_in
from hub.learning.courses.rules.pictures import pictures_named
from hub.learning.courses.rules.questions import problems

Item: TypeAlias = Lesson | Quiz | CourseAssignment
KINDS: dict[type[Item], Kind] = {
    Lesson: Kind.LESSON,
    Quiz: Kind.QUIZ,
    CourseAssignment: Kind.ASSIGNMENT,
}
_DRAFTS: dict[Kind, type[ItemDraft]] = {
    Kind.LESSON: LessonDraft,
    Kind.QUIZ: QuizDraft,
    Kind.ASSIGNMENT: AssignmentDraft,
}


def kind_of(item: Item) -> Kind:
    return KINDS[type(item)]


def version_items(version: CourseVersion) -> list[Item]:
    """Lessons, quizzes and assignments in one order."""
    everything: Sequence[Item] = [*version.lessons, *version.quizzes, *version.assignments]
    return in_order(everything)


def item_called(version: CourseVersion, key: str) -> Item:
    """Raises: NotFound."""
    found = next((item for item in version_items(version) if item.key == key), None)
    if found is None:
        raise NotFound(_("There is no such part of this version."))
    return found


def lesson_called(version: CourseVersion, key: str) -> Lesson:
    """Raises: NotFound."""
    found = item_called(version, key)
    if not isinstance(found, Lesson):
        raise NotFound(_("There is no such lesson."))
    return found


def quiz_called(version: CourseVersion, key: str) -> Quiz:
    """Raises: NotFound."""
    found = item_called(version, key)
    if not isinstance(found, Quiz):
        raise NotFound(_("There is no such quiz."))
    return found


def version_numbered(course: Course, number: int) -> CourseVersion:
    """Raises: NotFound."""
    found = next((version for version in course.versions if version.number == number), None)
    if found is None:
        raise NotFound(_("This course has no such version."))
    return found


def get_version(version_id: UUID) -> CourseVersion:
    """Raises: NotFound."""
    found = db.session.get(CourseVersion, version_id)
    if found is None:
        raise NotFound(_("This course has no such version."))
    return found


def minutes_of(version: CourseVersion) -> int:
    """Of lessons and quizzes; see `total_minutes`."""
    return total_minutes(
        (lesson.minutes for lesson in version.lessons),
        ((len(quiz.questions), quiz.time_limit_minutes) for quiz in version.quizzes),
    )


def languages_of(version: CourseVersion) -> list[str]:
    """The languages in which all of it is written."""
    return written_in(text for item in version_items(version) for text in _texts(item))


def _texts(item: Item) -> list[Words]:
    if isinstance(item, Lesson):
        return [item.title, item.body]
    if isinstance(item, Quiz):
        return [item.title, item.intro, *(question["text"] for question in item.questions)]
    return [item.title, item.brief, *(line["title"] for line in item.rubric)]


def reasons_against(version: CourseVersion) -> list[str]:
    """Why it cannot be published as it is; nothing: it can."""
    items = version_items(version)
    reasons = [] if version.lessons else [_("There is no lesson yet.")]
    for item in items:
        title = in_words(item.title) or item.key
        reasons += [f"{title}: {reason}" for reason in _reasons_of(item)]
    return reasons


def _reasons_of(item: Item) -> list[str]:
    if isinstance(item, Lesson):
        return _reasons_of_lesson(item)
    if isinstance(item, Quiz):
        if not item.questions:
            return [_("There are no questions yet.")]
        return [sentence for wrong in problems(item.questions).values() for sentence in wrong]
    lacking = [] if item.brief else [_("It does not say yet what is to be done.")]
    return lacking if item.rubric else [*lacking, _("It has no rubric yet.")]


def _reasons_of_lesson(lesson: Lesson) -> list[str]:
    if not lesson.body and not lesson.video_url and not lesson.files:
        return [_("There is nothing in it yet.")]
    there = {each.name for each in lesson.files if is_picture(each.file)}
    named = {name for text in lesson.body.values() for name in pictures_named(text)}
    return [
        _("The picture %(name)s is not among its files.", name=name)
        for name in sorted(named - there)
    ]


def item_draft_of(item: Item) -> ItemDraft:
    kind = _DRAFTS[kind_of(item)]
    return kind(**{name: getattr(item, name) for name in kind.__dataclass_fields__})


def quiz_draft_of(quiz: Quiz) -> QuizDraft:
    return QuizDraft(**{name: getattr(quiz, name) for name in QuizDraft.__dataclass_fields__})


def version_draft_of(version: CourseVersion, *, with_content: bool = False) -> VersionDraft:
    return VersionDraft(
        outcomes=list(version.outcomes),
        syllabus=version.syllabus,
        items=[item_draft_of(item) for item in version_items(version)],
        files={
            lesson.key: [_file_draft(each, with_content=with_content) for each in lesson.files]
            for lesson in version.lessons
            if lesson.files
        },
    )


def document_of(version: CourseVersion, *, with_content: bool = False) -> dict[str, Any]:
    """The version as one document, see `rules.documents`; files by their hash alone, or with
    their content for a course of another house."""
    return write_document(version_draft_of(version, with_content=with_content))


def _file_draft(each: LessonFile, *, with_content: bool) -> FileDraft:
    content = content_of(each.file) if with_content else None
    return FileDraft(each.name, title=each.title, sha256=each.file.sha256, content=content)
