"""Which mails somebody wants to get."""

from wtforms import BooleanField

from hub.outbox.models import Category
from hub.outbox.names import CATEGORY_NAMES
from hub.web.forms import HubForm


class PreferencesForm(HubForm):
    """A box for each category that can be turned off; ticked means wanted."""

    reminders = BooleanField(CATEGORY_NAMES[Category.REMINDERS])
    invitations = BooleanField(CATEGORY_NAMES[Category.INVITATIONS])
    news = BooleanField(CATEGORY_NAMES[Category.NEWS])
