"""Browsers that somebody has signed in with before, known by a long-lived signed cookie.

It opens nothing. It only lets the owner's guesses be counted apart from a stranger's, so that
nobody can be locked out from elsewhere (OWASP, "device cookies").
"""

import secrets
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from hub.accounts.rules.guessing import Visitor
from hub.accounts.settings import sealing_keys
from hub.core.ids import hashed

LASTS_SECONDS = 400 * 24 * 3600  # browsers keep no cookie longer
MOST_PEOPLE = 5


def visitor(email: str = "") -> Visitor:
    """Who knocks, wanting to be the person with this address."""
    known = _read()
    device = known["device"] if known and _mark(email) in known["people"] else ""
    return Visitor(address=_network(request.remote_addr), known_device=device)


def remember_device(email: str) -> None:
    """The person has signed in here; set or renew the cookie with this answer."""
    known = _read() or {"device": secrets.token_urlsafe(12), "people": []}
    people = [each for each in known["people"] if each != _mark(email)]
    value = _signer().dumps(
        {"device": known["device"], "people": [_mark(email), *people][:MOST_PEOPLE]}
    )

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            _name(),
            value,
            max_age=LASTS_SECONDS,
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
        return response


def _read() -> dict[str, Any] | None:
    try:
        known = _signer().loads(request.cookies.get(_name(), ""))
    except BadSignature:
        return None
    return dict(known)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(sealing_keys()[::-1], salt="hub.accounts.devices")


def _name() -> str:
    return "__Host-hub_device" if current_app.config["SESSION_COOKIE_SECURE"] else "hub_device"


def _mark(email: str) -> str:
    return hashed(f"device\n{email}")[:16]


def _network(address: str | None) -> str:
    """One household has one IPv4 address, or a whole /64 of IPv6."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "nowhere"
    return str(parsed) if parsed.version == 4 else str(ip_network((parsed, 64), strict=False))
