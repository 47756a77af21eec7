"""Forms at the door: signing up, signing in, a new password."""

from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    SubmitField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from hub.accounts.rules.addresses import clean_email, clean_name
from hub.accounts.rules.passwords import LONGEST, SHORTEST, too_long
from hub.accounts.rules.places import ZONES
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm

CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


def _email(form: HubForm, field: Any) -> None:
    if clean_email(field.data or "") is None:
        raise ValidationError(_l("Please write an e-mail address, such as lina@people.example."))


def _name(form: HubForm, field: Any) -> None:
    if clean_name(field.data or "") is None:
        raise ValidationError(_l("Please tell us what to call you."))


def _bounded(form: HubForm, field: Any) -> None:
    if too_long(field.data or ""):
        raise ValidationError(_l("This is longer than a password may be (1,024 bytes)."))


def new_password_field(label: str) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(), _bounded],
        description=_l("At least %(count)s characters. Several words are easy to remember.",
                       count=SHORTEST),
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST, "spellcheck": "false"},
    )  # fmt: skip


def present_password_field() -> PasswordField:
    return PasswordField(
        _l("Password"),
        [InputRequired(), _bounded],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )


def email_field(label: str | None = None) -> EmailField:
    return EmailField(
        label or _l("E-mail"),
        [InputRequired(), Length(max=254), _email],
        render_kw={"autocomplete": "username", "maxlength": 254, "spellcheck": "false"},
    )


class SignInForm(HubForm):
    email = EmailField(
        _l("E-mail"),
        [InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "username webauthn", "maxlength": 254, "spellcheck": "false"},
    )
    password = present_password_field()
    next = HiddenField()
    submit = SubmitField(_l("Sign in"))


class CodeForm(HubForm):
    code = StringField(
        _l("Code"), [InputRequired(), Length(max=40)], render_kw=CODE_ATTRIBUTES | {"maxlength": 40}
    )
    next = HiddenField()


class SignUpForm(HubForm):
    name = StringField(
        _l("Your name"),
        [InputRequired(), Length(max=120), _name],
        description=_l("As you want to be called. One name is fine."),
        render_kw={"autocomplete": "name", "maxlength": 120},
    )
    email = email_field()
    password = new_password_field(_l("Password"))
    language = SelectField(
        _l("Language"),
        choices=options(LANGUAGE_NAMES.items()),
    )
    zone = SelectField(
        _l("Your time zone"),
        [Optional()],
        choices=options((zone, zone.replace("_", " ")) for zone in ZONES),
    )
    privacy = BooleanField(
        _l("I have read the privacy notice and agree to it."),
        [InputRequired(_l("Without this we may not keep your name and address."))],
    )


class EmailForm(HubForm):
    email = email_field()


class NewPasswordForm(HubForm):
    password = new_password_field(_l("New password"))
