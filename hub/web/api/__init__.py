"""The JSON API's own layer: endpoints are declared once; reading, checking, answering, acting once
and the description all follow from the declaration.

A capability declares in its `api.py`:

    endpoints = Endpoints("Spaces", "What can be booked.")

    @endpoints.serves(Endpoint("GET", "/spaces/<uuid:space_id>", answers=SpaceShown,
                               summary="One space", refuses=(NotFound,)))
    def space(space_id: UUID) -> SpaceShown: ...

and `hub.openapi` lists it. Writing endpoints run inside one transaction that this layer opens.
"""

from hub.web.api.declarations import Endpoint, Endpoints
from hub.web.api.schemas import (
    Body,
    Cursor,
    Day,
    Instant,
    Limit,
    Line,
    ListShown,
    MoneyShown,
    Paged,
    Paragraph,
    Query,
    Shown,
    WallTime,
    Whole,
    Written,
    unusable,
)
from hub.web.api.scopes import require_scope
from hub.web.api.versions import Versioned, as_seen, expect_version

__all__ = [
    "Body",
    "Cursor",
    "Day",
    "Endpoint",
    "Endpoints",
    "Instant",
    "Limit",
    "Line",
    "ListShown",
    "MoneyShown",
    "Paged",
    "Paragraph",
    "Query",
    "Shown",
    "Versioned",
    "WallTime",
    "Whole",
    "Written",
    "as_seen",
    "expect_version",
    "require_scope",
    "unusable",
]
