"""Headers that every answer carries, and the id that ties a request to its log lines."""

import re
import secrets

from flask import Flask, Response, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin

#: Nothing inline, nothing from elsewhere. Stripe's page is where a payment form may lead.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self' https://checkout.stripe.com",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
#: What a browser heeds of what it opens or runs: pages, pictures, scripts.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
#: What it heeds of everything it fetches.
FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Style sheets and fonts: the eight of a page brought 3.7 kilobytes of headers over a slow line.
PASSIVE = ("text/css", "font/")
_ACCEPTED_ID = re.compile(r"^[A-Za-z0-9_-]{8,64}$")


class CookieForPagesOnly(SecureCookieSessionInterface):
    """Assets may be kept by caches between us and many people, so they never carry a cookie."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return request.endpoint != "static" and super().should_set_cookie(app, session)


def register(app: Flask) -> None:
    app.session_interface = CookieForPagesOnly()
    app.before_request(name_the_request)
    app.after_request(add_headers)


def name_the_request() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _ACCEPTED_ID.match(given) else secrets.token_hex(8)


def add_headers(response: Response) -> Response:
    is_passive = request.endpoint == "static" and (response.mimetype or "").startswith(PASSIVE)
    for name, value in (FOR_ALL if is_passive else FOR_ALL | HEADERS).items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
        )
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.endpoint != "static":
        # Pages differ by reader; a cache between us must never hand one person's to another.
        response.headers.setdefault("Cache-Control", "private, no-store")
        if session.accessed:
            response.vary.add("Cookie")
    return response
