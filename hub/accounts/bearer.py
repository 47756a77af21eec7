"""Who calls the API: the person of the token in `Authorization: Bearer …`, and nobody else.

A cookie says nothing here: other sites' pages can send it along, and with two people's cookie and
token in one request there must be no doubt whose doing it is.
"""

import logging
from http import HTTPStatus

from flask import Flask, Response, g, request
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import DBAPIError

from hub.accounts.services.tokens import needs_note, note_use, person_of_token
from hub.accounts.sign_in import person_or_none
from hub.core import i18n
from hub.core.database import transaction
from hub.core.errors import Busy, Malformed, NotSignedIn
from hub.core.i18n import gettext as _
from hub.history.services import Acting, act
from hub.web.callers import Caller

log = logging.getLogger(__name__)

PATH = "/api/v1/"
#: Names under which people try to pass a token in the address.
IN_ADDRESS = {"token", "access_token", "api_token", "api_key", "apikey", "authorization", "bearer"}


class TokenInAddress(Malformed):
    """Addresses are kept in logs and histories, so a token in one is a token given away."""

    code = "token-in-address"


class BadToken(NotSignedIn):
    """Unknown, expired, revoked, or its person may no longer sign in."""

    code = "bad-token"


def register(app: Flask) -> None:
    """After the door has greeted whoever a cookie may name, and before it asks who may enter."""
    app.before_request(read_token)
    app.after_request(note_token)


def read_token() -> None:
    if not request.path.startswith(PATH):
        return
    g._login_user = AnonymousUserMixin()
    g.shown_person = None
    g.caller = g.token_used = None
    act(Acting(via="api"))
    i18n.speak(_asked_language() or i18n.DEFAULT_LANGUAGE)
    if any(name.lower() in IN_ADDRESS for name in request.args):
        raise TokenInAddress(
            _("Please send the token in the Authorization header, never in an address. "
              "Addresses are kept in logs, so revoke this token and make a new one.")
        )  # fmt: skip
    if "Authorization" in request.headers:
        _enter(_secret(request.headers["Authorization"]))


def note_token(response: Response) -> Response:
    """After the answer is made, so that it waits for nothing and cannot fail by it. Of many who
    want one thing at once, those who were too late do not queue up to write this."""
    token = g.pop("token_used", None)
    if token is not None and response.status_code != HTTPStatus.CONFLICT:
        try:
            with transaction():
                note_use(token)
        except (DBAPIError, Busy):
            log.warning("the use of a token was not noted")
    return response


def caller() -> str | None:
    """Who is behind this request, for counting; by page or by token alike."""
    person = person_or_none()
    return f"person:{person.id}" if person else None


def _secret(header: str) -> str:
    scheme, _space, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise BadToken(_("Please sign in with a token: Authorization: Bearer …"))
    return secret.strip()


def _enter(secret: str) -> None:
    found = person_of_token(secret)
    if found is None:
        raise BadToken(_("This token is not valid, or no longer."))
    person, token = found
    g.token_used = token if needs_note(token) else None
    g._login_user = person
    g.caller = Caller(f"person:{person.id}", frozenset(token.scopes))
    act(Acting(actor_id=person.id, via="api"))
    i18n.speak(_asked_language() or person.language)


def _asked_language() -> str | None:
    """What Accept-Language asks for, among those we speak."""
    return request.accept_languages.best_match(i18n.LANGUAGES)
