"""Upload a calendar, and decide about its dates."""

from collections.abc import Iterable
from itertools import groupby

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from booking.calendars.services import Choice
from booking.spaces.models import Space
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm

#: Names of the preview's fields: this and the row's key.
ROW = "row-"


class UploadForm(HubForm):
    space = SelectField(_l("For which space?"))
    file = FileField(
        _l("Calendar file"),
        [FileRequired(_l("Please choose a file first."))],
        description=_l("An iCalendar file (.ics), up to 5 MB. We keep times and titles only; "
                       "you see what goes where before anything happens."),
        render_kw={"accept": ".ics,text/calendar"},
    )  # fmt: skip

    def offer(self, spaces: Iterable[Space]) -> None:
        """The spaces one may import into, by site."""
        self.space.choices = {
            site: [(str(space.id), space.name) for space in some]
            for site, some in groupby(spaces, key=lambda space: space.site.name)
        }


def choices_in(form: MultiDict[str, str]) -> dict[str, Choice]:
    """What was decided, by the row's key; what is no choice counts as none."""
    known = {choice.value: choice for choice in Choice}
    return {
        name.removeprefix(ROW): known[value]
        for name, value in form.items()
        if name.startswith(ROW) and value in known
    }
