"""The form with which feedback is made fit for founders."""

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from accelerator.selection.services.feedback import LONGEST_TEXT, Edited
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm


class FeedbackForm(HubForm):
    text = TextAreaField(_l("What the team reads"), [InputRequired(), Length(max=LONGEST_TEXT)])
    with_quarters = BooleanField(
        _l("Also say in which quarter of all applications it stands, for each criterion")
    )
    names_are_meant = BooleanField(_l("The name in it is meant to be there"))
    version = HiddenField()

    def edited(self) -> Edited:
        return Edited(
            self.text.data or "",
            with_quarters=bool(self.with_quarters.data),
            names_are_meant=bool(self.names_are_meant.data),
        )

    @property
    def expected(self) -> int | None:
        text = self.version.data or ""
        return int(text) if text.isdigit() else None
