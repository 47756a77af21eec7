"""How imports of calendars look in JSON."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from booking.calendars.models import CalendarImport, ImportState
from booking.calendars.names import note_said, reason_said, why
from booking.calendars.queries import ImportPlan, Row, Standing
from booking.calendars.rules import LARGEST, Flag, Kind, Reason
from booking.calendars.services import Choice, ImportResult, Outcome
from booking.calendars.shown import choices_of
from hub.accounts.schemas import PersonShown
from hub.web.api import Body, Instant, Line, Shown

MOST_CHOICES = 2000
_FILE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\n"
    "UID:1@calendar.example\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261126T090000\r\n"
    "DTEND:20261126T110000\r\nSUMMARY:Open lab\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_EXAMPLE: dict[str, JsonValue] = {
    "space": "0198c0de-0000-7000-8000-000000000001",
    "name": "lab.ics",
    "text": _FILE,
}


class NewCalendarImport(Body):
    """A calendar file for a space."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    space: UUID
    name: Line = Field(default="", max_length=200, description="The file's name.")
    text: str = Field(
        min_length=1, max_length=LARGEST, description="iCalendar (RFC 5545), as it is in the file."
    )


class Decisions(Body):
    """What shall become of the dates; about whatever is not named, as proposed."""

    choices: dict[Annotated[Line, Field(max_length=64)], Choice] = Field(
        default={},
        max_length=MOST_CHOICES,
        description="By the date's `key`.",
        examples=[{"3f5a9c0d12ab34ef": "skip"}],
    )
    all_or_nothing: bool = Field(
        default=False, description="When something is not free by now, import nothing (409)."
    )


class DateBeforeShown(Shown):
    """What an earlier import made of a date."""

    title: str
    starts_at: Instant
    ends_at: Instant


class DateShown(Shown):
    """A date of the file, and what would become of it."""

    key: str
    title: str
    kind: Kind
    standing: Standing = Field(description="How it stands to what an earlier import brought.")
    starts_at: Instant | None = Field(description="Null when there is no telling.")
    ends_at: Instant | None
    flags: list[Flag] = Field(description="Worth a look.")
    reason: Reason | None = Field(description="Why it is skipped.")
    why: str = Field(description="The same in words.")
    choices: list[Choice] = Field(description="What may be decided; the first happens otherwise.")
    was: DateBeforeShown | None

    @classmethod
    def of(cls, row: Row) -> "DateShown":
        one = row.proposed
        return cls(
            key=row.key,
            title=one.title,
            kind=one.kind,
            standing=row.standing,
            starts_at=one.slot.start if one.slot else None,
            ends_at=one.slot.end if one.slot else None,
            flags=[flag for flag in Flag if flag in one.flags],
            reason=one.reason,
            why=why(one),
            choices=[Choice(value) for value, _words in choices_of(row)],
            was=_before(row),
        )


def _before(row: Row) -> DateBeforeShown | None:
    if row.was is None:
        return None
    title, slot = row.was
    return DateBeforeShown(title=title, starts_at=slot.start, ends_at=slot.end)


class LeftOutShown(Shown):
    """A date that was not imported."""

    title: str
    starts_at: Instant | None
    ends_at: Instant | None
    outcome: Outcome
    reason: Reason | None
    why: str

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "LeftOutShown":
        reason = Reason(kept["reason"]) if kept["reason"] else None
        return cls(
            title=kept["title"],
            starts_at=kept["starts_at"],
            ends_at=kept["ends_at"],
            outcome=Outcome(kept["outcome"]),
            reason=reason,
            why=reason_said(reason, kept["about"]) if reason else "",
        )


class CalendarImportShown(Shown):
    """A calendar file that waits for a decision, or what came of it."""

    id: UUID
    space: UUID
    space_name: str
    file_name: str
    state: ImportState
    started_by: PersonShown
    started_at: Instant
    expires_at: Instant | None = Field(description="Until when it waits.")
    applied_at: Instant | None
    counts: dict[str, int] = Field(
        description="How many dates had which outcome.", examples=[{"booked": 12, "skipped": 1}]
    )

    @classmethod
    def of(cls, found: CalendarImport) -> "CalendarImportShown":
        return cls(**_fields(found))


class CalendarImportInFullShown(CalendarImportShown):
    zone: str = Field(description="Of the space.")
    notes: list[str] = Field(description="About the whole file.")
    dates: list[DateShown] = Field(description="While it waits.")
    left_out: list[LeftOutShown] = Field(description="Once it is imported.")

    @classmethod
    def waiting(cls, found: CalendarImport, plan: ImportPlan) -> "CalendarImportInFullShown":
        return cls(
            **_fields(found),
            zone=found.space.site.zone,
            notes=[note_said(note) for note in plan.notes],
            dates=[DateShown.of(row) for row in plan.rows],
            left_out=[],
        )

    @classmethod
    def done(cls, found: CalendarImport) -> "CalendarImportInFullShown":
        return cls(**_done(found))


class CalendarAppliedShown(CalendarImportInFullShown):
    outcomes: dict[str, Outcome] = Field(description="What became of each date, by its `key`.")

    @classmethod
    def told(cls, found: CalendarImport, result: ImportResult) -> "CalendarAppliedShown":
        return cls(**_done(found), outcomes=result.outcomes)


def _fields(found: CalendarImport) -> dict[str, Any]:
    as_they_are = ("id", "file_name", "state", "started_at", "expires_at", "applied_at", "counts")
    return {
        **{name: getattr(found, name) for name in as_they_are},
        "space": found.space_id,
        "space_name": found.space.name,
        "started_by": PersonShown.of(found.started_by),
    }


def _done(found: CalendarImport) -> dict[str, Any]:
    return {
        **_fields(found),
        "zone": found.space.site.zone,
        "notes": [],
        "dates": [],
        "left_out": [LeftOutShown.of(kept) for kept in found.left_out],
    }
