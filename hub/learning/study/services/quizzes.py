"""A try at a quiz: begun, saved, handed in; marked by the rules, and never twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.facts import announce
from hub.core.i18n import LANGUAGES
from hub.history.services import record
from hub.learning.courses.models import Quiz
from hub.learning.courses.rules.quizzes import mark
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.errors import AlreadyHandedIn, NoTriesLeft, TimeIsOver
from hub.learning.study.facts import ProgressMade
from hub.learning.study.models import OfflineKit, QuizAttempt
from hub.learning.study.queries.quizzes import newest_number, quiz_stands
from hub.learning.study.queries.reading import quiz_of
from hub.learning.study.rules.attempts import cleaned, due_at, is_over
from hub.learning.study.services.checks import hold_place

Sent = Mapping[str, Any]


def start_quiz(enrolment: Enrolment, key: str, *, by: User) -> QuizAttempt:
    """The open try, if there is one; else the next.

    Raises: NoPlaceInClass, NotFound, NoTriesLeft.
    """
    hold_place(enrolment, by=by)
    lock(enrolment)
    stands = quiz_stands(enrolment, key)
    if stands.open is not None and not is_over(stands.open.due_at, now()):
        return stands.open
    if stands.open is not None:
        _mark(stands.open, stands.quiz, at=stands.open.due_at or now())
    if stands.left == 0:
        raise NoTriesLeft
    begun = now()
    attempt = QuizAttempt(
        enrolment_id=enrolment.id,
        quiz_key=key,
        number=newest_number(enrolment, key) + 1,
        started_at=begun,
        due_at=due_at(begun, stands.quiz.time_limit_minutes),
        language=_language(by.language),
    )
    db.session.add(attempt)
    db.session.flush()
    record("quiz.started", attempt, after={"quiz": key, "number": attempt.number})
    return attempt


def save_answers(
    attempt: QuizAttempt, answers: Sent, *, language: str = "", by: User
) -> QuizAttempt:
    """What is answered so far, whole. Raises: NoPlaceInClass, AlreadyHandedIn, TimeIsOver."""
    quiz = _hold_open(attempt, by=by)
    if is_over(attempt.due_at, now()):
        raise TimeIsOver
    _keep(attempt, quiz, answers=answers, language=language)
    return attempt


def hand_in(
    attempt: QuizAttempt, answers: Sent | None = None, *, language: str = "", by: User
) -> QuizAttempt:
    """Mark it, with these answers or those saved. Handed in again it stays as it was marked; after
    its time what was saved until then is marked, and the answers sent are not taken.

    Raises: NoPlaceInClass.
    """
    try:
        quiz = _hold_open(attempt, by=by)
    except AlreadyHandedIn:
        return attempt
    if is_over(attempt.due_at, now()):
        return _mark(attempt, quiz, at=attempt.due_at or now())
    if answers is not None:
        _keep(attempt, quiz, answers=answers, language=language)
    return _mark(attempt, quiz, at=now())


def mark_late(attempt_id: UUID) -> bool:
    """Of a try whose time is over: mark what was saved. Whether there was something to mark."""
    attempt = db.session.get_one(QuizAttempt, attempt_id)
    lock(attempt.enrolment)
    db.session.refresh(attempt)
    if attempt.submitted_at is not None or not is_over(attempt.due_at, now()):
        return False
    quiz = quiz_of(attempt.enrolment.run, attempt.quiz_key)
    _mark(attempt, quiz, at=attempt.due_at or now())
    return True


def take_offline(kit: OfflineKit, quiz: Quiz, *, answers: Sent, language: str) -> QuizAttempt:
    """Answers from a kit, as a try of their own, marked by the same rules. The caller has locked
    the enrolment, and has seen that there is a try left."""
    attempt = QuizAttempt(
        enrolment_id=kit.enrolment_id,
        quiz_key=quiz.key,
        number=newest_number(kit.enrolment, quiz.key) + 1,
        kit_id=kit.id,
        language=_language(language),
        answers=cleaned(quiz.questions, answers),
    )
    db.session.add(attempt)
    db.session.flush()
    return _mark(attempt, quiz, at=now())


def _hold_open(attempt: QuizAttempt, *, by: User) -> Quiz:
    hold_place(attempt.enrolment, by=by)
    lock(attempt.enrolment)
    db.session.refresh(attempt)
    if attempt.submitted_at is not None:
        raise AlreadyHandedIn
    return quiz_of(attempt.enrolment.run, attempt.quiz_key)


def _keep(attempt: QuizAttempt, quiz: Quiz, *, answers: Sent, language: str) -> None:
    attempt.answers = cleaned(quiz.questions, answers)
    attempt.language = _language(language) if language else attempt.language
    attempt.version += 1
    db.session.flush()
    record("quiz.saved", attempt, after={"answered": len(attempt.answers)})


def _mark(attempt: QuizAttempt, quiz: Quiz, *, at: datetime) -> QuizAttempt:
    marked = mark(quiz.questions, attempt.answers, language=attempt.language)
    attempt.submitted_at = at
    attempt.points, attempt.points_possible = marked.points, marked.possible
    attempt.passed = marked.passes(quiz.pass_percent)
    attempt.version += 1
    db.session.flush()
    record("quiz.handed-in", attempt, after={
        "points": marked.points, "possible": marked.possible, "passed": attempt.passed,
    })  # fmt: skip
    announce(ProgressMade(attempt.enrolment_id))
    return attempt


def _language(code: str) -> str:
    return code if code in LANGUAGES else "en"
