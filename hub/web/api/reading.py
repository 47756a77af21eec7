"""Read what a caller sent, and believe none of it: whatever comes in, the answer is never a 500."""

import json
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from flask import request
from pydantic import BaseModel, ValidationError

from hub.core.errors import HubError, Invalid, Malformed
from hub.core.i18n import gettext as _
from hub.web.api.declarations import Endpoint
from hub.web.api.schemas import Body, Query
from hub.web.api.sentences import WHOLE, by_field

JSON_TYPE = "application/json"
M = TypeVar("M", bound=BaseModel)


class WrongType(HubError):
    """What was sent says it is something else than JSON."""

    code = "unsupported-media-type"
    status = 415


def asked_of(endpoint: Endpoint) -> dict[str, Query | Body]:
    """The typed query and body, as keyword arguments of the view.

    Raises:
        Malformed, WrongType: it cannot be read.
        Invalid: it can, but fields are wrong; each has its sentence.
    """
    asked: dict[str, Query | Body] = {}
    query = _query(endpoint.query or _Nothing)
    if endpoint.query is not None:
        asked["query"] = query
    text = _text(endpoint.largest_body)
    if endpoint.body is not None:
        asked["body"] = _body(endpoint.body, text)
    elif text.strip():
        raise Invalid(
            _("This address takes no body."), errors={WHOLE: [_("Please leave this out.")]}
        )
    return asked


def canonical(body: BaseModel | None) -> str:
    """A body in one form, however its fields were ordered or spaced."""
    sent = body.model_dump(mode="json", exclude_unset=True) if body is not None else None
    return json.dumps(sent, sort_keys=True, separators=(",", ":"))


def _query(model: type[Query]) -> Query:
    pairs = parse_qsl(
        request.query_string.decode("utf-8", "replace"), keep_blank_values=True, errors="replace"
    )
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    several = {name for name in given if _is_list(model, name)}
    wrong = {
        name: [_("This is given more than once.")]
        for name, values in given.items()
        if len(values) > 1 and name not in several
    }
    if wrong:
        raise _invalid(wrong)
    plain = {n: values if n in several else values[0] for n, values in given.items()}
    _no_control_characters(plain)
    return _checked(model, plain)


class _Nothing(Query):
    """An address that takes no parameters."""


def _is_list(model: type[Query], name: str) -> bool:
    field = model.model_fields.get(name)
    return field is not None and getattr(field.annotation, "__origin__", None) is list


def _text(largest: int) -> str:
    """The body as text, at most `largest` bytes of it (else 413)."""
    request.max_content_length = largest
    raw = request.get_data(cache=True, parse_form_data=False)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as odd:
        raise Malformed(_("The body is not UTF-8 text.")) from odd


def _body(model: type[Body], text: str) -> Body:
    if not text.strip() and not any(f.is_required() for f in model.model_fields.values()):
        return _checked(model, {})
    if request.mimetype != JSON_TYPE:
        raise WrongType(_("Please send JSON, with the header Content-Type: application/json."))
    plain = _json(text)
    _no_control_characters(plain)
    try:
        return model.model_validate_json(text)
    except ValidationError as wrong:
        raise _invalid(by_field(wrong.errors(include_url=False, include_input=False))) from wrong


def _json(text: str) -> Any:
    """JSON as RFC 8259 has it: no NaN, no name twice in one object.

    Raises:
        Malformed: it is not that, or nested too deep to be meant.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except (ValueError, RecursionError) as odd:
        raise Malformed(_("The body is not JSON that the hub can read.")) from odd


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice in one object")
    return made


def _no_control_characters(plain: Any) -> None:
    """NUL and half surrogate pairs are no text, and PostgreSQL takes neither."""
    left: list[tuple[tuple[str, ...], Any]] = [((), plain)]
    while left:
        place, value = left.pop()
        if isinstance(value, dict):
            left += [((*place, str(name)), inner) for name, inner in value.items()]
            value = "".join(map(str, value))
        elif isinstance(value, list):
            left += [((*place, str(n)), inner) for n, inner in enumerate(value)]
        if isinstance(value, str) and _is_no_text(value):
            name = ".".join(place).encode("ascii", "replace").decode() or WHOLE
            raise _invalid({name: [_("This contains characters that are not text.")]})


def _is_no_text(value: str) -> bool:
    return "\0" in value or any("\ud800" <= c <= "\udfff" for c in value)


def _checked(model: type[M], plain: dict[str, Any]) -> M:
    try:
        return model.model_validate(plain)
    except ValidationError as wrong:
        raise _invalid(by_field(wrong.errors(include_url=False, include_input=False))) from wrong


def _invalid(errors: dict[str, list[str]]) -> Invalid:
    return Invalid(_("Some of what was sent cannot be used. See each field."), errors=errors)
