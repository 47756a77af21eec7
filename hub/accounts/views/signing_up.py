"""Signing up, and the notice that one agrees to."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.devices import visitor
from hub.accounts.entering import admit
from hub.accounts.errors import WeakPassword
from hub.accounts.forms.entering import SignUpForm
from hub.accounts.models import User
from hub.accounts.rules.addresses import clean_email, clean_name
from hub.accounts.rules.guessing import mailing_budgets
from hub.accounts.rules.places import likely_zone
from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer
from hub.accounts.services.passwords import check_password, hashed_password
from hub.accounts.services.sign_up import ask_to_join, confirm_wish, standing_wish
from hub.accounts.services.throttle import spend
from hub.accounts.views.blueprint import bp
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.core.ids import hashed
from hub.web.access import Audience, open_to

#: What this browser remembers of its own wish: it signs in at once when the mail is answered here.
WISH, WISH_EMAIL = "wish", "wish_email"


@bp.route("/sign-up", methods=["GET", "POST"])
@open_to(Audience.EVERYONE)
def sign_up() -> ResponseReturnValue:
    form = SignUpForm(language=language(), zone=likely_zone(language()))
    if form.validate_on_submit():
        try:
            _ask(form)
            return redirect(url_for("accounts.sign_up_sent"))
        except WeakPassword as refusal:
            form.refuse_all(refusal)
    page = render_template("hub/accounts/sign_up.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/sign-up/sent")
@open_to(Audience.EVERYONE)
def sign_up_sent() -> ResponseReturnValue:
    """The same for everybody, whether or not the address has an account."""
    return render_template("hub/accounts/sign_up_sent.html", email=session.get(WISH_EMAIL, ""))


@bp.get("/sign-up/confirm")
@open_to(Audience.EVERYONE)
def confirm_sign_up() -> ResponseReturnValue:
    """Only a page: programs that read mail open every link in it."""
    key = request.args.get("key", "")
    return render_template("hub/accounts/confirm_sign_up.html", wish=standing_wish(key), key=key)


@bp.post("/sign-up/confirm")
@open_to(Audience.EVERYONE)
def sign_up_confirmed() -> ResponseReturnValue:
    key = request.form.get("key", "")
    own = session.get(WISH) == hashed(key)
    with transaction():
        person = confirm_wish(key)
        if own:
            admit(person)
    return _welcome(person, own=own)


@bp.get("/privacy")
@open_to(Audience.EVERYONE)
def privacy() -> ResponseReturnValue:
    return render_template("hub/accounts/privacy.html", version=PRIVACY_VERSION)


def _ask(form: SignUpForm) -> None:
    """Raises WeakPassword or TooMany."""
    email = clean_email(form.email.data or "") or ""
    name = clean_name(form.name.data or "") or ""
    password = form.password.data or ""
    check_password(password, name=name, email=email)
    with transaction():
        spend(mailing_budgets(visitor()))
    newcomer = Newcomer(
        name=name,
        email=email,
        language=form.language.data,
        zone=form.zone.data or likely_zone(form.language.data),
        password_hash=hashed_password(password),
        consent=PRIVACY_VERSION,
    )
    with transaction():
        wish = ask_to_join(newcomer)
    session[WISH], session[WISH_EMAIL] = wish or hashed(email), email


def _welcome(person: User, *, own: bool) -> ResponseReturnValue:
    if own:
        flash(_("Welcome, %(name)s. Your account is ready.", name=person.name), "success")
        return redirect(url_for("home.index"))
    flash(_("Your address is confirmed. Please sign in with your password."), "success")
    return redirect(url_for("accounts.sign_in"))
