"""The links around one page of a list, for `components/pager.html`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from hub.core.pagination import Page


def pager_of(page: Page[Any]) -> dict[str, Any]:
    """The same address with the same search, one page on and one page back."""
    return {
        "prev_url": _at(page.previous),
        "next_url": _at(page.next),
        "shown": len(page.items),
        "total": None,
    }


@dataclass(frozen=True)
class Leaf:
    """One page of a list that is known as a whole: which part of it, and the links around it."""

    number: int
    part: slice
    pager: dict[str, Any]


def leaf_of(total: int, *, size: int, at: Callable[..., str], leave: Collection[str] = ()) -> Leaf:
    """The page whose number the address gives, brought back to what there is.

    Args:
        at: makes an address of the list from a search: `partial(url_for, "people.index")`.
        leave: what of the address does not go with to another page.
    """
    last = max(1, -(-total // size))
    number = min(max(1, _number(request.args.get("page", ""))), last)
    kept = {
        name: text for name, text in request.args.items() if text and name not in {"page", *leave}
    }
    start, end = (number - 1) * size, min(number * size, total)
    pager = {
        "prev_url": at(**kept, page=number - 1) if number > 1 else None,
        "next_url": at(**kept, page=number + 1) if number < last else None,
        "shown": end - start,
        "total": total,
    }
    return Leaf(number, slice(start, end), pager)


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 1


def _at(cursor: str | None) -> str | None:
    if cursor is None or request.endpoint is None:
        return None
    search = {name: text for name, text in request.args.items() if text and name != "cursor"}
    return url_for(request.endpoint, **(search | (request.view_args or {})), cursor=cursor)
