"""The dates of a cohort, as the clocks of its programme's zone show them."""

from datetime import datetime
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.programmes.rules.dates import LONGEST_GRACE, Dates
from accelerator.programmes.services import Saying, WallDates
from hub.core.errors import Invalid
from hub.core.formats import clock
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import TimeHappensTwice
from hub.core.walltime import WallTimeHappensTwice, to_instant, to_wall
from hub.web.choices import options
from hub.web.forms import VersionedForm

YEARS = range(2000, 2101)
LOCAL = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


class DatesForm(VersionedForm):
    opens_local = DateTimeLocalField(_l("Opens"), [InputRequired()], format=LOCAL)
    opens_fold = RadioField(_l("Which of the two?"), validate_choice=False)
    closes_local = DateTimeLocalField(_l("Closes"), [InputRequired()], format=LOCAL)
    closes_fold = RadioField(_l("Which of the two?"), validate_choice=False)
    grace_minutes = IntegerField(
        _l("Minutes of grace"),
        [InputRequired(), NumberRange(0, LONGEST_GRACE)],
        default=0,
        description=_l("After the deadline applications still come in, and say so."),
    )
    decisions_on = DateField(_l("Applicants hear on"), [Optional()])
    starts_on = DateField(_l("Starts"), [Optional()])
    demo_day_local = DateTimeLocalField(_l("Demo day"), [Optional()], format=LOCAL)
    ends_on = DateField(_l("Ends"), [Optional()])
    confirmed = BooleanField(_l("Yes, take this time away from applicants"))
    reason = TextAreaField(
        _l("Why?"),
        [Optional(), Length(max=500)],
        description=_l("Stands in the history."),
        render_kw={"rows": 2, "maxlength": 500},
    )

    #: What a service wants to have confirmed before it does it.
    to_confirm = ""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        # Which two there are is said only when a time turns out to happen twice.
        self.opens_fold.choices, self.closes_fold.choices = [], []

    def validate_opens_local(self, field: Any) -> None:
        _in_our_years(field)

    def validate_closes_local(self, field: Any) -> None:
        _in_our_years(field)

    def validate_demo_day_local(self, field: Any) -> None:
        _in_our_years(field)

    def dates(self, zone: str) -> Dates:
        """The instants that are meant. Raises: Invalid, see `WallDates.in_zone`."""
        opens, closes = self.opens_local.data, self.closes_local.data
        if opens is None or closes is None:
            raise Invalid(_("Please fill this in."))
        return WallDates(
            opens_local=opens,
            closes_local=closes,
            grace_minutes=self.grace_minutes.data or 0,
            decisions_on=self.decisions_on.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            demo_day_local=self.demo_day_local.data,
            opens_fold=_fold(self.opens_fold),
            closes_fold=_fold(self.closes_fold),
        ).in_zone(zone)

    def saying(self) -> Saying:
        return Saying(confirmed=bool(self.confirmed.data), reason=self.reason.data or "")

    def refuse_dates(self, refusal: Invalid, zone: str) -> None:
        """Beside the fields, and with the two readings of a time that happens twice."""
        self.refuse_all(refusal)
        if isinstance(refusal, TimeHappensTwice):
            for name in refusal.errors:
                fold = name.replace("_local", "_fold")
                if fold in self:
                    self[fold].choices = _readings(self[name].data, zone)

    @staticmethod
    def shown(dates: Dates, zone: str) -> dict[str, Any]:
        """What the fields hold to begin with. A time that happens twice keeps its reading."""
        held: dict[str, Any] = {
            "opens_local": to_wall(dates.opens_at, zone),
            "closes_local": to_wall(dates.closes_at, zone),
            "demo_day_local": dates.demo_day_at and to_wall(dates.demo_day_at, zone),
            "opens_fold": _fold_of(dates.opens_at, zone),
            "closes_fold": _fold_of(dates.closes_at, zone),
        }
        days = ("grace_minutes", "decisions_on", "starts_on", "ends_on")
        return held | {name: getattr(dates, name) for name in days}

    def show_readings(self, zone: str) -> None:
        """Offer the choice where a time that is filled in happens twice."""
        for name in ("opens", "closes"):
            wall = self[f"{name}_local"].data
            if wall is not None:
                self[f"{name}_fold"].choices = _readings(wall, zone)


def _readings(wall: datetime, zone: str) -> list[Any]:
    try:
        to_instant(wall, zone)
    except WallTimeHappensTwice as twice:
        return options((str(n), clock(t, zone, named=True)) for n, t in enumerate(twice.choices))
    except ValueError:
        return []
    return []


def _fold_of(instant: datetime, zone: str) -> str:
    try:
        to_instant(to_wall(instant, zone), zone)
    except WallTimeHappensTwice as twice:
        return str(twice.choices.index(instant))
    return ""


def _fold(field: Any) -> int | None:
    return {"0": 0, "1": 1}.get(field.data or "")


def _in_our_years(field: Any) -> None:
    if field.data and field.data.year not in YEARS:
        raise ValidationError(_("Please choose a day between 2000 and 2100."))
