"""A message to some of a class. What is for all of it is announced."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.learning.enrolments.queries import holders_of
from hub.learning.teaching.forms.teaching import MessageForm
from hub.learning.teaching.services.writing import write_to
from hub.learning.teaching.views.blueprint import bp
from hub.learning.teaching.views.doors import RUN, run_of_teacher
from hub.web.access import Audience, open_to
from hub.web.acting import refused


@bp.route(f"{RUN}/message", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def message(run_id: UUID) -> ResponseReturnValue:
    """To whom it goes stands in the address: the boxes that were ticked."""
    run, person, chosen = run_of_teacher(run_id), signed_in_person(), _chosen()
    form, status = MessageForm(), 200
    if request.method == "POST":
        refusal = refused(
            form,
            lambda: write_to(run_of_teacher(run_id), form.word(), by=person, people=chosen),
            said=_("It is on its way."),
        )
        if refusal is None:
            return redirect(url_for(".run", run_id=run_id), 303)
        status = refusal
    form.once.data = form.once.data or str(new_id())
    people = [e.user for e in holders_of(run) if e.user_id in chosen]
    page = "hub/learning/teaching/message.html"
    return render_template(page, run=run, form=form, people=people), status


def _chosen() -> frozenset[UUID]:
    """Whoever ticks nobody writes to nobody."""
    found = set()
    for sent in request.args.getlist("person"):
        try:
            found.add(UUID(sent))
        except ValueError:
            continue
    return frozenset(found)
