"""A word of thanks to a mentor, and why a certificate is withdrawn."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from accelerator.sessions.services.thanking import LONGEST_REASON, LONGEST_THANKS
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import VersionedForm


class ThanksForm(VersionedForm):
    text = TextAreaField(
        _l("A word of thanks"), [InputRequired(), Length(max=LONGEST_THANKS)],
        description=_l("The mentor reads it on their own page, with your name. Nobody else does."),
    )  # fmt: skip


class ReasonForm(VersionedForm):
    text = TextAreaField(
        _l("Why is it withdrawn?"), [InputRequired(), Length(max=LONGEST_REASON)],
        description=_l("Read by the programme's staff and by the mentor."),
    )  # fmt: skip
