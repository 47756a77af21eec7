"""Signing in and out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts import demo_accounts
from hub.accounts.confined import also_confined, any_of_them
from hub.accounts.door import before_second_factor
from hub.accounts.entering import (
    admit,
    enter_with_password,
    finish_with_code,
    leave,
    onward,
    start_over,
    waiting_person,
)
from hub.accounts.errors import WrongCode
from hub.accounts.forms.entering import CodeForm, SignInForm
from hub.accounts.models import User
from hub.accounts.queries.factors import has_passkey
from hub.accounts.services.second_factor import current_totp_code
from hub.accounts.settings import passkey_domain
from hub.accounts.sign_in import person_or_none
from hub.accounts.views.blueprint import bp
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.addresses import safe_next


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(Audience.EVERYONE)
@before_second_factor
def sign_in() -> ResponseReturnValue:
    here = person_or_none()
    if here is not None and request.method == "GET":
        return onward(here, target=request.args.get("next"))
    form = SignInForm(next=safe_next(request.args.get("next"), ""))
    if form.validate_on_submit():
        person = enter_with_password(form.email.data or "", form.password.data or "")
        if person is not None:
            return _after_password(person, form.next.data)
        form.form_errors = [_("The address and the password do not fit together.")]
    return _sign_in_page(form)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@open_to(Audience.EVERYONE)
def second_step() -> ResponseReturnValue:
    person = waiting_person()
    if person is None:
        return start_over()
    form = CodeForm(next=safe_next(request.args.get("next"), ""))
    if form.validate_on_submit():
        try:
            done = finish_with_code(person, form.code.data or "")
            return redirect(safe_next(form.next.data)) if done else start_over()
        except WrongCode as refusal:
            form.refuse_all(refusal)
    return _second_step_page(form, person)


@bp.post("/sign-out")
@open_to(Audience.EVERYONE)
@before_second_factor
@also_confined(any_of_them)
def sign_out() -> ResponseReturnValue:
    with transaction():
        leave()
    flash(_("You are signed out."), "success")
    return redirect(url_for("home.index"))


@bp.post("/sign-in/demo")
@open_to(Audience.EVERYONE)
def sign_in_as_demo() -> ResponseReturnValue:
    """One click in development; there is no such address anywhere else."""
    person = demo_accounts.demo_person(request.form.get("email", ""))
    if person is None:
        raise NotFound(_("There is nothing at this address."))
    with transaction():
        admit(person, second_factor=True)
    return redirect(safe_next(request.form.get("next")))


def _after_password(person: User, target: str | None) -> ResponseReturnValue:
    if waiting_person() is not None:
        return redirect(url_for("accounts.second_step", next=safe_next(target, "") or None))
    return onward(person, target=target)


def _sign_in_page(form: SignInForm) -> ResponseReturnValue:
    page = render_template(
        "hub/accounts/sign_in.html",
        form=form,
        passkeys=passkey_domain() is not None,
        demo=demo_accounts.offered_demo_accounts(),
        demo_password=demo_accounts.PASSWORD,
    )
    return page, 422 if form.is_submitted() else 200


def _second_step_page(form: CodeForm, person: User) -> ResponseReturnValue:
    is_demo = demo_accounts.demo_person(person.email) is not None
    page = render_template(
        "hub/accounts/second_step.html",
        form=form,
        has_totp=person.totp_secret is not None,
        passkeys=passkey_domain() is not None and has_passkey(person),
        demo_code=current_totp_code(person) if is_demo else None,
    )
    return page, 422 if form.is_submitted() else 200
