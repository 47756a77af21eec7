"""How teams, times and meetings look in JSON. Wall times ("09:30") are meant in the day's zone."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from accelerator.interviews.models import DayState, InterviewDay, Invited, Meeting
from accelerator.interviews.models import MeetingState as State
from accelerator.interviews.queries.mine import Turn
from accelerator.interviews.queries.openings import Free
from accelerator.interviews.rules.days import Way
from accelerator.interviews.rules.times import is_wall
from accelerator.interviews.services.inviting import Wishes
from hub.core.i18n import gettext as _
from hub.web.api import Body, Instant, Line, Paragraph, Shown, unusable


def _wall_time(text: str) -> str:
    if text and not is_wall(text):
        raise unusable(_("Please give times such as 09:30."))
    return text


Wall = Annotated[Line, AfterValidator(_wall_time), Field(max_length=5, examples=["09:30"])]


class MeetingShown(Shown):
    id: UUID
    panel: UUID
    panel_name: str
    starts_at: Instant
    ends_at: Instant
    way: Way
    place: str = Field(description="The room; empty online, where the link opens on the page.")
    state: State
    kept: bool = Field(description="Chosen by the team or set by hand: plans go around it.")

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingShown":
        own = ("id", "starts_at", "ends_at", "way", "state", "kept")
        room = meeting.panel.space if meeting.way is Way.ROOM else None
        return cls(
            **{name: getattr(meeting, name) for name in own},
            panel=meeting.panel_id,
            panel_name=meeting.panel.name,
            place=room.name if room else "",
        )


class InterviewShown(Shown):
    """A team on a day."""

    id: UUID
    day: UUID
    application: UUID
    reference: str
    not_before: str
    not_after: str
    online_from: str
    note: str
    zone: str
    held_on: date
    pick_until: Instant | None
    meeting: MeetingShown | None

    @classmethod
    def of(cls, invited: Invited) -> "InterviewShown":
        own = ("id", "not_before", "not_after", "online_from", "note")
        day = invited.day
        return cls(
            **{name: getattr(invited, name) for name in own},
            day=invited.day_id,
            application=invited.application_id,
            reference=invited.application.reference,
            zone=day.zone,
            held_on=day.held_on,
            pick_until=day.pick_until,
            meeting=MeetingShown.of(invited.meeting) if invited.meeting else None,
        )


class TeamsInvited(Body):
    applications: list[UUID] = Field(max_length=1000)


class WishesSent(Body):
    not_before: Wall = ""
    not_after: Wall = ""
    online_from: Wall = Field(default="", description='"00:00": only online, all day.')
    note: Paragraph = Field(default="", max_length=500)

    def wishes(self) -> Wishes:
        return Wishes(**{name: getattr(self, name) for name in type(self).model_fields})


class TimeChosen(Body):
    panel: UUID
    starts_at: Instant


class FreeTimeShown(Shown):
    panel: UUID
    panel_name: str
    starts_at: Instant
    ends_at: Instant
    way: Way

    @classmethod
    def of(cls, free: Free) -> "FreeTimeShown":
        return cls(
            panel=free.panel.id,
            panel_name=free.panel.name,
            starts_at=free.slot.start,
            ends_at=free.slot.end,
            way=free.way,
        )


class TurnShown(Shown):
    """A meeting of your panel. Marks go to the review of that id; none: nobody marks it."""

    reference: str
    headline: str
    startup: str = Field(description="Empty in a blind round.")
    review: UUID | None
    meeting: MeetingShown

    @classmethod
    def of(cls, turn: Turn) -> "TurnShown":
        return cls(
            reference=turn.reference,
            headline=turn.headline,
            startup=turn.startup,
            review=turn.read.id if turn.read else None,
            meeting=MeetingShown.of(turn.meeting),
        )


class JuryDayShown(Shown):
    id: UUID
    name: dict[str, str]
    held_on: date
    zone: str
    state: DayState

    @classmethod
    def of(cls, day: InterviewDay) -> "JuryDayShown":
        return cls(**{name: getattr(day, name) for name in cls.model_fields})
