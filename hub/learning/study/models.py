"""What a learner has read, answered and handed in, and what is said in a class."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment

_OPEN = text("submitted_at IS NULL")


class LessonDone(Model):
    """A learner has opened a lesson, and perhaps says that it is done. By the lesson's key, which
    outlives versions."""

    __tablename__ = "lessons_done"
    __table_args__ = (UniqueConstraint("enrolment_id", "lesson_key"),)

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    lesson_key: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]


class OfflineKit(Model):
    """A kit that a learner took along. What it sends back later is taken once for each quiz."""

    __tablename__ = "offline_kits"
    __table_args__ = (Index(None, "enrolment_id"),)

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    #: Only the hash of what stands in the ZIP and lets it send answers.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    returned_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship()


class QuizAttempt(Model):
    """One try at a quiz. It is marked when it is handed in; what comes after `due_at` is not
    taken, and what was saved until then is marked."""

    __tablename__ = "quiz_attempts"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz_key", "number"),
        CheckConstraint("(submitted_at IS NULL) = (points IS NULL)", name="marked_when_handed_in"),
        CheckConstraint(
            "points IS NULL OR (points >= 0 AND points <= points_possible)",
            name="points_within_possible",
        ),
        UniqueConstraint("kit_id", "quiz_key"),
        Index(None, "due_at"),
        Index(
            "uq_quiz_attempts_open",
            "enrolment_id",
            "quiz_key",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    quiz_key: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    #: By the question's id: an option's id, a list of them, or text.
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: In which numbers were typed: 0,25 is a quarter in two of three.
    language: Mapped[str] = mapped_column(String(2), default="en")
    #: When it was answered on a disk and sent later.
    kit_id: Mapped[UUID | None] = mapped_column(ForeignKey("offline_kits.id"))
    points: Mapped[int | None]
    points_possible: Mapped[int | None]
    passed: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)

    enrolment: Mapped[Enrolment] = relationship()


class Submission(Model):
    """Work handed in for an assignment; each time anew, with its mark."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "assignment_key", "number"),
        CheckConstraint("(graded_at IS NULL) = (points IS NULL)", name="graded_has_points"),
        CheckConstraint(
            "points IS NULL OR (points >= 0 AND points <= points_possible)",
            name="points_within_possible",
        ),
        Index(None, "graded_at", "submitted_at"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    assignment_key: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime] = mapped_column(default=now)
    #: By the criterion's id: {"points": 3, "note": "…"}
    marks: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    feedback: Mapped[str] = mapped_column(Text, default="")
    points: Mapped[int | None]
    points_possible: Mapped[int | None]
    passed: Mapped[bool | None]
    graded_at: Mapped[datetime | None]
    graded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    enrolment: Mapped[Enrolment] = relationship()
    graded_by: Mapped[User | None] = relationship()


class Post(Model):
    """A question or an answer in a run's discussion. Hidden ones are kept, and shown to nobody but
    those who teach."""

    __tablename__ = "class_posts"
    __table_args__ = (
        Index(None, "run_id", "thread_id", "made_at"),
        Index(None, "author_id"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    #: The post that it answers; None begins a thread.
    thread_id: Mapped[UUID | None] = mapped_column(ForeignKey("class_posts.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str] = mapped_column(String(160), default="")
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    author: Mapped[User] = relationship(foreign_keys=[author_id], lazy="joined")
    run: Mapped[ClassRun] = relationship()


class Announcement(Model):
    """What those who teach tell the whole class, on its page and by mail."""

    __tablename__ = "class_announcements"
    __table_args__ = (Index(None, "run_id", "made_at"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship(lazy="joined")
    run: Mapped[ClassRun] = relationship()


class ClassFeedback(Model):
    """A learner's answers to the survey after a run: 1 (poor) to 5 (very good), and words. Those
    who teach read them without the name."""

    __tablename__ = "class_feedback"
    __table_args__ = (
        UniqueConstraint("enrolment_id"),
        CheckConstraint(
            "content BETWEEN 1 AND 5 AND teaching BETWEEN 1 AND 5 AND usefulness BETWEEN 1 AND 5",
            name="from_one_to_five",
        ),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    content: Mapped[int]
    teaching: Mapped[int]
    usefulness: Mapped[int]
    liked: Mapped[str] = mapped_column(String(2000), default="")
    better: Mapped[str] = mapped_column(String(2000), default="")
    given_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    enrolment: Mapped[Enrolment] = relationship()
