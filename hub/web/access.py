"""Who may enter a route. A route that does not say is closed, and a test fails.

The door asks only whether somebody may stand in it; whether this person may do this to that thing
is the service's question, answered by the capability's `permissions`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, request

from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _


class Audience(StrEnum):
    EVERYONE = "everyone"
    PEOPLE = "people"
    STAFF = "staff"


V = TypeVar("V", bound=Callable[..., Any])
#: (audience, permission) -> raises, or lets in. Set by the capability that knows people.
Doorkeeper = Callable[[Audience, str | None], None]


def open_to(audience: Audience, *, permission: str | None = None) -> Callable[[V], V]:
    """State a route's audience: STAFF with the permission that it takes somewhere.

    Put it under the route decorator, so that it marks the function that the route calls.
    """
    if (permission is not None) is not (audience is Audience.STAFF):
        raise ValueError("a permission goes with Audience.STAFF, and STAFF with a permission")

    def mark(view: V) -> V:
        setattr(view, "audience", audience)  # noqa: B010
        setattr(view, "permission", permission)  # noqa: B010
        return view

    return mark


def register(app: Flask, doorkeeper: Doorkeeper) -> None:
    @app.before_request
    def guard() -> None:
        if request.endpoint is None:
            return
        view = current_app.view_functions[request.endpoint]
        audience = getattr(view, "audience", None)
        if audience is None:
            raise NotAllowed(_("This page is not open to anybody yet."))
        doorkeeper(audience, getattr(view, "permission", None))
