"""Staff's and coordinators' small forms."""

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from accelerator.mentors.rules.missing import Missing
from accelerator.mentors.services.giving import MOST_PLACES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm


class RemindForm(HubForm):
    what = RadioField("", [InputRequired()], choices=options((m.value, m.value) for m in Missing))


class AskManyForm(HubForm):
    """Who is ticked is read by `hub.web.forms.ticked_ids`."""

    places = IntegerField(
        _l("For how many startups each"), [InputRequired(), NumberRange(1, MOST_PLACES)], default=1
    )


class SheetForm(HubForm):
    file = FileField(
        _l("Table of mentors"),
        [FileRequired(_l("Please choose a file first."))],
        render_kw={"accept": ".csv,text/csv"},
    )


class SheetAgainForm(HubForm):
    """What was looked at, to be read in as it was."""

    text = HiddenField(validators=[InputRequired()])
