"""Between Flask and an endpoint's view: read, check, act in one transaction, answer."""

from functools import wraps
from typing import Any

from flask import current_app, g, request
from flask.typing import ResponseReturnValue

from hub.core.database import in_transaction
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import open_to
from hub.web.api.declarations import Endpoint, View
from hub.web.api.idempotency import HEADER, Attempt, Kept, act_once, attempt
from hub.web.api.reading import asked_of, canonical
from hub.web.api.schemas import Body, Query
from hub.web.api.versions import etag_of
from hub.web.callers import Caller

PREFIX = "/api/v1"


class ScopeMissing(NotAllowed):
    """The token may not do this, whatever its person may."""

    code = "scope-missing"


def served(endpoint: Endpoint, view: View) -> Any:
    """The function that Flask calls for an endpoint."""

    @open_to(endpoint.audience, permission=endpoint.permission)
    @wraps(view)
    def answer(**path: Any) -> ResponseReturnValue:
        _check_scope(endpoint)
        asked = asked_of(endpoint)

        def look() -> None:
            if endpoint.beforehand:
                endpoint.beforehand(**path, **asked)

        def work() -> Kept:
            return _answer_of(endpoint, view(**path, **asked))

        if not endpoint.writes:
            return _response(work())
        if trying := _attempt(endpoint, asked):
            return _response(act_once(trying, work, beforehand=look))
        look()
        return _response(in_transaction(work))

    return answer


def _check_scope(endpoint: Endpoint) -> None:
    caller: Caller | None = g.get("caller")
    if caller is not None and endpoint.scope not in caller.scopes:
        raise ScopeMissing(
            _("This token may not do that. It would need the scope “%(scope)s”.",
              scope=endpoint.scope),
            scope=endpoint.scope,
        )  # fmt: skip


def _attempt(endpoint: Endpoint, asked: dict[str, Query | Body]) -> Attempt | None:
    key = request.headers.get(HEADER)
    caller: Caller | None = g.get("caller")
    if key is None or caller is None or endpoint.method != "POST":
        return None
    body = canonical(asked.get("body"))
    return attempt(key, caller=caller.id, method=request.method, path=request.path, body=body)


def _answer_of(endpoint: Endpoint, shown: Any) -> Kept:
    headers: dict[str, str] = {}
    if endpoint.versioned:
        headers["ETag"] = etag_of(shown.version)
    if endpoint.location:
        headers["Location"] = PREFIX + endpoint.location.format_map(vars(shown))
    return Kept(endpoint.status, shown.model_dump_json(), headers)


def _response(answer: Kept) -> ResponseReturnValue:
    response = current_app.response_class(
        answer.body + "\n", status=answer.status, mimetype="application/json"
    )
    response.headers.update(answer.headers)
    if answer.again:
        response.headers["Idempotency-Replayed"] = "true"
    return response
