"""A kit is taken along; what was answered in it comes back later, and is taken once."""

from dataclasses import dataclass

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.ids import hashed, new_secret
from hub.history.services import record
from hub.learning.courses.models import Lesson
from hub.learning.courses.queries import version_items
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.errors import NotInKit, NoTriesLeft
from hub.learning.study.models import OfflineKit, QuizAttempt
from hub.learning.study.queries.kits import kit_with
from hub.learning.study.queries.quizzes import attempt_of_kit, quiz_stands
from hub.learning.study.rules.kits import Returned
from hub.learning.study.services import lessons, quizzes
from hub.learning.study.services.checks import hold_place


@dataclass(frozen=True)
class Taken:
    """What became of a return. `again`: it had come before, and nothing was counted twice."""

    kit: OfflineKit
    attempt: QuizAttempt | None
    lessons: int
    again: bool = False


def make_kit(enrolment: Enrolment, *, by: User, secret: str = "") -> str:
    """What stands in the kit and lets it send answers; here is only its hash. `secret`: of one that
    is packed already.

    Raises: NoPlaceInClass.
    """
    hold_place(enrolment, by=by)
    secret = secret or new_secret()
    kit = OfflineKit(enrolment_id=enrolment.id, token_hash=hashed(secret))
    db.session.add(kit)
    db.session.flush()
    record("offline-kit.made", kit)
    return secret


def take_return(returned: Returned) -> Taken:
    """Whoever holds the kit's token sends for its learner. Each quiz is taken once from a kit: the
    same again answers with what came of it the first time.

    Raises: NoSuchKit, NoPlaceInClass, NotFound, NotInKit, NoTriesLeft.
    """
    kit = kit_with(returned.token)
    enrolment = kit.enrolment
    hold_place(enrolment, by=enrolment.user)
    lock(enrolment)
    fresh = _finish(enrolment, returned.lessons)
    if not returned.quiz:
        return _noted(kit, Taken(kit, None, fresh))
    before = attempt_of_kit(kit, returned.quiz)
    if before is not None:
        return Taken(kit, before, fresh, again=True)
    stands = quiz_stands(enrolment, returned.quiz)
    if stands.quiz.time_limit_minutes:
        raise NotInKit
    if stands.left == 0:
        raise NoTriesLeft
    attempt = quizzes.take_offline(
        kit, stands.quiz, answers=returned.answers, language=returned.language
    )
    return _noted(kit, Taken(kit, attempt, fresh))


def _noted(kit: OfflineKit, taken: Taken) -> Taken:
    kit.returned_at = now()
    db.session.flush()
    record("offline-kit.returned", kit, after={
        "quiz": taken.attempt.quiz_key if taken.attempt else "", "lessons": taken.lessons,
    })  # fmt: skip
    return taken


def _finish(enrolment: Enrolment, keys: tuple[str, ...]) -> int:
    """Of the lessons that there are, and were not done; how many."""
    known = {
        item.key for item in version_items(enrolment.run.of_version) if isinstance(item, Lesson)
    }
    fresh = 0
    for key in dict.fromkeys(keys):
        if key in known and not lessons.is_done(enrolment, key):
            lessons.finish_lesson(enrolment, key, by=enrolment.user)
            fresh += 1
    return fresh
