"""Tries at quizzes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.courses.models import Quiz
from hub.learning.courses.rules.quizzes import Marked, mark
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import OfflineKit, QuizAttempt
from hub.learning.study.queries.reading import quiz_of
from hub.learning.study.rules.attempts import left, shows_solution


@dataclass(frozen=True)
class QuizStands:
    """How somebody stands with a quiz: the tries, the open one, and how many are left (None: as
    many as one likes)."""

    quiz: Quiz
    attempts: Sequence[QuizAttempt]
    left: int | None

    @property
    def open(self) -> QuizAttempt | None:
        return next((each for each in self.attempts if each.submitted_at is None), None)

    @property
    def handed_in(self) -> list[QuizAttempt]:
        """Newest first."""
        return [each for each in reversed(self.attempts) if each.submitted_at is not None]

    @property
    def passed(self) -> bool:
        return any(each.passed for each in self.attempts)

    @property
    def shows_solution(self) -> bool:
        return self.open is None and shows_solution(passed=self.passed, tries_left=self.left)


def quiz_stands(enrolment: Enrolment, key: str) -> QuizStands:
    """Raises: NotFound."""
    quiz = quiz_of(enrolment.run, key)
    attempts = attempts_at(enrolment, key)
    return QuizStands(quiz, attempts, left(quiz.attempts, len(attempts)))


def attempts_at(enrolment: Enrolment, key: str) -> list[QuizAttempt]:
    query = select(QuizAttempt).where(
        QuizAttempt.enrolment_id == enrolment.id, QuizAttempt.quiz_key == key
    )
    return list(db.session.scalars(query.order_by(QuizAttempt.number)))


def attempt_of(enrolment: Enrolment, attempt_id: UUID) -> QuizAttempt:
    """Raises: NotFound, also for others', and for one's own in another class."""
    found = db.session.get(QuizAttempt, attempt_id)
    if found is None or found.enrolment_id != enrolment.id:
        raise NotFound(_("There is no such try at a quiz."))
    return found


def marked_of(attempt: QuizAttempt, quiz: Quiz) -> Marked:
    """Question by question, by the rules that marked it."""
    return mark(quiz.questions, attempt.answers, language=attempt.language)


def due_attempts(*, limit: int, at: datetime | None = None) -> list[UUID]:
    """Ids of those whose time is over, and which nobody has handed in; longest ago first."""
    query = select(QuizAttempt.id).where(
        QuizAttempt.submitted_at.is_(None), QuizAttempt.due_at <= (at or now())
    )
    return list(db.session.scalars(query.order_by(QuizAttempt.due_at).limit(limit)))


def attempt_of_kit(kit: OfflineKit, key: str) -> QuizAttempt | None:
    query = select(QuizAttempt).where(QuizAttempt.kit_id == kit.id, QuizAttempt.quiz_key == key)
    return db.session.scalars(query).one_or_none()


def newest_number(enrolment: Enrolment, key: str) -> int:
    query = select(func.max(QuizAttempt.number)).where(
        QuizAttempt.enrolment_id == enrolment.id, QuizAttempt.quiz_key == key
    )
    return db.session.scalar(query) or 0
