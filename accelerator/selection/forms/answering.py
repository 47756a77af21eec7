"""Forms with which a team answers."""

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, Optional

from accelerator.selection.services.answering import LONGEST_REASON
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm


class AcceptForm(HubForm):
    agreed = BooleanField(_l("We have read this and agree to it"))


class DeclineForm(HubForm):
    reason = TextAreaField(_l("Would you tell us why?"), [Optional(), Length(max=LONGEST_REASON)])


class EmptyForm(HubForm):
    """Only the token."""
