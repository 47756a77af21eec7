"""When somebody has time, in JSON: wall times of a zone."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.mentors.models import Availability, AvailabilityException, OutsideCalendar
from accelerator.mentors.rules.weeks import MOST_ROWS, Row, UsualWeek
from accelerator.mentors.services.availability import OtherHours
from hub.web.api import Body, Day, Instant, Line, Shown

_WEEK: dict[str, JsonValue] = {
    "zone": "Asia/Jakarta",
    "weekly": [{"weekday": 0, "from": "09:00", "until": "11:00"}],
    "holiday_calendar": "ID",
    "version": 0,
}
CLOCK = Field(min_length=5, max_length=5, examples=["09:00"])


class HoursRow(Body):
    """From a wall time up to another; `until` may be 24:00."""

    model_config = ConfigDict(populate_by_name=True)

    weekday: int = Field(ge=0, le=6, description="Monday is 0.")
    start: Line = Field(alias="from", min_length=5, max_length=5, examples=["09:00"])
    until: Line = CLOCK


class WeekSent(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_WEEK]})

    zone: Line = Field(max_length=64, description="IANA, such as Asia/Jakarta.")
    weekly: list[HoursRow] = Field(default_factory=list, max_length=MOST_ROWS)
    holiday_calendar: Line = Field(
        default="", max_length=12, description="ID, DE-BE or TH: their holidays are days off."
    )
    first: Day | None = Field(default=None, description="The first day on which it holds.")
    last: Day | None = None
    version: int = Field(ge=0, le=10**9, description="That you saw; 0 when there was none.")

    def week(self) -> UsualWeek:
        rows = tuple(Row(row.weekday, row.start, row.until) for row in self.weekly)
        return UsualWeek(self.zone, rows, self.holiday_calendar, self.first, self.last)


class ExceptionShown(Shown):
    id: UUID
    day: Day
    hours: list[dict[str, str]] = Field(description="None: a day off.")
    note: str

    @classmethod
    def of(cls, each: AvailabilityException) -> "ExceptionShown":
        return cls(id=each.id, day=each.day, hours=each.hours, note=each.note)


class CalendarElsewhereShown(Shown):
    """Its address is never told."""

    id: UUID
    name: str
    looked_at: Instant | None
    trouble: str = Field(description="Why it could not be read the last time, in a code.")

    @classmethod
    def of(cls, each: OutsideCalendar) -> "CalendarElsewhereShown":
        return cls(id=each.id, name=each.name, looked_at=each.looked_at, trouble=each.trouble)


class WeekShown(Shown):
    zone: str
    weekly: list[dict[str, Any]] = Field(description="weekday (Monday is 0), from, until.")
    holiday_calendar: str
    first: Day | None
    last: Day | None
    exceptions: list[ExceptionShown] = Field(description="Days that are different, in order.")
    calendars: list[CalendarElsewhereShown]
    version: int

    @classmethod
    def of(cls, week: Availability) -> "WeekShown":
        return cls(
            zone=week.zone,
            weekly=list(week.weekly),
            holiday_calendar=week.holiday_calendar,
            first=week.valid_from,
            last=week.valid_until,
            exceptions=[ExceptionShown.of(each) for each in week.exceptions],
            calendars=[CalendarElsewhereShown.of(each) for each in week.calendars],
            version=week.version,
        )


class SpanSent(Body):
    model_config = ConfigDict(populate_by_name=True)

    start: Line = Field(alias="from", min_length=5, max_length=5, examples=["09:00"])
    until: Line = CLOCK


class ExceptionSent(Body):
    day: Day
    hours: list[SpanSent] = Field(
        default_factory=list, max_length=6, description="None: a day off."
    )
    note: Line = Field(default="", max_length=120)

    def other(self) -> OtherHours:
        spans = tuple((each.start, each.until) for each in self.hours)
        return OtherHours(self.day, spans, self.note)


class CalendarSent(Body):
    url: Line = Field(
        min_length=1, max_length=700, description="Secret, and kept sealed; https only."
    )
    name: Line = Field(default="", max_length=80)


class GoneShown(Shown):
    id: UUID
