"""A usual week, row by row, without needing a script; days that differ; calendars elsewhere."""

from typing import Any

from flask import request
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from accelerator.mentors.models import Availability
from accelerator.mentors.names import HOLIDAYS
from accelerator.mentors.rules.weeks import MOST_ROWS, Row, UsualWeek
from accelerator.mentors.services.availability import OtherHours
from hub.accounts.rules.places import ZONES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm, VersionedForm

#: What is offered to who has said nothing yet: working days, times to be filled in.
EMPTY_WEEK = tuple({"weekday": str(day), "from": "", "until": ""} for day in range(5))


class WeekForm(VersionedForm):
    zone = SelectField(_l("Your clock"))
    holiday_calendar = SelectField(_l("Public holidays off"), choices=options(HOLIDAYS.items()))
    first = DateField(_l("From"), [Optional()])
    last = DateField(_l("Until"), [Optional()])

    rows: list[dict[str, str]]
    weekly_errors: list[str]

    @classmethod
    def of(cls, week: Availability | None, *, zone: str) -> "WeekForm":
        """`zone` is offered to who has said nothing yet."""
        known: dict[str, Any] = {"zone": zone, "version": "0"}
        if week is not None:
            known = {
                "zone": week.zone,
                "holiday_calendar": week.holiday_calendar,
                "first": week.valid_from,
                "last": week.valid_until,
                "version": str(week.version),
            }
        form = cls(data=known)
        own = known["zone"]
        zones = ZONES if own in ZONES else (own, *ZONES)
        form.zone.choices = options((each, each.replace("_", " ")) for each in zones)
        form.weekly_errors = []
        kept = (
            [{name: str(value) for name, value in row.items()} for row in week.weekly]
            if week
            else []
        )
        form.rows = form._sent() if form.is_submitted() else kept or [dict(r) for r in EMPTY_WEEK]
        return form

    @property
    def changes_rows(self) -> bool:
        """A button that adds or takes away a row was pressed: nothing is to be saved yet."""
        done = request.form.get("do", "")
        if done == "add" and len(self.rows) < MOST_ROWS:
            last = self.rows[-1]["weekday"] if self.rows else "0"
            self.rows.append({"weekday": last, "from": "", "until": ""})
        if done.startswith("drop-"):
            number = done.removeprefix("drop-")
            if number.isdecimal() and int(number) < len(self.rows):
                del self.rows[int(number)]
        return bool(done)

    def week(self) -> UsualWeek:
        """A row without times is none."""
        return UsualWeek(
            self.zone.data or "",
            tuple(
                Row(_weekday(row["weekday"]), row["from"][:5], _until(row["until"]))
                for row in self.rows
                if row["from"] or row["until"]
            ),
            self.holiday_calendar.data or "",
            self.first.data,
            self.last.data,
        )

    def _sent(self) -> list[dict[str, str]]:
        columns = [request.form.getlist(name) for name in ("weekday", "from", "until")]
        names = ("weekday", "from", "until")
        rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
        return [{name: text.strip()[:8] for name, text in row.items()} for row in rows][
            : MOST_ROWS + 1
        ]


class ExceptionForm(HubForm):
    day = DateField(_l("Day"), [InputRequired()])
    start = StringField(_l("From"), [Optional(), Length(max=5)])
    until = StringField(_l("Until"), [Optional(), Length(max=5)])
    note = StringField(_l("Note for yourself"), [Optional(), Length(max=120)])

    def other_hours(self) -> OtherHours:
        """Without times: a day off."""
        start, until = self.start.data or "", self.until.data or ""
        hours = ((start, _until(until)),) if start or until else ()
        assert self.day.data is not None  # noqa: S101  InputRequired has seen it
        return OtherHours(self.day.data, hours, self.note.data or "")


class CalendarUrlForm(HubForm):
    name = StringField(_l("What do you call it?"), [Optional(), Length(max=80)])
    url = StringField(
        _l("Its secret address"), [InputRequired(), Length(max=700)],
        description=_l("In Google: “Secret address in iCal format”. Sealed, and never shown"
                       " again."),
        render_kw={"autocomplete": "off", "inputmode": "url"},
    )  # fmt: skip


class CalendarFileForm(HubForm):
    file = FileField(
        _l("A calendar file"),
        [FileRequired(_l("Please choose a file first."))],
        description=_l("iCalendar (.ics), up to 5 MB. Only the times are kept."),
        render_kw={"accept": ".ics,text/calendar"},
    )


def _weekday(text: str) -> int:
    return int(text) if text in "0123456" and len(text) == 1 else 7


def _until(text: str) -> str:
    """Midnight at the end of a day is typed as 00:00 where a browser knows no 24:00."""
    return "24:00" if text == "00:00" else text[:5]
