"""Sessions in JSON, and what is sent to book, repeat, move and cancel them."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from accelerator.mentors.models import Side
from accelerator.sessions.models import (
    MentorSession,
    MoveState,
    SessionKind,
    SessionMove,
    SessionSeries,
    SessionState,
)
from accelerator.sessions.queries.times import CommonStarts
from accelerator.sessions.rules.times import LENGTHS
from accelerator.sessions.services.moving import times_of
from accelerator.sessions.services.series import Date, DateRefusal, Repeat
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Query, Shown, WallTime, Whole

Minutes = Literal[30, 45, 60, 90]
SideName = Literal["startup", "mentor"]


class SessionShown(Shown):
    id: UUID
    cohort: UUID
    pairing: UUID | None
    series: UUID | None
    office_hour: UUID | None
    kind: SessionKind
    state: SessionState
    startup: UUID
    startup_name: str
    mentor: UUID
    mentor_name: str
    side: SideName | None = Field(description="On which side you sit; null: as staff.")
    starts_at: Instant
    ends_at: Instant
    starts_local: str = Field(description="The wall time that is meant, in `zone`.")
    zone: str
    place: str = Field(description="The room; empty on video, where our page opens the link.")
    booking: UUID | None
    agenda: str
    goals: list[str]
    mentor_came_at: Instant | None
    startup_came_at: Instant | None
    missed_by: SideName | None
    cancel_reason: str
    cancelled_late: bool
    version: int

    @classmethod
    def of(cls, session: MentorSession, *, side: Side | None) -> "SessionShown":
        own = (
            "id", "kind", "state", "starts_at", "ends_at", "starts_local", "zone", "agenda",
            "goals", "mentor_came_at", "startup_came_at", "cancel_reason", "cancelled_late",
            "version",
        )  # fmt: skip
        return cls(
            **{name: getattr(session, name) for name in own},
            cohort=session.cohort_id,
            pairing=session.pairing_id,
            series=session.series_id,
            office_hour=session.office_hour_id,
            startup=session.startup_id,
            startup_name=session.startup.name,
            mentor=session.mentor_id,
            mentor_name=session.mentor.name,
            side=_name(side),
            place=session.booking.space.name if session.booking else "",
            booking=session.booking_id,
            missed_by=_name(session.missed_by),
        )


class MineAsked(Paged):
    part: Literal["coming", "waiting", "past"] = "coming"
    q: Line = Field(default="", max_length=100, description="A name, or a word of the agenda.")


class CohortAsked(Paged):
    part: Literal["coming", "past"] | None = Field(
        default=None,
        description="`coming`: not over yet, the soonest first. `past`: over, the latest first.",
    )
    state: SessionState | None = None
    startup: UUID | None = None
    mentor: UUID | None = None


class TimesAsked(Query):
    minutes: Whole = Field(default=60, description=f"One of {', '.join(map(str, LENGTHS))}.")


class CommonTimesShown(Shown):
    """Starts that suit both. When a side has said no hours, nothing is known."""

    starts: list[Instant]
    silent: list[SideName]

    @classmethod
    def of(cls, found: CommonStarts) -> "CommonTimesShown":
        return cls(starts=list(found.starts), silent=[each.value for each in sorted(found.silent)])


class SessionSent(Body):
    pairing: UUID
    starts_at: Instant
    minutes: Minutes = 60
    zone: Line | None = Field(default=None, max_length=64, description="Null: your own.")
    space: UUID | None = Field(default=None, description="A room; null: on video.")
    people: int = Field(default=2, ge=2, le=50)
    video_url: Line = Field(default="", max_length=300, description="Empty: the mentor's own.")
    agenda: Paragraph = Field(default="", max_length=2000)
    goals: list[Line] = Field(default=[], max_length=5)


class SessionSeriesSent(Body):
    starts_local: WallTime
    zone: Line | None = Field(default=None, max_length=64, description="Null: your own.")
    minutes: Minutes = 60
    every_weeks: int = Field(default=2, ge=1, le=8)
    times: int = Field(default=6, ge=1, le=26)
    space: UUID | None = None
    people: int = Field(default=2, ge=2, le=50)
    video_url: Line = Field(default="", max_length=300)
    agenda: Paragraph = Field(default="", max_length=2000)
    dry_run: bool = Field(default=False, description="Only look: nothing is booked.")

    def repeat(self) -> Repeat:
        return Repeat(
            self.starts_local, self.minutes, every_weeks=self.every_weeks, times=self.times
        )


class SeriesDateShown(Shown):
    starts_local: str
    starts_at: Instant | None
    why_not: DateRefusal | None
    sentence: str = Field(description="In the caller's language.")
    session: UUID | None = None

    @classmethod
    def of(cls, date: Date) -> "SeriesDateShown":
        return cls(
            starts_local=date.plain()["starts_local"],
            starts_at=date.slot.start if date.slot else None,
            why_not=date.why,
            sentence=date.sentence,
        )


class SessionSeriesShown(Shown):
    id: UUID | None = Field(description="Null: nothing was booked.")
    dates: list[SeriesDateShown]

    @classmethod
    def of(cls, series: SessionSeries, made: list[MentorSession]) -> "SessionSeriesShown":
        booked = [
            SeriesDateShown(
                starts_local=each.starts_local, starts_at=each.starts_at, why_not=None,
                sentence="", session=each.id,
            )
            for each in made
        ]  # fmt: skip
        skipped = [
            SeriesDateShown(
                starts_local=each["starts_local"],
                starts_at=None,
                why_not=DateRefusal(each["reason"]),
                sentence=each["sentence"],
            )
            for each in series.skipped
        ]
        dates = sorted([*booked, *skipped], key=lambda each: each.starts_local)
        return cls(id=series.id, dates=dates)


class SessionChanged(Body):
    agenda: Paragraph | None = Field(default=None, max_length=2000)
    goals: list[Line] | None = Field(default=None, max_length=5)


class SessionCancelSent(Body):
    reason: Paragraph = Field(min_length=3, max_length=500, description="The other side reads it.")
    following: bool = Field(default=False, description="All that follow in the series too.")


class SessionMissedSent(Body):
    side: SideName | None = Field(default=None, description="Staff say which; a side needs not.")


class SessionMoveAsked(Body):
    times: list[Instant] = Field(min_length=1, max_length=3)
    note: Paragraph = Field(default="", max_length=500)


class SessionMoveTaken(Body):
    starts_at: Instant


class SpanShown(Shown):
    starts_at: Instant
    ends_at: Instant


class SessionMoveShown(Shown):
    id: UUID
    side: SideName = Field(description="Who asks.")
    state: MoveState
    times: list[SpanShown]
    note: str

    @classmethod
    def of(cls, move: SessionMove) -> "SessionMoveShown":
        spans = [SpanShown(starts_at=each.start, ends_at=each.end) for each in times_of(move)]
        return cls(id=move.id, side=move.side.value, state=move.state, times=spans, note=move.note)


def _name(side: Side | None) -> SideName | None:
    return side.value if side is not None else None
