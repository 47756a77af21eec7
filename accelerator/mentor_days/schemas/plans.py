"""Plans of mentor days in JSON."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.mentor_days.emails.plans import place_of
from accelerator.mentor_days.models import (
    DayFeedback,
    DayMeeting,
    DayMeetingState,
    DayMentor,
    DayStartup,
    MentorDay,
    MentorDayState,
    Reckoning,
)
from accelerator.mentor_days.names import WHY
from accelerator.mentor_days.queries.boards import (
    Change,
    changes_in,
    said_of,
    short_of,
)
from accelerator.mentor_days.queries.days import Gathering
from accelerator.mentor_days.services.mending import Place, is_stale
from hub.core.timeslots import TimeSlot
from hub.web.api import Body, Instant, Paragraph, Shown


class DayMeetingShown(Shown):
    id: UUID
    startup: UUID
    startup_name: str
    mentor: UUID
    mentor_name: str
    slot: int
    starts_at: Instant
    ends_at: Instant
    room: UUID | None = Field(description="Null: on video.")
    place: str
    fixed: bool
    state: DayMeetingState

    @classmethod
    def of(cls, meeting: DayMeeting) -> "DayMeetingShown":
        own = ("id", "slot", "starts_at", "ends_at", "state")
        return cls(
            **{name: getattr(meeting, name) for name in own},
            startup=meeting.startup_id,
            startup_name=meeting.startup.name,
            mentor=meeting.mentor_id,
            mentor_name=meeting.mentor.name,
            room=meeting.room_id,
            place=place_of(meeting),
            fixed=meeting.is_fixed,
        )


class PlanSaidShown(Shown):
    placed: int
    at_most: int = Field(description="However the day is turned, no more are possible.")
    waiting: int = Field(description="Slots in which mentors wait between meetings.")
    room_changes: int
    proven: bool


class ReasonShown(Shown):
    why: str
    sentence: str
    wishes: int


class ShortShown(Shown):
    """A startup with fewer meetings than it wants; which wishes fail is its own to know."""

    startup: UUID
    name: str
    got: int
    wanted: int
    reasons: list[ReasonShown]


class LeftToAJobShown(Shown):
    """What may take longer than a caller waits."""

    day: UUID
    reckoning: Reckoning | None = Field(
        description="queued or running: a job works it out; failed: it came to nothing."
    )
    progress: int = Field(description="In hundredths, while it is worked out.")

    @property
    def is_waited_for(self) -> bool:
        return self.reckoning in (Reckoning.QUEUED, Reckoning.RUNNING)


class DayPlanOfMentorsShown(LeftToAJobShown):
    """As it stands, also while another is made. Without the startups that a conflict keeps from
    you, and without totals then."""

    state: MentorDayState
    is_current: bool = Field(description="False: something changed since it was made.")
    said: PlanSaidShown | None
    meetings: list[DayMeetingShown]
    short: list[ShortShown]
    hidden: int

    @classmethod
    def of(cls, day: MentorDay, gathered: Gathering) -> "DayPlanOfMentorsShown":
        return cls(
            **_left(day, None if day.is_change_asked or day.step_asked else day.reckoning),
            state=day.state,
            is_current=day.planned_version == day.version,
            said=_said(day.outcome, gathered),
            meetings=[DayMeetingShown.of(each) for each in gathered.meetings],
            short=[
                ShortShown(
                    startup=each.startup_id,
                    name=each.name,
                    got=each.got,
                    wanted=each.wanted,
                    reasons=[
                        ReasonShown(why=why, sentence=str(WHY[why]), wishes=count)
                        for why, count in each.reasons
                    ],
                )
                for each in short_of(day, gathered)
            ],
            hidden=gathered.hidden,
        )


class DayPlaceShown(Shown):
    starts_at: Instant
    ends_at: Instant
    place: str


class ChangeShown(Shown):
    startup_name: str
    mentor_name: str
    before: DayPlaceShown | None
    after: DayPlaceShown | None

    @classmethod
    def of(cls, change: Change) -> "ChangeShown":
        return cls(
            startup_name=change.startup,
            mentor_name=change.mentor,
            before=_place(change.before),
            after=_place(change.after),
        )


class ProposalShown(LeftToAJobShown):
    """What would change; nothing has yet. Empty while a job works it out."""

    moved: list[ChangeShown]
    dropped: list[ChangeShown]
    added: list[ChangeShown]
    hidden: int = Field(description="Changes of startups that a conflict keeps from you.")
    said: PlanSaidShown | None
    is_stale: bool = Field(description="Something changed since: it cannot be taken over.")

    @classmethod
    def of(cls, day: MentorDay, gathered: Gathering) -> "ProposalShown":
        found = changes_in(day, gathered)
        outcome = day.proposal["outcome"] if day.proposal and day.has_proposal else {}
        return cls(
            **_left(day, day.reckoning if day.is_change_asked else None),
            moved=[ChangeShown.of(each) for each in found.moved],
            dropped=[ChangeShown.of(each) for each in found.dropped],
            added=[ChangeShown.of(each) for each in found.added],
            hidden=found.hidden,
            said=_said(outcome, gathered),
            is_stale=is_stale(day),
        )


class DayPlaceSent(Body):
    slot: int = Field(ge=0, le=200)
    room: UUID | None = Field(default=None, description="Null: wherever there is room.")

    def place(self) -> Place:
        return Place(self.slot, self.room)


class MeetingByHand(DayPlaceSent):
    startup: UUID
    mentor: UUID


class MeetingChanged(Body):
    fixed: bool


class MarkSent(Body):
    held: bool


class DayFeedbackSent(Body):
    rating: int = Field(ge=1, le=5)
    note: Paragraph = Field(default="", max_length=500)


class DayFeedbackShown(Shown):
    """What your side has said; nobody else reads it but the matching."""

    rating: int | None
    note: str

    @classmethod
    def of(cls, said: DayFeedback | None) -> "DayFeedbackShown":
        return cls(rating=said.rating if said else None, note=said.note if said else "")


class LinkShown(Shown):
    url: str


class OwnDayShown(Shown):
    """Where you come as a mentor, or with a startup."""

    id: UUID
    day: UUID
    side: str = Field(description="mentor or startup.")
    name: dict[str, str]
    startup: UUID | None
    zone: str
    state: MentorDayState
    is_open: bool = Field(description="Wishes and times can be said now.")

    @classmethod
    def brief(cls, part: DayMentor | DayStartup, *, is_open: bool) -> dict[str, Any]:
        return {
            "id": part.id,
            "day": part.day_id,
            "side": "mentor" if isinstance(part, DayMentor) else "startup",
            "name": part.day.name,
            "startup": part.startup_id if isinstance(part, DayStartup) else None,
            "zone": part.day.zone,
            "state": part.day.state,
            "is_open": is_open,
        }


class MentorToWishShown(Shown):
    mentor: UUID
    name: str
    headline: str


class OwnStartupDayShown(OwnDayShown):
    wishes: list[UUID]
    wanted: int | None
    away: list[list[str]]
    on_video: bool
    mentors: list[MentorToWishShown]
    meetings: list[DayMeetingShown]


class OwnMentorDayShown(OwnDayShown):
    windows: list[list[str]]
    most: int | None
    on_video: bool
    answered_at: Instant | None
    meetings: list[DayMeetingShown]


def _left(day: MentorDay, reckoning: Reckoning | None) -> dict[str, Any]:
    return {
        "day": day.id,
        "reckoning": reckoning,
        "progress": day.plan_progress if reckoning in (Reckoning.QUEUED, Reckoning.RUNNING) else 0,
    }


def _said(outcome: dict[str, Any], gathered: Gathering) -> PlanSaidShown | None:
    said = said_of(outcome, whole=not gathered.hidden)
    if said is None:
        return None
    return PlanSaidShown(
        placed=said.placed,
        at_most=said.at_most,
        waiting=said.waiting,
        room_changes=said.room_changes,
        proven=said.proven,
    )


def _place(at: tuple[TimeSlot, str] | None) -> DayPlaceShown | None:
    if at is None:
        return None
    return DayPlaceShown(starts_at=at[0].start, ends_at=at[0].end, place=at[1])
