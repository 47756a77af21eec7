"""Setting up and taking away second factors by code."""

import pyotp
import segno
from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.door import before_second_factor
from hub.accounts.errors import WrongCode
from hub.accounts.forms.security import AuthenticatorForm
from hub.accounts.models import User
from hub.accounts.queries.factors import has_second_factor, recovery_codes_left
from hub.accounts.services import second_factor as factors
from hub.accounts.services.sealed import sealed, unsealed
from hub.accounts.services.sessions import prove_again
from hub.accounts.settings import passkey_domain
from hub.accounts.sign_in import current_sign_in, oneself
from hub.accounts.views.blueprint import bp
from hub.accounts.views.proving import freshly
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.addresses import safe_next
from hub.web.templating import HUB_NAME

#: The secret that is being set up, sealed: the cookie is only signed.
NEW_SECRET = "new_authenticator"  # noqa: S105


@bp.get("/account/second-factor")
@open_to(Audience.PEOPLE)
@before_second_factor
@freshly
def second_factor() -> ResponseReturnValue:
    """Where staff are led who have none: what it is, and which ways there are."""
    return render_template(
        "hub/accounts/second_factor.html",
        passkeys=passkey_domain() is not None,
        target=safe_next(request.args.get("next"), ""),
    )


@bp.route("/account/authenticator", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
@before_second_factor
@freshly
def authenticator() -> ResponseReturnValue:
    form, secret = AuthenticatorForm(), _secret_being_set_up()
    if form.validate_on_submit():
        try:
            return _add(secret, form.code.data or "")
        except WrongCode as refusal:
            form.refuse_all(refusal)
    return _set_up_page(form, secret)


@bp.post("/account/authenticator/remove")
@open_to(Audience.PEOPLE)
@freshly
def remove_authenticator() -> ResponseReturnValue:
    person = oneself()
    with transaction():
        factors.remove_totp(person)
    flash(_("The authenticator app is no longer asked for."), "success")
    return redirect(url_for("accounts.security"))


@bp.post("/account/recovery-codes")
@open_to(Audience.PEOPLE)
@freshly
def recovery_codes() -> ResponseReturnValue:
    person = oneself()
    if not has_second_factor(person):
        flash(_("Recovery codes stand in for a second factor. Please set one up first."), "warning")
        return redirect(url_for("accounts.security"))
    with transaction():
        codes = factors.new_recovery_codes(person)
    return codes_page(codes)


def codes_if_first(person: User) -> list[str]:
    """Recovery codes go with the first factor. Inside the caller's transaction."""
    return [] if recovery_codes_left(person) else factors.new_recovery_codes(person)


def codes_page(codes: list[str]) -> ResponseReturnValue:
    """The one time that they are shown."""
    target = safe_next(request.values.get("next"), url_for("accounts.security"))
    return render_template("hub/accounts/recovery_codes.html", codes=codes, target=target)


def _add(secret: str, code: str) -> ResponseReturnValue:
    """Raises WrongCode."""
    person, sign_in = oneself(), current_sign_in()
    with transaction():
        factors.add_totp(person, secret, code=code, keep=sign_in.token_hash)
        prove_again(sign_in, second_factor=True)
        codes = codes_if_first(person)
    session.pop(NEW_SECRET, None)
    flash(_("Your authenticator app is set up."), "success")
    target = safe_next(request.values.get("next"), url_for("accounts.security"))
    return codes_page(codes) if codes else redirect(target)


def _secret_being_set_up() -> str:
    """The same one until it is confirmed, or a second look at the page would spoil the first."""
    kept = unsealed(session.get(NEW_SECRET, ""))
    secret = kept or factors.new_totp_secret()
    if kept is None:
        session[NEW_SECRET] = sealed(secret)
    return secret


def _set_up_page(form: AuthenticatorForm, secret: str) -> ResponseReturnValue:
    address = pyotp.TOTP(secret).provisioning_uri(name=oneself().email, issuer_name=HUB_NAME)
    page = render_template(
        "hub/accounts/authenticator.html",
        form=form,
        picture=segno.make(address, error="m").svg_data_uri(border=4, light="#ffffff"),
        secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        address=address,
        target=safe_next(request.values.get("next"), ""),
    )
    return page, 422 if form.is_submitted() else 200
