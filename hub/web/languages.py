"""Which language this request speaks: the person's own, else the chosen, else the browser's."""

from flask import Blueprint, Flask, redirect, request, session
from flask.typing import ResponseReturnValue

from hub.core import i18n
from hub.web.access import Audience, open_to
from hub.web.addresses import safe_next

bp = Blueprint("languages", __name__)
CHOSEN = "language"


def register(app: Flask) -> None:
    app.before_request(choose)


def choose() -> None:
    """An address may carry `?lang=id`, so that a link can be shared in a language."""
    asked = request.args.get("lang", "")
    if asked in i18n.LANGUAGES and session.get(CHOSEN) != asked:
        session[CHOSEN] = asked
    if request.path.startswith("/api/v1/") or CHOSEN not in session:
        i18n.speak(request.accept_languages.best_match(i18n.LANGUAGES) or i18n.DEFAULT_LANGUAGE)
    else:
        i18n.speak(session[CHOSEN])


@bp.get("/language/<code>")
@open_to(Audience.EVERYONE)
def switch(code: str) -> ResponseReturnValue:
    """Remember a language and go back to where the person was."""
    if code in i18n.LANGUAGES:
        session[CHOSEN] = code
        session.permanent = True
    return redirect(safe_next(request.args.get("next")))
