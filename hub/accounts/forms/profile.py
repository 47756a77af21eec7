"""Forms about oneself."""

from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from hub.accounts.models import TokenScope
from hub.accounts.names import TOKEN_SCOPES
from hub.accounts.rules.places import ZONES
from hub.accounts.rules.tokens import LONGEST_NAME
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm


class ProfileForm(HubForm):
    name = StringField(
        _l("Your name"),
        [InputRequired(), Length(max=120)],
        description=_l("As you want to be called. One name is fine."),
        render_kw={"autocomplete": "name", "maxlength": 120},
    )
    language = SelectField(
        _l("Language"),
        choices=options(LANGUAGE_NAMES.items()),
        description=_l("Of the pages, and of the mail you get from us."),
    )
    zone = SelectField(
        _l("Your time zone"),
        description=_l("Times are shown in the place's zone and in yours."),
    )

    def offer_zones(self, own: str) -> None:
        """One's own is offered even if it is a rare one."""
        zones = ZONES if own in ZONES else (own, *ZONES)
        self.zone.choices = options((zone, zone.replace("_", " ")) for zone in zones)


class PhotoForm(HubForm):
    photo = FileField(
        _l("Picture"),
        [FileRequired(_l("Please choose a picture first."))],
        description=_l("JPEG, PNG, WebP or GIF, up to 5 MB. We keep only the pixels: "
                       "not where, when or with what it was taken."),
        render_kw={"accept": "image/jpeg,image/png,image/webp,image/gif"},
    )  # fmt: skip


class TokenForm(HubForm):
    name = StringField(
        _l("What is it for?"),
        [InputRequired(), Length(max=LONGEST_NAME)],
        description=_l("Such as “door display” or “my calendar script”."),
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )
    scopes = SelectMultipleField(
        _l("What may it do?"),
        coerce=TokenScope,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    expires_on = DateField(
        _l("Last day"),
        [Optional()],
        description=_l("Without one it works until you revoke it."),
    )

    def offer(self, scopes: set[TokenScope], *, today: date) -> None:
        """Scopes in the order of their table; days from today on."""
        self.scopes.choices = options((s.value, TOKEN_SCOPES[s]) for s in TokenScope if s in scopes)
        self.expires_on.render_kw = {"min": today.isoformat()}
