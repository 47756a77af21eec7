"""Addresses within the hub, and none without."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for


def safe_next(target: str | None, default: str = "/") -> str:
    """`target` when it is a path of this site, else `default`.

    Browsers read backslashes as slashes and drop control characters, so a target with either is
    refused, as is anything that does not begin with exactly one slash.
    """
    if not target or len(target) > 2000:
        return default
    if "\\" in target or any(ord(c) < 33 or ord(c) == 127 for c in target):
        return default
    if not target.startswith("/") or target.startswith("//"):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def public_url(endpoint: str, **values: str) -> str:
    """A full address for mail and calendars, from the configured PUBLIC_URL, never from a request's
    Host header."""
    base: str = current_app.config["PUBLIC_URL"]
    if request:
        return base + url_for(endpoint, **values)  # type: ignore[arg-type]
    with current_app.test_request_context():
        return base + url_for(endpoint, **values)  # type: ignore[arg-type]


def here() -> str:
    """The address of this page with its search, to come back to."""
    return request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else "/"
