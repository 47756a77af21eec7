"""Forms about how one signs in."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from hub.accounts.forms.entering import (
    CODE_ATTRIBUTES,
    email_field,
    new_password_field,
    present_password_field,
)
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm


class PasswordForm(HubForm):
    password = present_password_field()


class ChangePasswordForm(HubForm):
    password = new_password_field(_l("New password"))


class ChangeEmailForm(HubForm):
    email = email_field(_l("New address"))


class AuthenticatorForm(HubForm):
    code = StringField(
        _l("Six digits from the app"),
        [InputRequired(), Length(max=10)],
        render_kw=CODE_ATTRIBUTES | {"inputmode": "numeric", "maxlength": 10},
    )
