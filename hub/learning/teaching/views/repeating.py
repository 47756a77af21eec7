"""A run once more, some weeks later."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.teaching.forms.teaching import RepeatForm
from hub.learning.teaching.services.repeating import repeat_later
from hub.learning.teaching.views.blueprint import bp
from hub.learning.teaching.views.doors import RUN, run_of_teacher
from hub.web.access import Audience, open_to
from hub.web.acting import said_no


@bp.route(f"{RUN}/repeat", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def repeat(run_id: UUID) -> ResponseReturnValue:
    run, person, form = run_of_teacher(run_id), signed_in_person(), RepeatForm()
    if form.validate_on_submit():
        try:
            with transaction():
                made, skipped = repeat_later(
                    run_of_teacher(run_id), form.weeks.data or 0, by=person
                )
            _tell(skipped)
            return redirect(url_for(".run", run_id=made.id), 303)
        except (Conflict, Invalid) as refusal:
            said_no(refusal)
    page = render_template(
        "hub/learning/teaching/repeat.html",
        run=run, form=form, sessions=standing_sessions(run), person=person,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _tell(skipped: list[datetime]) -> None:
    flash(_("The class is copied. Rooms, video rooms and a key are to be given anew."), "ok")
    for wall in skipped:
        said = _("Not copied: the clocks skip %(when)s.", when=f"{wall:%Y-%m-%d %H:%M}")
        flash(said, "warn")
