"""A new password by mail."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.devices import visitor
from hub.accounts.errors import WeakPassword
from hub.accounts.forms.entering import EmailForm, NewPasswordForm
from hub.accounts.rules.guessing import mailing_budgets
from hub.accounts.services.passwords import check_password, hashed_password, person_with
from hub.accounts.services.resets import ask_for_reset, standing_reset
from hub.accounts.services.resets import reset_password as reset
from hub.accounts.services.throttle import spend
from hub.accounts.views.blueprint import bp
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.route("/forgot-password", methods=["GET", "POST"])
@open_to(Audience.EVERYONE)
def forgot_password() -> ResponseReturnValue:
    form = EmailForm()
    if form.validate_on_submit():
        with transaction():
            spend(mailing_budgets(visitor()))
        person_with("", "")  # a hash's worth of time hides whether a mail is written
        with transaction():
            ask_for_reset(form.email.data or "")
        return redirect(url_for("accounts.reset_sent"))
    page = render_template("hub/accounts/forgot_password.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/forgot-password/sent")
@open_to(Audience.EVERYONE)
def reset_sent() -> ResponseReturnValue:
    return render_template("hub/accounts/reset_sent.html")


@bp.route("/reset-password", methods=["GET", "POST"])
@open_to(Audience.EVERYONE)
def reset_password() -> ResponseReturnValue:
    """The key travels in the address of the mail's link, and in the form from there on."""
    posted = request.method == "POST"
    key = request.form.get("key", "") if posted else request.args.get("key", "")
    person = standing_reset(key).user
    form = NewPasswordForm()
    if person and form.validate_on_submit():
        try:
            check_password(form.password.data or "", name=person.name, email=person.email)
            return _change(key, form.password.data or "")
        except WeakPassword as refusal:
            form.refuse_all(refusal)
    page = render_template("hub/accounts/reset_password.html", form=form, person=person, key=key)
    return page, 422 if form.is_submitted() else 200


def _change(key: str, password: str) -> ResponseReturnValue:
    password_hash = hashed_password(password)
    with transaction():
        reset(key, password_hash)
    flash(_("Your password is changed. Please sign in with it."), "success")
    return redirect(url_for("accounts.sign_in"))
