"""Quizzes by API: begun, saved, handed in; what came of it."""

from uuid import UUID

from hub.core.clock import now
from hub.core.database import db, lock, transaction
from hub.core.i18n import language
from hub.learning.study.api.groups import CLASS, READS, WRITES, endpoints, reader_at
from hub.learning.study.errors import AlreadyHandedIn, NoTriesLeft, TimeIsOver
from hub.learning.study.models import QuizAttempt
from hub.learning.study.queries.quizzes import attempt_of, marked_of, quiz_stands
from hub.learning.study.queries.reading import Reader, quiz_of
from hub.learning.study.rules.attempts import is_over
from hub.learning.study.schemas.quizzes import (
    AnswersSaved,
    QuizHandedIn,
    QuizShown,
    QuizTryInFullShown,
)
from hub.learning.study.services import quizzes
from hub.web.api import Endpoint, expect_version

QUIZ = f"{CLASS}/quizzes/<key>"
TRY = f"{CLASS}/quiz-tries/<uuid:attempt_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        QUIZ,
        "A quiz, and how you stand with it",
        answers=QuizShown,
        refuses=READS,
        note="Its questions are read in a try, for the time runs from there.",
    )
)
def class_quiz(class_id: UUID, key: str) -> QuizShown:
    reader = reader_at(class_id)
    quiz = quiz_of(reader.run, key)
    if reader.enrolment is None:
        return QuizShown.of(quiz, None, class_id=reader.run.id)
    stands = quiz_stands(reader.enrolment, key)
    if stands.open is not None and _settled(stands.open):
        stands = quiz_stands(reader.enrolment, key)
    return QuizShown.of(quiz, stands, class_id=reader.run.id)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{QUIZ}/tries",
        "Begin a try at a quiz",
        answers=QuizTryInFullShown,
        status=201,
        scope=WRITES,
        refuses=(*READS, NoTriesLeft),
        location="/classes/{class_id}/quiz-tries/{id}",
        note="While one is open, it answers that one.",
    )
)
def start_class_quiz(class_id: UUID, key: str) -> QuizTryInFullShown:
    reader = reader_at(class_id)
    return _shown(reader, quizzes.start_quiz(reader.learner, key, by=reader.person))


@endpoints.serves(
    Endpoint(
        "GET",
        TRY,
        "Your try at a quiz",
        answers=QuizTryInFullShown,
        versioned=True,
        refuses=READS,
        note="With its questions; once it is handed in, with its result and what the course says."
        " After its time what was saved until then is marked.",
    )
)
def class_quiz_try(class_id: UUID, attempt_id: UUID) -> QuizTryInFullShown:
    reader = reader_at(class_id)
    attempt = attempt_of(reader.learner, attempt_id)
    _settled(attempt)
    return _shown(reader, attempt)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{TRY}/answers",
        "Save what is answered so far",
        answers=QuizTryInFullShown,
        scope=WRITES,
        body=AnswersSaved,
        versioned=True,
        refuses=(*READS, AlreadyHandedIn, TimeIsOver),
        note="All of it: what is not sent is not answered.",
    )
)
def save_class_quiz_answers(
    class_id: UUID, attempt_id: UUID, *, body: AnswersSaved
) -> QuizTryInFullShown:
    reader = reader_at(class_id)
    attempt = attempt_of(reader.learner, attempt_id)
    lock(attempt.enrolment)
    db.session.refresh(attempt)
    expect_version(attempt.version)
    spoken = body.language or language()
    quizzes.save_answers(attempt, body.answers, language=spoken, by=reader.person)
    return _shown(reader, attempt)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{TRY}/hand-in",
        "Hand a try in",
        answers=QuizTryInFullShown,
        scope=WRITES,
        body=QuizHandedIn,
        refuses=READS,
        note="It is marked at once. Handed in again, it stays as it was marked; after its time what"
        " was saved until then is marked, and what is sent is not taken.",
    )
)
def hand_class_quiz_in(
    class_id: UUID, attempt_id: UUID, *, body: QuizHandedIn
) -> QuizTryInFullShown:
    reader = reader_at(class_id)
    attempt = attempt_of(reader.learner, attempt_id)
    spoken = body.language or language()
    return _shown(reader, quizzes.hand_in(attempt, body.answers, language=spoken, by=reader.person))


def _settled(attempt: QuizAttempt) -> bool:
    """A try whose time is over is marked when somebody looks, as on its page."""
    if attempt.submitted_at is not None or not is_over(attempt.due_at, now()):
        return False
    with transaction():
        return quizzes.mark_late(attempt.id)


def _shown(reader: Reader, attempt: QuizAttempt) -> QuizTryInFullShown:
    quiz = quiz_of(reader.run, attempt.quiz_key)
    marked = marked_of(attempt, quiz) if attempt.submitted_at else None
    return QuizTryInFullShown.in_full(attempt, quiz, class_id=reader.run.id, marked=marked)
