"""An answer to a pair."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm


class AcceptForm(HubForm):
    pass


class ReasonForm(HubForm):
    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(), Length(min=3, max=500)],
        description=_l("The programme's team reads it; the other side does not."),
    )
