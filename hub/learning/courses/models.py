"""Courses, their versions, and what a version consists of."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    DDL,
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.programmes.models import Programme
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.files.models import File
from hub.learning.courses.guards import POSTGRESQL_GUARDS, SQLITE_GUARDS

_DRAFT = text("published_at IS NULL")


class Level(StrEnum):
    FIRST_STEPS = "first-steps"
    PRACTICE = "practice"
    ADVANCED = "advanced"


class Course(Model):
    """What is taught, whenever it runs. What it consists of stands in its versions."""

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint("hours > 0", name="takes_time"),
        Index(None, "published_at"),
        Index(None, "programme_id"),
    )

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Words] = mapped_column(JSON)
    #: One line, and the page's text (Markdown).
    summary: Mapped[Words] = mapped_column(JSON, default=dict)
    about: Mapped[Words] = mapped_column(JSON, default=dict)
    level: Mapped[Level] = mapped_column(default=Level.FIRST_STEPS)
    #: Values of `Topic` and of `Dimension`.
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    dimensions: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: Of a learner's time, all in all.
    hours: Mapped[int]
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programmes.id"))
    #: Whether it trains support organisations (an organisation counts once a member completed).
    trains_organisations: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    programme: Mapped[Programme | None] = relationship()
    made_by: Mapped[User] = relationship()
    versions: Mapped[list["CourseVersion"]] = relationship(
        back_populates="course", order_by="CourseVersion.number"
    )

    @property
    def is_shown(self) -> bool:
        """Whether everybody may see it."""
        return self.published_at is not None and self.archived_at is None


class Prerequisite(Model):
    """`required` has to be completed before a class of `course` can be taken."""

    __tablename__ = "course_prerequisites"
    __table_args__ = (
        UniqueConstraint("course_id", "required_id"),
        CheckConstraint("course_id <> required_id", name="not_itself"),
        Index(None, "required_id"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    required_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))

    required: Mapped[Course] = relationship(foreign_keys=[required_id])


class CourseVersion(Model):
    """A syllabus with its lessons, quizzes and assignments. Once published it stays as it is (the
    database refuses, see `guards`): the next edit is made in a new version, one draft at a time,
    and a run keeps the one it began with."""

    __tablename__ = "course_versions"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        Index(
            "uq_course_versions_draft",
            "course_id",
            unique=True,
            sqlite_where=_DRAFT,
            postgresql_where=_DRAFT,
        ),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    number: Mapped[int]
    #: What one will be able to do: [Words]; and the syllabus in words (Markdown).
    outcomes: Mapped[list[Words]] = mapped_column(JSON, default=list)
    syllabus: Mapped[Words] = mapped_column(JSON, default=dict)
    #: None: a draft.
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    course: Mapped[Course] = relationship(back_populates="versions", lazy="joined")
    lessons: Mapped[list["Lesson"]] = relationship(
        back_populates="of_version", order_by="Lesson.position", cascade="all, delete-orphan"
    )
    quizzes: Mapped[list["Quiz"]] = relationship(
        back_populates="of_version", order_by="Quiz.position", cascade="all, delete-orphan"
    )
    assignments: Mapped[list["CourseAssignment"]] = relationship(
        back_populates="of_version",
        order_by="CourseAssignment.position",
        cascade="all, delete-orphan",
    )

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class Lesson(Model):
    """A page to read. `key` stays the same from version to version, so that what was learnt of it
    stays learnt. Positions are shared with quizzes and assignments: one list."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("course_versions.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[Words] = mapped_column(JSON)
    #: Markdown; pictures are called by the name of one of the lesson's files: `![…](map.png)`.
    body: Mapped[Words] = mapped_column(JSON, default=dict)
    minutes: Mapped[int] = mapped_column(default=10)
    is_required: Mapped[bool] = mapped_column(default=True)
    #: A film elsewhere, with its length so that nobody is surprised; empty for none.
    video_url: Mapped[str] = mapped_column(String(300), default="")
    video_minutes: Mapped[int | None]

    of_version: Mapped[CourseVersion] = relationship(back_populates="lessons")
    files: Mapped[list["LessonFile"]] = relationship(
        back_populates="lesson", order_by="LessonFile.position", cascade="all, delete-orphan"
    )


class LessonFile(Model):
    """A picture or a file of a lesson. The file itself belongs to the course (`hub.files`, owner
    kind "courses"), so that the lesson's later versions show the same one."""

    __tablename__ = "lesson_files"
    __table_args__ = (UniqueConstraint("lesson_id", "name"), Index(None, "file_id"))

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id"))
    #: How the lesson's text calls it.
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[Words] = mapped_column(JSON, default=dict)
    position: Mapped[int] = mapped_column(default=0)

    lesson: Mapped[Lesson] = relationship(back_populates="files")
    file: Mapped[File] = relationship(lazy="joined")


class Quiz(Model):
    """Questions that are marked by themselves.

    `questions`: [{"id": "q1", "kind": "single"|"multiple"|"numeric"|"text", "text": Words,
    "points": 1, "options": [{"id": "a", "text": Words, "correct": true}], "answer": "0.25",
    "tolerance": "0.01", "accepted": ["WIB"], "feedback": Words}]; `rules/quizzes.py` says which of
    them each kind has.
    """

    __tablename__ = "quizzes"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        CheckConstraint("pass_percent BETWEEN 0 AND 100", name="pass_mark_is_a_percentage"),
        CheckConstraint("attempts IS NULL OR attempts > 0", name="can_be_tried"),
        CheckConstraint("time_limit_minutes IS NULL OR time_limit_minutes > 0", name="has_time"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("course_versions.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[Words] = mapped_column(JSON)
    intro: Mapped[Words] = mapped_column(JSON, default=dict)
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    pass_percent: Mapped[int] = mapped_column(default=70)
    #: None: as often as one likes.
    attempts: Mapped[int | None]
    time_limit_minutes: Mapped[int | None]
    is_required: Mapped[bool] = mapped_column(default=True)

    of_version: Mapped[CourseVersion] = relationship(back_populates="quizzes")


class CourseAssignment(Model):
    """Work that is handed in and marked by a person.

    `rubric`: [{"id": "clarity", "title": Words, "about": Words, "points": 4}].
    """

    __tablename__ = "course_assignments"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        CheckConstraint("pass_percent BETWEEN 0 AND 100", name="pass_mark_is_a_percentage"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("course_versions.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[Words] = mapped_column(JSON)
    #: Markdown.
    brief: Mapped[Words] = mapped_column(JSON, default=dict)
    rubric: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    pass_percent: Mapped[int] = mapped_column(default=60)
    takes_files: Mapped[bool] = mapped_column(default=True)
    is_required: Mapped[bool] = mapped_column(default=True)

    of_version: Mapped[CourseVersion] = relationship(back_populates="assignments")


def _make_guards() -> None:
    for dialect, statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
        for statement in statements:
            ddl = DDL(statement).execute_if(dialect=dialect)
            event.listen(LessonFile.__table__, "after_create", ddl)


#: The guards come last, when all tables that they speak of are there.
for _part in (Quiz, CourseAssignment):
    LessonFile.__table__.add_is_dependent_on(_part.__table__)  # type: ignore[attr-defined]
_make_guards()
