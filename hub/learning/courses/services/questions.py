"""The questions of a quiz in a draft, one by one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hub.accounts.models import User
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.learning.courses.models import CourseVersion
from hub.learning.courses.queries.versions import quiz_called, quiz_draft_of
from hub.learning.courses.rules.outline import moved
from hub.learning.courses.rules.questions import MOST_QUESTIONS, Question, free_id, read_question
from hub.learning.courses.rules.reading import Errors, Reader
from hub.learning.courses.services.checks import hold_draft, refuse
from hub.learning.courses.services.items import change_item


def set_question(
    version: CourseVersion, key: str, *, given: dict[str, Any], by: User, question_id: str = ""
) -> str:
    """Put a question to the end of a quiz, or in place of the one with this id; answers its id.

    Raises:
        NotAllowed, VersionFrozen, Conflict: see `hold_draft`.
        NotFound: no such quiz, or no such question.
        Invalid: `errors` by field, such as `options` or `options.1.text`.
    """
    hold_draft(version, by=by)
    questions = list(quiz_called(version, key).questions)
    errors: Errors = {}
    used = {each["id"] for each in questions}
    wanted = read_question(Reader(given | {"id": question_id or free_id(used)}, errors), used)
    refuse(errors)
    if question_id:
        questions[_place(questions, question_id)] = wanted
    elif len(questions) >= MOST_QUESTIONS:
        raise Invalid(_("At most %(most)s, please.", most=MOST_QUESTIONS))
    else:
        questions.append(wanted)
    _put(version, key, questions=questions, by=by)
    return str(wanted["id"])


def move_question(
    version: CourseVersion, key: str, *, question_id: str, by_steps: int, by: User
) -> None:
    """Raises: NotAllowed, VersionFrozen, Conflict, NotFound."""

    def in_new_order(questions: list[Question]) -> list[Question]:
        known = {each["id"]: each for each in questions}
        return [known[each] for each in moved(list(known), question_id, by=by_steps)]

    _rewrite(version, key, question_id=question_id, change=in_new_order, by=by)


def remove_question(version: CourseVersion, key: str, *, question_id: str, by: User) -> None:
    """Raises: NotAllowed, VersionFrozen, Conflict, NotFound."""

    def without(questions: list[Question]) -> list[Question]:
        return [each for each in questions if each["id"] != question_id]

    _rewrite(version, key, question_id=question_id, change=without, by=by)


def _rewrite(
    version: CourseVersion,
    key: str,
    *,
    question_id: str,
    change: Callable[[list[Question]], list[Question]],
    by: User,
) -> None:
    hold_draft(version, by=by)
    questions = list(quiz_called(version, key).questions)
    _place(questions, question_id)
    _put(version, key, questions=change(questions), by=by)


def _put(version: CourseVersion, key: str, *, questions: list[Question], by: User) -> None:
    draft = replace(quiz_draft_of(quiz_called(version, key)), questions=questions)
    change_item(version, key, draft=draft, by=by)


def _place(questions: list[Question], question_id: str) -> int:
    for place, each in enumerate(questions):
        if each["id"] == question_id:
            return place
    raise NotFound(_("There is no such question."))
