"""Forms with which staff give an offer more time, or take a place back."""

from datetime import datetime

from wtforms import DateTimeLocalField, TextAreaField
from wtforms.validators import InputRequired, Length

from accelerator.selection.services.keeping import LONGEST_REASON
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.web.forms import HubForm


class TakeBackForm(HubForm):
    reason = TextAreaField(
        _l("Why?"), [InputRequired(), Length(max=LONGEST_REASON)],
        description=_l("The team reads it."),
    )  # fmt: skip


class ExtendForm(HubForm):
    until = DateTimeLocalField(
        _l("Until"), [InputRequired()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    reason = TextAreaField(
        _l("Why?"), [InputRequired(), Length(max=LONGEST_REASON)],
        description=_l("The team finds it beside its place."),
    )  # fmt: skip

    def instant(self, zone: str) -> datetime:
        """Raises: NoSuchTime, TimeHappensTwice, where the clocks change."""
        wall = self.until.data
        if wall is None:
            raise ValueError("a required field is filled in when its form is valid")
        return instant_of(wall, zone, fold=None, field="until")
