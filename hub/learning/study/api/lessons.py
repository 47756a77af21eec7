"""The way through a class, and its lessons, by API."""

from uuid import UUID

from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.study.api.groups import CLASS, READS, WRITES, content_of, endpoints, reader_at
from hub.learning.study.queries.feedback import is_open
from hub.learning.study.queries.outline import meetings_of, outline_of
from hub.learning.study.queries.reading import Reader, lesson_of
from hub.learning.study.schemas.lessons import FileContentShown, LearningShown, LessonShown
from hub.learning.study.services import lessons
from hub.web.api import Endpoint

LESSON = f"{CLASS}/lessons/<key>"


@endpoints.serves(
    Endpoint(
        "GET",
        f"{CLASS}/learning",
        "The way through a class, with your progress",
        answers=LearningShown,
        refuses=READS,
    )
)
def class_learning(class_id: UUID) -> LearningShown:
    reader = reader_at(class_id)
    return LearningShown.of(
        reader,
        outline_of(reader),
        meetings=meetings_of(reader.run),
        survey_open=is_open(reader.run),
    )


@endpoints.serves(
    Endpoint(
        "GET",
        LESSON,
        "A lesson",
        answers=LessonShown,
        refuses=READS,
        note="Reading it here notes nothing; say that it is read.",
    )
)
def class_lesson(class_id: UUID, key: str) -> LessonShown:
    return _shown(reader_at(class_id), key)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{LESSON}/files/<uuid:file_id>",
        "A picture or a file of a lesson",
        answers=FileContentShown,
        refuses=READS,
    )
)
def class_lesson_file(class_id: UUID, key: str, *, file_id: UUID) -> FileContentShown:
    lesson = lesson_of(reader_at(class_id).run, key)
    found = next((each for each in lesson.files if each.file_id == file_id), None)
    if found is None:
        raise NotFound(_("There is no such file."))
    return content_of(found.file, name=found.name)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{LESSON}/read",
        "Say that you have read a lesson",
        answers=LessonShown,
        scope=WRITES,
        refuses=READS,
        note="Once; again changes nothing.",
    )
)
def read_class_lesson(class_id: UUID, key: str) -> LessonShown:
    reader = reader_at(class_id)
    lessons.finish_lesson(reader.learner, key, by=reader.person)
    return _shown(reader, key)


def _shown(reader: Reader, key: str) -> LessonShown:
    lesson, learner = lesson_of(reader.run, key), reader.enrolment
    done = lessons.is_done(learner, key) if learner else None
    return LessonShown.of(lesson, class_id=reader.run.id, is_done=done)
