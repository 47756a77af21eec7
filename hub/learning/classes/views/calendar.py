"""A class's dates for whatever calendar somebody keeps."""

from flask import Response

from hub.accounts.sign_in import person_or_none
from hub.learning.classes.entries import public_calendar
from hub.learning.classes.queries.runs import run_by_slug, sessions_shown
from hub.learning.classes.views.blueprint import bp
from hub.web.access import Audience, open_to


@bp.get("/classes/<slug>/calendar.ics")
@open_to(Audience.EVERYONE)
def calendar(slug: str) -> Response:
    run = run_by_slug(slug, seen_by=person_or_none())
    text = public_calendar(run, sessions_shown(run))
    answer = Response(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{run.slug}.ics")
    return answer
