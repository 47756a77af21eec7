"""How the day of a site looks in JSON."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import Field, field_validator

from booking.bookings.models import BookingKind, BookingState
from booking.bookings.search import YEARS
from booking.frontdesk.queries.board import Board, Free, Handover, Line
from booking.spaces.models import SpaceKind
from booking.spaces.schemas import ClosureShown
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.web.api import Day, Instant, Query, Shown, unusable
from hub.web.api import Line as Text


class BoardAsked(Query):
    day: Day | None = Field(default=None, description="Of the site; without it, today.")
    level: Text | None = Field(default=None, max_length=80, description="Of one level, by name.")
    kind: SpaceKind | None = Field(default=None, description="Of one kind of space.")

    @field_validator("day")
    @classmethod
    def _within_reason(cls, day: date | None) -> date | None:
        if day is not None and day.year not in YEARS:
            raise unusable(_("Please choose a day between 2000 and 2100."))
        return day


class LineShown(Shown):
    """A booking on the board."""

    booking: UUID
    reference: str
    space: UUID
    space_name: str
    kind: BookingKind
    state: BookingState
    starts_at: Instant
    ends_at: Instant
    starts_local: str
    ends_local: str
    people: int
    purpose: str
    needs: str = Field(description="What the house shall set up.")
    who: str
    organisation: str | None = Field(description="Its name, where it is in an organisation's.")
    setup_minutes: int
    cleanup_minutes: int
    notes: int = Field(description="How many notes of staff it has.")
    ends_soon: bool

    @classmethod
    def told(cls, line: Line, board: Board) -> Self:
        zone = board.site.zone
        return cls(
            booking=line.id,
            space=line.space.id,
            space_name=line.space.name,
            starts_at=line.slot.start,
            ends_at=line.slot.end,
            starts_local=f"{to_wall(line.slot.start, zone):%Y-%m-%dT%H:%M}",
            ends_local=f"{to_wall(line.slot.end, zone):%Y-%m-%dT%H:%M}",
            ends_soon=board.ends_soon(line),
            **{name: getattr(line, name) for name in _AS_THEY_ARE},
        )


_AS_THEY_ARE = (
    "reference",
    "kind",
    "state",
    "people",
    "purpose",
    "needs",
    "who",
    "organisation",
    "setup_minutes",
    "cleanup_minutes",
    "notes",
)


class ChangeoverShown(Shown):
    """One leaves a space and another comes soon after."""

    space: UUID
    space_name: str
    leaves: UUID = Field(description="The booking that ends.")
    comes: UUID = Field(description="The booking that begins.")
    at: Instant = Field(description="When the next one begins.")
    minutes: int = Field(description="Between the two.")
    work_minutes: int = Field(description="Of clearing up and setting up.")

    @classmethod
    def of(cls, handover: Handover) -> Self:
        return cls(
            space=handover.space.id,
            space_name=handover.space.name,
            leaves=handover.gone.id,
            comes=handover.comes.id,
            at=handover.comes.slot.start,
            minutes=handover.minutes,
            work_minutes=handover.work_minutes,
        )


class FreeNowShown(Shown):
    space: UUID
    space_name: str
    until: Instant

    @classmethod
    def of(cls, free: Free) -> Self:
        return cls(space=free.space.id, space_name=free.space.name, until=free.until)


class BoardShown(Shown):
    """A day at a site. A booking stands in several lists where it belongs into them."""

    site: str
    day: Day
    zone: str
    at: Instant | None = Field(description="The time now; null: the day is not today.")
    now: list[LineShown] = Field(description="Who is in, what ends first at the top.")
    coming: list[LineShown] = Field(description="Who has still to come.")
    held: list[LineShown] = Field(description="On hold, not confirmed yet.")
    changeovers: list[ChangeoverShown]
    to_set_up: list[LineShown] = Field(description="What needs hands before it begins.")
    free: list[FreeNowShown] = Field(description="What can be had from now on, longest first.")
    closures: list[ClosureShown]

    @classmethod
    def of(cls, board: Board) -> Self:
        lines = {line.id: LineShown.told(line, board) for line in board.lines}

        def shown(some: list[Line]) -> list[LineShown]:
            return [lines[line.id] for line in some]

        return cls(
            site=board.site.code,
            day=board.day,
            zone=board.site.zone,
            at=board.at,
            now=shown(board.here),
            coming=shown(board.coming),
            held=shown(board.held),
            changeovers=[ChangeoverShown.of(each) for each in board.handovers],
            to_set_up=shown(board.to_set_up),
            free=[FreeNowShown.of(each) for each in board.free],
            closures=[ClosureShown.of(each) for each in board.closures],
        )
