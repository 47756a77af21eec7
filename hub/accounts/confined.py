"""Sign-ins that open one thing and nothing else: whoever came in by a link for a day stands behind
the doors of that day, and is nobody at every other.

A view says by `also_confined(check)` that such a sign-in may come in, and the check, given what the
sign-in is confined to and the values of the address, whether it opens this. A view that says
nothing is closed to them, so a new page needs no thought to be safe.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from flask import current_app, request

CHECK = "opens_for_confined"
Check = Callable[[UUID, Mapping[str, Any]], bool]
V = TypeVar("V", bound=Callable[..., Any])


def also_confined(check: Check) -> Callable[[V], V]:
    """Put it under the route decorator, as `open_to`."""

    def mark(view: V) -> V:
        setattr(view, CHECK, check)
        return view

    return mark


def any_of_them(_confined_to: UUID, _address: Mapping[str, Any]) -> bool:
    """For what everybody does who came in, such as going out."""
    return True


def opens_here(confined_to: UUID) -> bool:
    """Whether the door of this request is one of those that the sign-in opens."""
    view = current_app.view_functions.get(request.endpoint or "")
    check: Check | None = getattr(view, CHECK, None)
    return check is not None and check(confined_to, request.view_args or {})
