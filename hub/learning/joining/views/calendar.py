"""One's class sessions: a page, and a secret address for a calendar program."""

from datetime import timedelta

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import oneself, signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.entries import sessions_for
from hub.learning.joining.queries.sessions import (
    coming_sessions,
    link_by_token,
    live_link,
    sessions_since,
)
from hub.learning.joining.services import links
from hub.learning.joining.views.blueprint import bp
from hub.web.access import Audience, open_to
from hub.web.addresses import public_url
from hub.web.paging import pager_of

#: A calendar program is handed what is not older than this.
LOOKS_BACK = timedelta(days=90)
_NEW = "new_calendar_link"


@bp.get("/learning/calendar")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    person = signed_in_person()
    page = coming_sessions(person, cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/joining/calendar.html",
        page=page,
        pager=pager_of(page),
        link=live_link(person),
        new_link=session.pop(_NEW, ""),
        person=person,
    )


@bp.post("/learning/calendar/link")
@open_to(Audience.PEOPLE)
def make_link() -> ResponseReturnValue:
    with transaction():
        secret = links.make_link(oneself())
    session[_NEW] = public_url("joining.feed", token=secret)
    flash(_("Here is your address. It is shown this once."), "ok")
    return redirect(url_for(".mine", _anchor="link"), 303)


@bp.post("/learning/calendar/link/end")
@open_to(Audience.PEOPLE)
def end_link() -> ResponseReturnValue:
    with transaction():
        ended = links.end_link(oneself())
    if ended:
        flash(_("The address works no more."), "ok")
    return redirect(url_for(".mine", _anchor="link"), 303)


@bp.get("/calendar/<token>.ics")
@open_to(Audience.EVERYONE)
def feed(token: str) -> ResponseReturnValue:
    """Whoever has the address reads it; it says when and what, and never the way in itself."""
    link = link_by_token(token)
    if link is None or not link.user.is_active:
        raise NotFound(_("There is no such calendar. Its owner may have ended the address."))
    sessions = sessions_since(link.user, now() - LOOKS_BACK)
    text = sessions_for(sessions, link.user, name=_("Future City Hub: my classes"))
    answer = Response(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer
