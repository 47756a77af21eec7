"""Office hours in JSON: whether it is free and where your startup stands, not who has it."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from accelerator.sessions.queries.office_hours import OpenHour
from accelerator.sessions.services.office_hours import OfficeHourWish
from booking.spaces.models import Space
from hub.places.rules.steps import PlaceState
from hub.web.api import Body, Instant, Line, Paragraph, Shown, WallTime


class OfficeHourShown(Shown):
    id: UUID
    cohort: UUID
    mentor: UUID
    mentor_name: str
    starts_at: Instant
    ends_at: Instant
    starts_local: str
    zone: str
    topic: str
    place: str
    is_free: bool
    waiting: int
    state: PlaceState | None = Field(description="Of your startup's place in line, if it has one.")
    position: int | None
    seat: UUID | None = Field(description="Your startup's place, to answer or leave.")
    cancelled_at: Instant | None

    @classmethod
    def of(cls, seen: OpenHour) -> "OfficeHourShown":
        own = ("id", "starts_at", "ends_at", "starts_local", "zone", "topic", "cancelled_at")
        hour = seen.hour
        return cls(
            **{name: getattr(hour, name) for name in own},
            cohort=hour.cohort_id,
            mentor=hour.mentor_id,
            mentor_name=hour.mentor.name,
            place=hour.booking.space.name if hour.booking else "",
            is_free=seen.is_free,
            waiting=seen.waiting,
            state=seen.state,
            position=seen.position,
            seat=seen.place.id if seen.place else None,
        )


class OfficeHoursSent(Body):
    cohort: UUID
    starts_local: WallTime
    zone: Line | None = Field(default=None, max_length=64, description="Null: your own.")
    minutes: Literal[30, 45, 60, 90] = 30
    slots: int = Field(default=1, ge=1, le=12, description="One after the other on a day.")
    every_weeks: int = Field(default=1, ge=1, le=8)
    times: int = Field(default=1, ge=1, le=26, description="On how many days.")
    topic: Line = Field(default="", max_length=160)
    space: UUID | None = Field(default=None, description="A room; null: on video.")
    video_url: Line = Field(default="", max_length=300, description="Empty: your own.")

    def wish(self, *, zone: str, space: Space | None) -> OfficeHourWish:
        own = ("starts_local", "minutes", "slots", "every_weeks", "times", "topic", "video_url")
        named = {name: getattr(self, name) for name in own}
        return OfficeHourWish(**named, zone=self.zone or zone, space=space)


class OfficeHoursOpenedShown(Shown):
    items: list[OfficeHourShown]
    skipped: list[str] = Field(description="Wall times that could not be had.")


class OfficeHourCancelSent(Body):
    reason: Paragraph = Field(min_length=3, max_length=300, description="All who wait read it.")


class OfficeHourSeatShown(Shown):
    id: UUID
    office_hour: UUID
    state: PlaceState
    expires_at: Instant | None
