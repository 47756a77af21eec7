"""Staff write the questions of a quiz, and try it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.learning.courses import queries, services
from hub.learning.courses.forms.questions import QuestionForm
from hub.learning.courses.models import Quiz
from hub.learning.courses.names import QUESTION_KINDS, VERDICTS
from hub.learning.courses.rules.questions import Question, QuestionKind
from hub.learning.courses.rules.quizzes import mark
from hub.learning.courses.views.blueprint import bp
from hub.learning.courses.views.doors import MANAGE, kept_version, refuse, refusing
from hub.learning.courses.views.items import PART
from hub.web.access import Audience, open_to


@bp.route(f"{PART}/questions/new/<kind>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_question(course_id: UUID, number: int, *, key: str, kind: str) -> ResponseReturnValue:
    quiz, wanted = _quiz(course_id, number, key=key), _kind(kind)
    form = QuestionForm(data=QuestionForm.held(None, wanted))
    if form.validate_on_submit() and _saved(quiz, form, kind=wanted):
        return redirect(_to_quiz(quiz))
    return _page(quiz, wanted, form=form, question=None)


@bp.route(f"{PART}/questions/<question_id>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def question(course_id: UUID, number: int, *, key: str, question_id: str) -> ResponseReturnValue:
    quiz = _quiz(course_id, number, key=key)
    found = _question(quiz, question_id)
    kind = QuestionKind(found["kind"])
    form = QuestionForm(data=QuestionForm.held(found, kind))
    if form.validate_on_submit() and _saved(quiz, form, kind=kind, question_id=question_id):
        return redirect(_to_quiz(quiz))
    return _page(quiz, kind, form=form, question=found)


@bp.post(f"{PART}/questions/<question_id>/move")
@open_to(Audience.STAFF, permission=MANAGE)
def move_question(
    course_id: UUID, number: int, *, key: str, question_id: str
) -> ResponseReturnValue:
    quiz = _quiz(course_id, number, key=key)
    steps = -1 if request.form.get("to") == "up" else 1
    with refusing(), transaction():
        by = signed_in_person()
        services.move_question(quiz.of_version, key, question_id=question_id, by_steps=steps, by=by)
    return redirect(_to_quiz(quiz), 303)


@bp.post(f"{PART}/questions/<question_id>/remove")
@open_to(Audience.STAFF, permission=MANAGE)
def remove_question(
    course_id: UUID, number: int, *, key: str, question_id: str
) -> ResponseReturnValue:
    quiz = _quiz(course_id, number, key=key)
    with refusing(), transaction():
        by = signed_in_person()
        services.remove_question(quiz.of_version, key, question_id=question_id, by=by)
    return redirect(_to_quiz(quiz), 303)


@bp.route(f"{PART}/try", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def try_quiz(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    """As learners answer it; nothing is kept."""
    quiz = _quiz(course_id, number, key=key)
    answers = _answers(quiz) if request.method == "POST" else {}
    marked = mark(quiz.questions, answers, language=language()) if answers else None
    return render_template(
        "hub/learning/courses/try.html",
        quiz=quiz,
        version=quiz.of_version,
        answers=answers,
        marked=marked,
        verdicts=VERDICTS,
    )


def _quiz(course_id: UUID, number: int, *, key: str) -> Quiz:
    return queries.quiz_called(kept_version(course_id, number), key)


def _question(quiz: Quiz, question_id: str) -> Question:
    for each in quiz.questions:
        if each["id"] == question_id:
            return each
    raise NotFound(_("There is no such question."))


def _kind(given: str) -> QuestionKind:
    try:
        return QuestionKind(given)
    except ValueError as unknown:
        raise NotFound(_("There is no such kind.")) from unknown


def _saved(quiz: Quiz, form: QuestionForm, *, kind: QuestionKind, question_id: str = "") -> bool:
    wanted = form.wanted(kind)
    try:
        with transaction():
            by = signed_in_person()
            services.set_question(
                quiz.of_version, quiz.key, given=wanted, by=by, question_id=question_id
            )
    except (Invalid, Conflict) as refusal:
        refuse(form, refusal)
        return False
    flash(_("Saved."), "ok")
    return True


def _page(
    quiz: Quiz, kind: QuestionKind, *, form: QuestionForm, question: Question | None
) -> ResponseReturnValue:
    page = render_template(
        "hub/learning/courses/question.html",
        form=form,
        quiz=quiz,
        version=quiz.of_version,
        kind=kind,
        said=QUESTION_KINDS[kind],
        question=question,
    )
    return page, 422 if form.errors else 200


def _answers(quiz: Quiz) -> dict[str, Any]:
    """What was sent, by question: a list where several can be ticked."""
    found: dict[str, Any] = {}
    for each in quiz.questions:
        name = f"answer-{each['id']}"
        several = each["kind"] == QuestionKind.MULTIPLE
        found[each["id"]] = request.form.getlist(name) if several else request.form.get(name, "")
    return found


def _to_quiz(quiz: Quiz) -> str:
    version = quiz.of_version
    return url_for(
        ".part",
        course_id=version.course_id,
        number=version.number,
        key=quiz.key,
        _anchor="questions",
    )
