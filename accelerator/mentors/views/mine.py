"""A mentor's own page."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from accelerator.mentors.queries.mentors import mentor_of, places_of
from accelerator.mentors.views.blueprint import bp
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("/mentoring")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    mentor = mentor_of(g.shown_person)
    if mentor is None:
        raise NotFound(_("You are not a mentor of the hub yet."))
    return render_template("accelerator/mentors/mine.html", mentor=mentor, said=places_of(mentor))
