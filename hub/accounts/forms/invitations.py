"""The form with which somebody invited makes an account."""

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from hub.accounts.forms.entering import new_password_field
from hub.accounts.rules.places import ZONES
from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm


class AcceptForm(HubForm):
    name = StringField(
        _l("Your name"),
        [InputRequired(), Length(max=120)],
        description=_l("As you want to be called. One name is fine."),
        render_kw={"autocomplete": "name", "maxlength": 120},
    )
    password = new_password_field(_l("Password"))
    language = SelectField(_l("Language"), choices=options(LANGUAGE_NAMES.items()))
    zone = SelectField(
        _l("Your time zone"),
        choices=options((zone, zone.replace("_", " ")) for zone in ZONES),
        description=_l("Times are shown in the place's zone and in yours."),
    )
    privacy = BooleanField(
        _l("I have read the privacy notice and agree to it."),
        [InputRequired(_l("Without this we may not keep your name and address."))],
    )

    def newcomer(self, email: str, *, password_hash: str) -> Newcomer:
        return Newcomer(
            name=self.name.data or "",
            email=email,
            language=self.language.data or "",
            zone=self.zone.data or "",
            password_hash=password_hash,
            consent=PRIVACY_VERSION,
        )
