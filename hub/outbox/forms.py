"""Which mails somebody wants to get; why staff hold all of them back."""

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from hub.core.i18n import lazy_gettext as _
from hub.outbox.models import Category
from hub.outbox.names import CATEGORY_NAMES
from hub.web.forms import HubForm


class PreferencesForm(HubForm):
    """A box for each category that can be turned off; ticked means wanted."""

    reminders = BooleanField(CATEGORY_NAMES[Category.REMINDERS])
    invitations = BooleanField(CATEGORY_NAMES[Category.INVITATIONS])
    news = BooleanField(CATEGORY_NAMES[Category.NEWS])


class HoldForm(HubForm):
    reason = StringField(_("Why"), [InputRequired(), Length(max=300)])
