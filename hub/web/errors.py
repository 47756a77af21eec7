"""Turn a refusal into a page for people, or a problem document (RFC 9457) for programs."""

import logging
from typing import Any

from flask import Flask, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError
from werkzeug.exceptions import BadRequest, HTTPException

from hub.core.database import db, is_passing
from hub.core.errors import Busy, HubError, Invalid, NotSignedIn
from hub.core.i18n import gettext as _

log = logging.getLogger(__name__)

PROBLEM = "application/problem+json"


def register(app: Flask) -> None:
    app.register_error_handler(HubError, show_refusal)
    app.register_error_handler(HTTPException, show_http)
    app.register_error_handler(DBAPIError, show_database)
    app.register_error_handler(Exception, show_unexpected)


def wants_json() -> bool:
    return request.path.startswith("/api/")


def show_refusal(error: HubError) -> ResponseReturnValue:
    if isinstance(error, NotSignedIn) and not wants_json() and request.method in ("GET", "HEAD"):
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    headers: dict[str, str] = {}
    if retry_after := getattr(error, "retry_after", None):
        headers["Retry-After"] = str(retry_after)
    if wants_json():
        if isinstance(error, NotSignedIn):
            headers["WWW-Authenticate"] = 'Bearer realm="hub"'
        return _problem(error, headers)
    return _page(error.status, str(error), code=error.code), error.status, headers


def show_http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # a redirect that routing asked for
        return error.get_response()
    sentence = _sentence(error.code)
    if isinstance(error, CSRFError):
        sentence = _(
            "This form was open for too long, or in another session. Nothing was changed. "
            "Please go back, reload the page and send it again."
        )
    refusal = HubError(sentence)
    refusal.status = error.code
    refusal.code = error.name.lower().replace(" ", "-")
    headers = {k: v for k, v in error.get_headers() if k in ("Allow", "Retry-After")}
    if wants_json():
        return _problem(refusal, headers)
    return _page(error.code, sentence, code=refusal.code), error.code, headers


def show_database(error: DBAPIError) -> ResponseReturnValue:
    """A lock not had in time, or a database that is away, is a 503 with a time to retry."""
    db.session.rollback()
    if is_passing(error) or error.connection_invalidated or "connection" in str(error.orig):
        log.warning("database busy: %s", type(error.orig).__name__)
        return show_refusal(Busy(_("The hub is very busy just now. Please try again in a moment.")))
    if isinstance(error, DataError):  # such as a NUL in a search, which no column can hold
        return show_http(BadRequest())
    return show_unexpected(error)


def show_unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected error", exc_info=error)
    refusal = HubError(_sentence(500))
    refusal.status, refusal.code = 500, "internal-error"
    if wants_json():
        return _problem(refusal, {})
    return _page(500, str(refusal), code=refusal.code), 500


def problem(error: HubError) -> dict[str, Any]:
    """The members of the problem document for a refusal."""
    members = {
        "type": f"/problems/{error.code}",
        "title": str(error),
        "status": error.status,
        "code": error.code,
        "request_id": g.get("request_id", ""),
        **error.details,
    }
    if isinstance(error, Invalid):
        members["errors"] = error.errors
    return members


def _problem(error: HubError, headers: dict[str, str]) -> ResponseReturnValue:
    response = jsonify(problem(error))
    response.content_type = PROBLEM
    return response, error.status, headers


def _page(status: int, sentence: str, *, code: str) -> str:
    """A page by status; after a failure of our own, one that asks nothing of the database."""
    own = {400, 401, 403, 404, 409, 413, 429, 500, 503}
    template = f"errors/{status if status in own else 400}.html"
    return render_template(
        template, status=status, sentence=sentence, code=code, request_id=g.get("request_id", "")
    )


def _sentence(status: int) -> str:
    return {
        404: _("There is nothing at this address."),
        405: _("This address does not take that kind of request."),
        413: _("This is too large to send. Please choose a smaller file."),
        429: _("That was a lot at once. Please wait a moment and try again."),
        500: _("Something went wrong on our side. We have noted it, and nothing was changed."),
        503: _("The hub is very busy just now. Please try again in a moment."),
    }.get(status, _("The hub could not read this request."))
