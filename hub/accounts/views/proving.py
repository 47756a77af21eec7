"""Asking again before something sensitive: is it still you?"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.demo_accounts import demo_person
from hub.accounts.devices import visitor
from hub.accounts.door import before_second_factor
from hub.accounts.entering import is_their_password
from hub.accounts.errors import WrongCode
from hub.accounts.forms.entering import CodeForm
from hub.accounts.forms.security import PasswordForm
from hub.accounts.models import User
from hub.accounts.queries.factors import has_passkey, has_second_factor
from hub.accounts.rules.guessing import code_budgets
from hub.accounts.rules.lifetimes import proof_is_fresh
from hub.accounts.services.second_factor import accept_code, current_totp_code
from hub.accounts.services.sessions import prove_again
from hub.accounts.services.throttle import refund, spend
from hub.accounts.settings import passkey_domain
from hub.accounts.sign_in import current_sign_in, oneself
from hub.accounts.views.blueprint import bp
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.addresses import safe_next

V = TypeVar("V", bound=Callable[..., Any])


def freshly(view: V) -> V:
    """Only for the person, who has proved to be it in the last minutes; else they are asked, and
    led back. Never for staff in somebody's name."""

    @wraps(view)
    def asking(*args: Any, **values: Any) -> Any:
        person, sign_in = oneself(), current_sign_in()
        by_factor = sign_in.second_factor_at is not None or not has_second_factor(person)
        if by_factor and proof_is_fresh(sign_in.proved_at, now()):
            return view(*args, **values)
        rule = request.url_rule
        opens = rule is not None and "GET" in (rule.methods or ())
        target = request.path if opens else url_for("accounts.security")
        return redirect(url_for("accounts.prove", next=target))

    return asking  # type: ignore[return-value]


@bp.route("/account/confirm", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
@before_second_factor
def prove() -> ResponseReturnValue:
    """By the second factor where there is one, else by the password."""
    person = oneself()
    form: CodeForm | PasswordForm = CodeForm() if has_second_factor(person) else PasswordForm()
    target = safe_next(request.values.get("next"), url_for("accounts.security"))
    if form.validate_on_submit():
        if isinstance(form, CodeForm):
            done = _prove_by_code(person, form)
        else:
            done = _prove_by_password(person, form)
        if done:
            return redirect(target)
    return _page(form, person, target=target)


def _prove_by_code(person: User, form: CodeForm) -> bool:
    budgets = code_budgets(str(person.id), visitor(person.email))
    with transaction():
        spend(budgets)
    try:
        with transaction():
            accept_code(person, form.code.data or "")
            refund(budgets)
            prove_again(current_sign_in(), second_factor=True)
    except WrongCode as refusal:
        form.refuse_all(refusal)
        return False
    return True


def _prove_by_password(person: User, form: PasswordForm) -> bool:
    if not is_their_password(person, form.password.data or ""):
        form.refuse("password", _("This is not your password."))
        return False
    with transaction():
        prove_again(current_sign_in())
    return True


def _page(form: CodeForm | PasswordForm, person: User, *, target: str) -> ResponseReturnValue:
    page = render_template(
        "hub/accounts/prove.html",
        form=form,
        by_code=isinstance(form, CodeForm),
        target=target,
        passkeys=passkey_domain() is not None and has_passkey(person),
        demo_code=current_totp_code(person) if demo_person(person.email) else None,
    )
    return page, 422 if form.is_submitted() else 200
