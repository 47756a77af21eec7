"""How one signs in: password, address, devices. The home of what changes them."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.devices import visitor
from hub.accounts.entering import leave
from hub.accounts.errors import WeakPassword
from hub.accounts.forms.security import ChangeEmailForm, ChangePasswordForm
from hub.accounts.queries.factors import live_sign_ins_of, passkeys_of, recovery_codes_left
from hub.accounts.rules.addresses import clean_email
from hub.accounts.rules.guessing import mailing_budgets
from hub.accounts.services import email_change, passwords
from hub.accounts.services.sessions import end_sign_in, end_sign_ins, prove_again
from hub.accounts.services.throttle import spend
from hub.accounts.settings import passkey_domain
from hub.accounts.sign_in import current_sign_in, oneself
from hub.accounts.views.blueprint import bp
from hub.accounts.views.proving import freshly
from hub.core.database import transaction
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("/account/security")
@open_to(Audience.PEOPLE)
def security() -> ResponseReturnValue:
    person = oneself()
    return render_template(
        "hub/accounts/security.html",
        has_totp=person.totp_secret is not None,
        passkeys=passkeys_of(person),
        passkeys_work=passkey_domain() is not None,
        codes_left=recovery_codes_left(person),
        sign_ins=live_sign_ins_of(person),
        this_sign_in=current_sign_in(),
    )


@bp.route("/account/password", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
@freshly
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            return _change_password(form.password.data or "")
        except WeakPassword as refusal:
            form.refuse_all(refusal)
    page = render_template("hub/accounts/change_password.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/account/email", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
@freshly
def change_email() -> ResponseReturnValue:
    person, form = oneself(), ChangeEmailForm()
    if form.validate_on_submit():
        with transaction():
            spend(mailing_budgets(visitor()))
        try:
            with transaction():
                email_change.ask_to_change_email(person, clean_email(form.email.data or "") or "")
            return redirect(url_for("accounts.email_change_sent"))
        except Invalid as refusal:
            form.refuse_all(refusal)
    page = render_template("hub/accounts/change_email.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/account/email/sent")
@open_to(Audience.PEOPLE)
def email_change_sent() -> ResponseReturnValue:
    return render_template("hub/accounts/email_change_sent.html")


@bp.get("/confirm-email")
@open_to(Audience.EVERYONE)
def confirm_email() -> ResponseReturnValue:
    """Only a page: programs that read mail open every link in it."""
    key = request.args.get("key", "")
    change = email_change.standing_change(key)
    from_old = email_change.is_old_address(change, key)
    return render_template(
        "hub/accounts/confirm_email.html", change=change, from_old=from_old, key=key
    )


@bp.post("/confirm-email")
@open_to(Audience.EVERYONE)
def email_confirmed() -> ResponseReturnValue:
    key = request.form.get("key", "")
    stopped = request.form.get("answer") == "stop"
    with transaction():
        change = email_change.stop(key) if stopped else email_change.agree(key)
    done = bool(change.old_agreed_at and change.new_agreed_at)
    return render_template("hub/accounts/email_answered.html", stopped=stopped, done=done)


@bp.post("/account/sign-ins/<uuid:sign_in_id>/end")
@open_to(Audience.PEOPLE)
def end_one_sign_in(sign_in_id: UUID) -> ResponseReturnValue:
    person = oneself()
    with transaction():
        found = next((s for s in live_sign_ins_of(person) if s.id == sign_in_id), None)
        if found is None:
            raise NotFound(_("This sign-in is over already."))
        end_sign_in(found, by=person, reason="ended from the list")
    flash(_("That device is signed out."), "success")
    return redirect(url_for("accounts.security"))


@bp.post("/account/sign-ins/end")
@open_to(Audience.PEOPLE)
def sign_out_everywhere() -> ResponseReturnValue:
    """Everywhere else, or here as well."""
    person, everywhere = oneself(), request.form.get("here") == "too"
    keep = None if everywhere else current_sign_in().token_hash
    with transaction():
        end_sign_ins(person, except_=keep, by=person, reason="signed out everywhere")
        if everywhere:
            leave()
    if everywhere:
        flash(_("You are signed out on every device."), "success")
        return redirect(url_for("accounts.sign_in"))
    flash(_("Every other device is signed out."), "success")
    return redirect(url_for("accounts.security"))


def _change_password(password: str) -> ResponseReturnValue:
    """Raises WeakPassword."""
    person, sign_in = oneself(), current_sign_in()
    passwords.check_password(password, name=person.name, email=person.email)
    password_hash = passwords.hashed_password(password)
    with transaction():
        passwords.change_password(person, password_hash, keep=sign_in.token_hash)
        prove_again(sign_in)
    flash(_("Your password is changed. Every other device is signed out."), "success")
    return redirect(url_for("accounts.security"))
