"""The survey after a class: one's own answers. What all of them say is read where one teaches."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.learning.study.forms import FeedbackForm
from hub.learning.study.models import ClassFeedback
from hub.learning.study.names import SURVEY
from hub.learning.study.queries import feedback as queries
from hub.learning.study.queries.reading import Reader
from hub.learning.study.rules.windows import FEWEST_ANSWERS, can_change
from hub.learning.study.services import feedback as services
from hub.learning.study.views.blueprint import bp, survey_url
from hub.learning.study.views.doors import RUN, reader_at
from hub.web.access import Audience, open_to
from hub.web.acting import refused


@bp.get(f"{RUN}/feedback")
@open_to(Audience.PEOPLE)
def feedback(slug: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    if reader.enrolment is None:
        return redirect(survey_url(reader.run))
    given = queries.feedback_of(reader.enrolment)
    return _page(reader, FeedbackForm(formdata=None, data=_said(given)), given=given)


@bp.post(f"{RUN}/feedback")
@open_to(Audience.PEOPLE)
def give_feedback(slug: str) -> ResponseReturnValue:
    reader, form = reader_at(slug), FeedbackForm()
    learner = reader.learner
    status = refused(
        form,
        lambda: services.give_feedback(learner, form.said(), by=reader.person),
        said=_("Thank you. Those who teach read it without your name."),
    )
    if status:
        return _page(reader_at(slug), form, given=queries.feedback_of(learner)), status
    return redirect(url_for(".feedback", slug=slug), 303)


def _page(reader: Reader, form: FeedbackForm, *, given: ClassFeedback | None) -> str:
    return render_template(
        "hub/learning/study/feedback.html",
        run=reader.run,
        reader_here=reader,
        form=form,
        given=given,
        changeable=given is None or can_change(given.given_at, now()),
        is_open=queries.is_open(reader.run),
        fewest=FEWEST_ANSWERS,
        person=reader.person,
    )


def _said(given: ClassFeedback | None) -> dict[str, str]:
    if given is None:
        return {}
    numbers = {name: str(getattr(given, name)) for name in SURVEY}
    return numbers | {"liked": given.liked, "better": given.better}
