"""The links around one page of a list, for `components/pager.html`."""

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


def _at(cursor: str | None) -> str | None:
    if cursor is None or request.endpoint is None:
        return None
    search = {name: text for name, text in request.args.items() if text and name != "cursor"}
    return url_for(request.endpoint, **(search | (request.view_args or {})), cursor=cursor)
