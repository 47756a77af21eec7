"""A passed gate, kept by the browser until there is an account and a draft to put it into.

A signed cookie rather than the session, which is made anew at every sign-in; nothing is kept on our
side of somebody who does not apply.
"""

from typing import Any

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from accelerator.programmes.models import Cohort
from hub.accounts.settings import sealing_keys

LASTS_SECONDS = 24 * 3600
MOST_CALLS = 3


def remember(cohort: Cohort, answers: dict[str, Any]) -> None:
    """With this answer of ours. The newest few only: a cookie is small."""
    kept = {slug: each for slug, each in passed().items() if slug != cohort.slug}
    newest = [*kept.items(), (cohort.slug, answers)][-MOST_CALLS:]
    _set(_signer().dumps(dict(newest)))


def passed() -> dict[str, dict[str, Any]]:
    """The gate's answers, by the slug of the call; empty when nothing is kept or it is too old."""
    try:
        found = _signer().loads(request.cookies.get(_name(), ""), max_age=LASTS_SECONDS)
    except BadSignature:
        return {}
    return dict(found)


def forget(cohort: Cohort) -> None:
    kept = {slug: each for slug, each in passed().items() if slug != cohort.slug}
    _set(_signer().dumps(kept) if kept else "")


def _set(value: str) -> None:
    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            _name(),
            value,
            max_age=LASTS_SECONDS if value else 0,
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
        return response


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(sealing_keys()[::-1], salt="accelerator.applications.gate")


def _name() -> str:
    return "__Host-hub_gate" if current_app.config["SESSION_COOKIE_SECURE"] else "hub_gate"
