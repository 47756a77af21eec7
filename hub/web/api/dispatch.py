"""Between Flask and an endpoint's view: read, check, act in one transaction, answer."""

from functools import wraps
from typing import Any

from flask import current_app, g, request
from flask.typing import ResponseReturnValue

from hub.core.database import in_transaction
from hub.web.access import open_to
from hub.web.api.declarations import Endpoint, View
from hub.web.api.idempotency import HEADER, Attempt, Kept, act_once, attempt
from hub.web.api.reading import asked_of, canonical
from hub.web.api.schemas import Body, Query, Written
from hub.web.api.scopes import require_scope
from hub.web.api.versions import etag_of
from hub.web.callers import Caller
from hub.web.compression import PartedResponse

PREFIX = "/api/v1"


def served(endpoint: Endpoint, view: View) -> Any:
    """The function that Flask calls for an endpoint."""

    @open_to(endpoint.audience, permission=endpoint.permission)
    @wraps(view)
    def answer(**path: Any) -> ResponseReturnValue:
        require_scope(endpoint.scope, *endpoint.or_scopes)
        asked = asked_of(endpoint)
        thoughts: dict[str, Any] = {}

        def look() -> None:
            if endpoint.beforehand:
                endpoint.beforehand(**path, **asked)
            if endpoint.thinks:
                thoughts["thought"] = endpoint.thinks(**path, **asked)

        def work() -> Kept:
            return _answer_of(endpoint, view(**path, **asked, **thoughts))

        if not endpoint.writes:
            shown = view(**path, **asked, **thoughts)
            if isinstance(shown, Written):
                return PartedResponse.of(shown.part, mimetype="application/json")
            return _response(_answer_of(endpoint, shown))
        if trying := _attempt(endpoint, asked):
            looks = endpoint.beforehand or endpoint.thinks
            return _response(act_once(trying, work, beforehand=look if looks else None))
        look()
        return _response(in_transaction(work))

    return answer


def _attempt(endpoint: Endpoint, asked: dict[str, Query | Body]) -> Attempt | None:
    key = request.headers.get(HEADER)
    caller: Caller | None = g.get("caller")
    if key is None or caller is None or endpoint.method != "POST":
        return None
    body = canonical(asked.get("body"))
    # Who says another version asks for something else; an empty one is not none.
    content = (request.method, request.path, request.headers.get("If-Match", "none"), body)
    return attempt(key, caller=caller.id, content=content)


def _answer_of(endpoint: Endpoint, shown: Any) -> Kept:
    headers: dict[str, str] = {}
    if endpoint.versioned:
        headers["ETag"] = etag_of(shown.version)
    waits = bool(endpoint.later) and shown.is_waited_for
    if where := endpoint.later if waits else endpoint.location:
        headers["Location"] = PREFIX + where.format_map(vars(shown))
    return Kept(202 if waits else endpoint.status, shown.model_dump_json(), headers)


def _response(answer: Kept) -> ResponseReturnValue:
    response = current_app.response_class(
        answer.body + "\n", status=answer.status, mimetype="application/json"
    )
    response.headers.update(answer.headers)
    if answer.again:
        response.headers["Idempotency-Replayed"] = "true"
    return response
