"""What a mentor opens, and how much of it a startup may have."""

from datetime import date, datetime, time

from wtforms import DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.sessions.forms.booking import PlaceForm
from accelerator.sessions.rules.times import LENGTHS
from accelerator.sessions.services.office_hours import MOST_SLOTS
from hub.core.i18n import lazy_gettext as _l
from hub.core.series import MOST_TIMES, MOST_WEEKS
from hub.web.choices import options
from hub.web.forms import HubForm


class OfficeHourForm(PlaceForm):
    cohort = SelectField(_l("For which cohort"), validate_choice=False)
    topic = StringField(_l("What about"), [Optional(), Length(max=160)])
    day = DateField(_l("First day"), [InputRequired()])
    time = TimeField(_l("From"), [InputRequired()], description=_l("On your own clock."))
    minutes = SelectField(
        _l("Minutes each"), choices=options((str(n), str(n)) for n in LENGTHS), default="30"
    )
    slots = IntegerField(
        _l("How many one after the other"), [InputRequired(), NumberRange(1, MOST_SLOTS)], default=1
    )
    every_weeks = IntegerField(
        _l("Again every how many weeks"), [InputRequired(), NumberRange(1, MOST_WEEKS)], default=1
    )
    times = IntegerField(
        _l("On how many days"), [InputRequired(), NumberRange(1, MOST_TIMES)], default=1
    )

    def wall(self) -> datetime:
        return datetime.combine(self.day.data or date.min, self.time.data or time())


class CallOffForm(HubForm):
    reason = StringField(
        _l("Why?"), [InputRequired(), Length(min=3, max=300)],
        description=_l("Everybody who has it or waits for it reads this."),
    )  # fmt: skip


class LimitForm(HubForm):
    each = IntegerField(_l("Office hours before a startup"), [InputRequired(), NumberRange(1, 20)])
