"""How the description speaks of problems, statuses and headers."""

from typing import Any

Json = dict[str, Any]

#: What each status means here.
MEANINGS = {
    200: "Here it is.",
    201: "Made.",
    202: "Taken on; it will be done soon.",
    400: "The request cannot be read.",
    401: "There is no token, or it is no longer good.",
    403: "The token or its person may not do this.",
    404: "There is no such thing, or you may not know of it.",
    409: "The state of things is against it.",
    410: "It was there, and is over.",
    412: "It is no longer in the version you saw.",
    413: "This is larger than we take.",
    415: "This is not JSON.",
    422: "A field is wrong or a rule says no; `errors` says which and why.",
    428: "Say in If-Match which version you saw.",
    429: "Too many requests. Wait as long as Retry-After says.",
    503: "Very busy just now. The same request may work in a moment.",
}

HEADERS: Json = {
    "X-Request-Id": {
        "description": "Names this request in our logs. Please quote it when you ask for help.",
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "WWW-Authenticate": {
        "description": "How to sign in: with a bearer token.",
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "The version, for If-Match.",
        "schema": {"type": "string"},
    },
    "Location": {
        "description": "Where the new thing is, or where to look again.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Idempotency-Replayed": {
        "description": "`true` when this answer was given before and nothing was done now.",
        "schema": {"type": "string", "const": "true"},
    },
}

PROBLEM_SCHEMA: Json = {
    "type": "object",
    "description": "Why not: a problem document (RFC 9457).",
    "required": ["type", "title", "status", "code", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "examples": ["/problems/slot-taken"]},
        "title": {
            "type": "string",
            "description": "A sentence for people, in the language of Accept-Language.",
        },
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; for programs.", "pattern": "^[a-z-]+$"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Sentences by field.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "alternatives": {
            "type": "array",
            "description": "What could be had instead.",
            "items": {"type": "object"},
        },
    },
}
