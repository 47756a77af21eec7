"""How interview days look in JSON. Wall times such as "09:00" are meant in the zone of the day."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from accelerator.interviews.models import DayPlan, DayState, InterviewDay, Panel
from accelerator.interviews.rules.days import Way
from accelerator.interviews.schemas.meetings import Wall
from accelerator.interviews.services.days import LONGEST_MEETING, DayDraft, PanelDraft
from accelerator.reviews.schemas.rounds import Words
from hub.web.api import Body, Day, Instant, Line, Paragraph, Shown

Minutes = Annotated[int, Field(ge=0, le=LONGEST_MEETING)]


class InterviewPanelShown(Shown):
    id: UUID
    name: str
    starts_local: str
    ends_local: str
    breaks: list[list[str]]
    space: UUID | None
    booking: UUID | None
    online_url: str
    track: str
    reviewers: list[UUID]

    @classmethod
    def of(cls, panel: Panel) -> "InterviewPanelShown":
        own = ("id", "name", "starts_local", "ends_local", "breaks", "online_url", "track")
        return cls(
            **{name: getattr(panel, name) for name in own},
            space=panel.space_id,
            booking=panel.booking_id,
            reviewers=[member.reviewer_id for member in panel.members],
        )


class InterviewDayShown(Shown):
    id: UUID
    cohort: UUID
    round: UUID | None
    name: dict[str, str]
    note: dict[str, str]
    held_on: date
    zone: str
    presentation: int
    questions: int
    buffer: int
    state: DayState
    pick_until: Instant | None
    panels: list[InterviewPanelShown]
    version: int

    @classmethod
    def of(cls, day: InterviewDay) -> "InterviewDayShown":
        own = set(cls.model_fields) - {"cohort", "round", "panels"}
        return cls(
            **{name: getattr(day, name) for name in own},
            cohort=day.cohort_id,
            round=day.round_id,
            panels=[InterviewPanelShown.of(each) for each in day.panels],
        )


class InterviewDaySent(Body):
    """A day as a whole; what is left away is as in a new one."""

    name: Words
    held_on: Day
    zone: Line = Field(max_length=64, examples=["Asia/Jakarta"])
    presentation: Minutes = 10
    questions: Minutes = 15
    buffer: Minutes = 5
    note: Words = Field(default_factory=dict)
    round: UUID | None = None
    pick_until: Instant | None = None

    def draft(self) -> DayDraft:
        told: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return DayDraft(round_id=told.pop("round"), **told)


class PanelSent(Body):
    """A panel as a whole: a room, a link, or both."""

    name: Line = Field(max_length=80)
    starts_local: Wall
    ends_local: Wall
    breaks: list[tuple[Wall, Wall]] = Field(default_factory=list, max_length=20)
    space: UUID | None = None
    online_url: Line = Field(default="", max_length=300)
    track: Line = Field(default="", max_length=40)
    reviewers: list[UUID] = Field(default_factory=list, max_length=40)

    def draft(self) -> PanelDraft:
        return PanelDraft(
            name=self.name,
            starts_local=self.starts_local,
            ends_local=self.ends_local,
            breaks=tuple(self.breaks),
            space_id=self.space,
            online_url=self.online_url,
            track=self.track,
            reviewer_ids=tuple(dict.fromkeys(self.reviewers)),
        )


class CalledOff(Body):
    reason: Paragraph = Field(max_length=500)


class PlannedMeetingShown(Shown):
    application: UUID
    panel: UUID
    starts_at: Instant
    ends_at: Instant
    way: Way


class UnplacedShown(Shown):
    application: UUID
    why: str = Field(description="no-panel, conflict, time, way, fixed, crowded or shared.")
    reason: str


class DayPlanShown(Shown):
    """A proposal. Teams that a conflict keeps from you are counted, not named."""

    id: UUID
    meetings: list[PlannedMeetingShown]
    unplaced: list[UnplacedShown]
    moved: list[UUID]
    hidden: int
    idle_minutes: int
    proven: bool = Field(description="False: every rule is kept, but a better plan may exist.")
    applied_at: Instant | None

    @classmethod
    def of(cls, plan: DayPlan, *, seen: frozenset[UUID], reasons: dict[str, Any]) -> "DayPlanShown":
        known = {str(each) for each in seen}
        result = plan.result
        several = [*result["meetings"], *result["unplaced"]]
        return cls(
            id=plan.id,
            meetings=[
                PlannedMeetingShown.model_validate(each)
                for each in result["meetings"]
                if each["application"] in known
            ],
            unplaced=[
                UnplacedShown(
                    application=UUID(each["application"]),
                    why=each["why"],
                    reason=str(reasons[each["why"]]),
                )
                for each in result["unplaced"]
                if each["application"] in known
            ],
            moved=[UUID(each) for each in result["moved"] if each in known],
            hidden=sum(each["application"] not in known for each in several),
            idle_minutes=result["idle"],
            proven=result["proven"],
            applied_at=plan.applied_at,
        )
