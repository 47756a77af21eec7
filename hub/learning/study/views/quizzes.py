"""A quiz: one form, saved as often as one likes, handed in once a try; then what came of it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.learning.courses.models import Quiz
from hub.learning.courses.names import VERDICTS
from hub.learning.study.forms import ANSWER, answers_sent
from hub.learning.study.models import QuizAttempt
from hub.learning.study.queries.outline import outline_of
from hub.learning.study.queries.quizzes import QuizStands, marked_of, quiz_stands
from hub.learning.study.queries.reading import Reader, quiz_of
from hub.learning.study.rules.attempts import cleaned, is_over
from hub.learning.study.services import quizzes
from hub.learning.study.views.blueprint import bp
from hub.learning.study.views.doors import LEARN, reader_at
from hub.web.access import Audience, open_to
from hub.web.acting import pressed

QUIZ = f"{LEARN}/quizzes/<key>"


@bp.get(QUIZ)
@open_to(Audience.PEOPLE)
def quiz(slug: str, key: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    stands = _stands(reader, key)
    _before, after = outline_of(reader).around(key)
    page = "quiz.html" if stands and stands.open else "quiz_start.html"
    return render_template(
        f"hub/learning/study/{page}",
        reader_here=reader,
        run=reader.run,
        quiz=quiz_of(reader.run, key),
        stands=stands,
        attempt=stands.open if stands else None,
        after=after,
        person=reader.person,
    )


@bp.post(QUIZ)
@open_to(Audience.PEOPLE)
def start_quiz(slug: str, key: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    pressed(
        lambda: quizzes.start_quiz(reader.learner, key, by=reader.person),
        said=_("The quiz has begun."),
    )
    return redirect(url_for(".quiz", slug=slug, key=key), 303)


@bp.post(f"{QUIZ}/answers")
@open_to(Audience.PEOPLE)
def answer_quiz(slug: str, key: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    stands = quiz_stands(reader.learner, key)
    attempt = stands.open
    if attempt is None:
        flash(_("This try is handed in, and cannot be changed any more."), "warn")
        return _sent_to(slug, key, stands=stands)
    answers, spoken = answers_sent(stands.quiz.questions), language()
    if "save" in request.form:
        save = partial(quizzes.save_answers, attempt, answers, language=spoken, by=reader.person)
        pressed(save, said=_said_saved(stands.quiz, answers))
        onward = _open_question(stands.quiz, answers)
        return redirect(url_for(".quiz", slug=slug, key=key, _anchor=onward), 303)
    pressed(
        lambda: quizzes.hand_in(attempt, answers, language=spoken, by=reader.person),
        said=_handed_in(attempt),
    )
    return redirect(url_for(".result", slug=slug, key=key, number=attempt.number), 303)


@bp.get(f"{QUIZ}/results/<int:number>")
@open_to(Audience.PEOPLE)
def result(slug: str, key: str, *, number: int) -> ResponseReturnValue:
    reader = reader_at(slug)
    stands = quiz_stands(reader.learner, key)
    attempt = _numbered(stands, number)
    _before, after = outline_of(reader).around(key)
    return render_template(
        "hub/learning/study/result.html",
        reader_here=reader,
        run=reader.run,
        quiz=stands.quiz,
        stands=stands,
        attempt=attempt,
        marked=marked_of(attempt, stands.quiz),
        verdicts=VERDICTS,
        after=after,
        person=reader.person,
    )


def _stands(reader: Reader, key: str) -> QuizStands | None:
    """None for who only teaches. A try whose time is over is marked when somebody looks."""
    if reader.enrolment is None:
        return None
    stands = quiz_stands(reader.enrolment, key)
    if stands.open is None or not is_over(stands.open.due_at, now()):
        return stands
    with transaction():
        quizzes.mark_late(stands.open.id)
    flash(_("The time was over. What you had saved until then was marked."), "warn")
    return quiz_stands(reader.enrolment, key)


def _said_saved(quiz: Quiz, answers: Mapping[str, Any]) -> str:
    done, all_ = len(cleaned(quiz.questions, answers)), len(quiz.questions)
    return _("Saved: %(done)s of %(all)s questions. It is not handed in yet.", done=done, all=all_)


def _open_question(quiz: Quiz, answers: Mapping[str, Any]) -> str | None:
    """Where to go on: the first that has no answer yet."""
    done = cleaned(quiz.questions, answers)
    names = (f"{ANSWER}{each['id']}" for each in quiz.questions if each["id"] not in done)
    return next(names, None)


def _handed_in(attempt: QuizAttempt) -> str:
    if is_over(attempt.due_at, now()):
        return _("The time was over. What you had saved until then was marked.")
    return _("Handed in.")


def _numbered(stands: QuizStands, number: int) -> QuizAttempt:
    """Raises: NotFound."""
    for each in stands.handed_in:
        if each.number == number:
            return each
    raise NotFound(_("There is no such try at a quiz."))


def _sent_to(slug: str, key: str, *, stands: QuizStands) -> ResponseReturnValue:
    if not stands.handed_in:
        return redirect(url_for(".quiz", slug=slug, key=key), 303)
    newest = stands.handed_in[0].number
    return redirect(url_for(".result", slug=slug, key=key, number=newest), 303)
