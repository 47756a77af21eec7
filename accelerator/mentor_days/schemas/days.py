"""How mentor days look in JSON. Wall times such as "09:00" are meant in the zone of the day."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from accelerator.interviews.schemas.meetings import Wall
from accelerator.mentor_days.models import (
    DayMentor,
    DayRoom,
    DayStartup,
    MentorDay,
    MentorDayState,
    Reckoning,
    Step,
)
from accelerator.mentor_days.queries.planning import slots_of
from accelerator.mentor_days.services.coming import MentorHours, StartupHours
from accelerator.mentor_days.services.days import (
    LONGEST_GAP,
    LONGEST_MEETING,
    MOST_MEETINGS,
    MentorDayDraft,
)
from accelerator.mentor_days.services.places import MOST_ROOMS, PlacesWanted
from accelerator.mentor_days.services.reckoning import is_being_reckoned
from accelerator.reviews.schemas.rounds import Words
from hub.web.api import Body, Day, Instant, Line, Paragraph, Shown

Spans = Annotated[list[tuple[Wall, Wall]], Field(max_length=12, examples=[[["09:00", "12:00"]]])]
Count = Annotated[int, Field(ge=0, le=MOST_MEETINGS)]
Several = Annotated[list[UUID], Field(max_length=400)]


class SlotShown(Shown):
    """A time for meetings, by its number."""

    number: int
    starts_at: Instant
    ends_at: Instant


class MentorDayShown(Shown):
    id: UUID
    cohort: UUID
    name: dict[str, str]
    note: dict[str, str]
    held_on: date
    zone: str
    starts_local: str
    ends_local: str
    meeting_minutes: int
    gap_minutes: int
    breaks: list[list[str]]
    wanted: int
    longest_run: int | None
    wishes_until: Instant | None
    state: MentorDayState
    reckoning: Reckoning | None = Field(
        description="Of a plan, a change of it, or a step (publishing, calling off), left to a job."
    )
    progress: int = Field(description="In hundredths, while it is waited for.")
    step: Step | None = Field(
        description="The one that is left to a job, or came to nothing there."
    )
    refused: str = Field(description="Why that step could not be.")
    published_at: Instant | None
    slots: list[SlotShown] = Field(description="Breaks left out.")
    version: int

    @classmethod
    def of(cls, day: MentorDay) -> "MentorDayShown":
        own = set(cls.model_fields) - {"cohort", "slots", "progress", "step", "refused"}
        return cls(
            **{name: getattr(day, name) for name in own},
            cohort=day.cohort_id,
            progress=day.plan_progress if is_being_reckoned(day) else 0,
            step=day.step_asked,
            refused=(day.proposal or {}).get("refused", ""),
            slots=[
                SlotShown(number=number, starts_at=slot.start, ends_at=slot.end)
                for number, slot in enumerate(slots_of(day))
            ],
        )

    @property
    def is_waited_for(self) -> bool:
        return self.reckoning in (Reckoning.QUEUED, Reckoning.RUNNING)


class MentorDaySent(Body):
    """A day as a whole; what is left away is as in a new one."""

    name: Words
    held_on: Day
    zone: Line = Field(max_length=64, examples=["Asia/Jakarta"])
    starts_local: Wall
    ends_local: Wall
    meeting_minutes: int = Field(default=20, ge=5, le=LONGEST_MEETING)
    gap_minutes: int = Field(default=5, ge=0, le=LONGEST_GAP)
    breaks: Spans = Field(default_factory=list)
    wanted: int = Field(default=6, ge=1, le=MOST_MEETINGS)
    longest_run: int | None = Field(default=None, ge=1, le=MOST_MEETINGS)
    wishes_until: Instant | None = None
    note: Words = Field(default_factory=dict)

    def draft(self) -> MentorDayDraft:
        told: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return MentorDayDraft(breaks=tuple(told.pop("breaks")), **told)


class DayCopied(Body):
    held_on: Day


class MentorsAdded(Body):
    mentors: Several = Field(description="Who gives places in the cohort.")


class StartupsAdded(Body):
    startups: Several = Field(description="Of the cohort.")


class RoomsAdded(Body):
    spaces: Several = Field(default_factory=list)
    tables: int = Field(default=0, ge=0, le=MOST_ROOMS)
    hall: UUID | None = Field(default=None, description="The space in which the tables stand.")

    def wanted(self) -> PlacesWanted:
        return PlacesWanted(tuple(self.spaces), self.tables, self.hall)


class RoomChanged(Body):
    name: Line | None = Field(default=None, max_length=80)
    closed: bool | None = Field(default=None, description="It cannot be used from now on.")


class DayRoomShown(Shown):
    id: UUID
    name: str
    space: UUID | None
    booking: UUID | None
    closed_at: Instant | None

    @classmethod
    def of(cls, room: DayRoom) -> "DayRoomShown":
        return cls(
            id=room.id,
            name=room.name,
            space=room.space_id,
            booking=room.booking_id,
            closed_at=room.closed_at,
        )


class MentorHoursSent(Body):
    windows: Spans = Field(default_factory=list, description="Empty: all day.")
    most: Count | None = None
    on_video: bool = False
    video_url: Line = Field(default="", max_length=300)

    def hours(self) -> MentorHours:
        return MentorHours(self.windows, self.most, self.on_video, self.video_url)


class StartupHoursSent(Body):
    away: Spans = Field(default_factory=list)
    wanted: Count | None = None
    on_video: bool = False

    def hours(self) -> StartupHours:
        return StartupHours(self.away, self.wanted, self.on_video)


class MentorWishesSent(StartupHoursSent):
    wishes: list[UUID] = Field(max_length=40, description="Mentors, the most wanted first.")


class AwaySent(Body):
    away: bool = Field(default=True, description="False: they are there after all.")


class DayMentorShown(Shown):
    id: UUID
    mentor: UUID
    name: str
    windows: list[list[str]]
    most: int | None
    on_video: bool
    answered_at: Instant | None
    away_at: Instant | None

    @classmethod
    def of(cls, coming: DayMentor) -> "DayMentorShown":
        own = set(cls.model_fields) - {"mentor", "name"}
        return cls(
            **{name: getattr(coming, name) for name in own},
            mentor=coming.mentor_id,
            name=coming.mentor.name,
        )


class DayStartupShown(Shown):
    """Whom a startup wishes for is its own; staff see for how many."""

    id: UUID
    startup: UUID
    name: str
    wishes: int
    wanted: int | None
    away: list[list[str]]
    on_video: bool
    wished_at: Instant | None
    away_at: Instant | None

    @classmethod
    def of(cls, coming: DayStartup) -> "DayStartupShown":
        own = set(cls.model_fields) - {"startup", "name", "wishes"}
        return cls(
            **{name: getattr(coming, name) for name in own},
            startup=coming.startup_id,
            name=coming.startup.name,
            wishes=len(coming.wishes),
        )


class AskedShown(Shown):
    mails: int


class DayCalledOff(Body):
    reason: Paragraph = Field(max_length=500)
