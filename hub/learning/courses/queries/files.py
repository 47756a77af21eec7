"""Questions about the pictures and files of lessons."""

from uuid import UUID

from sqlalchemy import exists, select

from hub.core.database import db
from hub.files import storage
from hub.files.models import File
from hub.files.rules import Kind
from hub.learning.courses.models import Course, CourseVersion, Lesson, LessonFile


def file_with_hash(course: Course, sha256: str) -> File | None:
    """The course's file with these bytes."""
    query = select(File).where(
        File.owner_kind == Course.__tablename__,
        File.owner_id == course.id,
        File.sha256 == sha256,
        File.deleted_at.is_(None),
    )
    return db.session.scalars(query.order_by(File.made_at).limit(1)).first()


def content_of(file: File) -> bytes:
    """Raises: OSError, if its bytes are gone (`flask doctor` tells)."""
    return storage.path_of(file.id).read_bytes()


def is_picture(file: File) -> bool:
    """Shown in the lesson's text; others are offered below it."""
    return file.kind is Kind.PHOTO


def is_in_published_version(file_id: UUID) -> bool:
    query = exists().where(
        LessonFile.file_id == file_id,
        LessonFile.lesson_id == Lesson.id,
        Lesson.version_id == CourseVersion.id,
        CourseVersion.published_at.is_not(None),
    )
    return bool(db.session.scalar(select(query)))
