"""Class sessions of one's own in JSON. Where one meets on video is in none of it: `way_in` is our
own address, which asks who comes."""

from uuid import UUID

from pydantic import Field

from hub.learning.classes.entries import place_of, title_of, way_url
from hub.learning.classes.models import ClassSession
from hub.learning.joining.rules.ways import Door, closes_at, opens_at
from hub.web.api import Instant, Query, Shown


class OwnSessionsAsked(Query):
    cursor: str | None = None


class OwnSessionShown(Shown):
    id: UUID
    run: UUID
    title: str
    starts_at: Instant
    ends_at: Instant
    starts_local: str
    zone: str
    place: str = Field(description="The room with its site; empty on video alone.")
    is_online: bool
    way_in: str = Field(description="Opens a quarter of an hour before, to who has a place.")

    @classmethod
    def of(cls, session: ClassSession) -> "OwnSessionShown":
        own = ("id", "starts_at", "ends_at", "starts_local", "zone", "is_online")
        return cls(
            **{name: getattr(session, name) for name in own},
            run=session.run_id,
            title=title_of(session),
            place=place_of(session),
            way_in=way_url(session),
        )


class WayShown(Shown):
    """Whether the door is open to you now, and when it is."""

    door: Door
    opens_at: Instant
    closes_at: Instant
    way_in: str

    @classmethod
    def of(cls, session: ClassSession, door: Door) -> "WayShown":
        return cls(
            door=door,
            opens_at=opens_at(session.slot),
            closes_at=closes_at(session.slot),
            way_in=way_url(session),
        )


class CalendarLinkShown(Shown):
    address: str = Field(description="Shown this once. Whoever has it reads your calendar.")


class LinkEndedShown(Shown):
    ended: bool
