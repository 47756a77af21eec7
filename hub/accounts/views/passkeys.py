"""Passkeys: questions for the browser, and forms that its answers come back in.

The answers travel in an ordinary form, so that a refusal is an ordinary page.
"""

import json
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.devices import visitor
from hub.accounts.door import before_second_factor
from hub.accounts.entering import admit, waiting_person
from hub.accounts.errors import PasskeyRefused
from hub.accounts.rules.guessing import passkey_budgets
from hub.accounts.services import passkeys
from hub.accounts.services.sessions import prove_again
from hub.accounts.services.throttle import spend
from hub.accounts.sign_in import current_sign_in, oneself, sign_in_or_none
from hub.accounts.views.blueprint import bp
from hub.accounts.views.factors import codes_if_first, codes_page
from hub.accounts.views.proving import freshly
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.addresses import safe_next

LARGEST = 20_000  # bytes of an answer; real ones have one or two thousand


@bp.post("/passkeys/question")
@open_to(Audience.EVERYONE)
@before_second_factor
def passkey_question() -> ResponseReturnValue:
    """For signing in, for the second step, and for proving again: whose passkey depends on who is
    known already."""
    sign_in = sign_in_or_none()
    person = sign_in.user if sign_in else waiting_person()
    with transaction():
        spend(passkey_budgets(visitor()))
        return _json(passkeys.question_to_sign_in(person))


@bp.post("/sign-in/passkey")
@open_to(Audience.EVERYONE)
def sign_in_by_passkey() -> ResponseReturnValue:
    """Alone, or as the second step after a password; in both cases it is enough."""
    expected = waiting_person()
    with transaction():
        person = passkeys.person_answering(_answer(), expected=expected)
        admit(person, second_factor=True)
    return redirect(safe_next(request.form.get("next")))


@bp.post("/account/confirm/passkey")
@open_to(Audience.PEOPLE)
@before_second_factor
def prove_by_passkey() -> ResponseReturnValue:
    person = oneself()
    with transaction():
        passkeys.person_answering(_answer(), expected=person)
        prove_again(current_sign_in(), second_factor=True)
    return redirect(safe_next(request.form.get("next"), url_for("accounts.security")))


@bp.post("/account/passkeys/question")
@open_to(Audience.PEOPLE)
@before_second_factor
@freshly
def new_passkey_question() -> ResponseReturnValue:
    person = oneself()
    with transaction():
        return _json(passkeys.question_to_add(person))


@bp.post("/account/passkeys")
@open_to(Audience.PEOPLE)
@before_second_factor
@freshly
def add_passkey() -> ResponseReturnValue:
    person, sign_in = oneself(), current_sign_in()
    name = request.form.get("name", "") or sign_in.device
    with transaction():
        passkeys.add_passkey(person, _answer(), name=name, keep=sign_in.token_hash)
        prove_again(sign_in, second_factor=True)
        codes = codes_if_first(person)
    flash(_("Your passkey is set up."), "success")
    target = safe_next(request.form.get("next"), url_for("accounts.security"))
    return codes_page(codes) if codes else redirect(target)


@bp.post("/account/passkeys/<uuid:passkey_id>/remove")
@open_to(Audience.PEOPLE)
@freshly
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    person = oneself()
    with transaction():
        passkeys.remove_passkey(person, passkey_id)
    flash(_("That passkey no longer opens your account."), "success")
    return redirect(url_for("accounts.security"))


def _answer() -> dict[str, Any]:
    """What the browser's script put into the form. Raises PasskeyRefused."""
    text = request.form.get("answer", "")
    try:
        answer = json.loads(text) if len(text) <= LARGEST else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("response"), dict):
        raise PasskeyRefused(_("This passkey did not work here. Please try another way."))
    return answer


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
