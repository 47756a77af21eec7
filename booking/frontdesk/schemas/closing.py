"""How closing spaces looks in JSON."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from booking.bookings.schemas import AlternativeShown, BookingShown
from booking.frontdesk.queries.hits import Closing, Hit, Hits
from booking.frontdesk.rules import Deed
from booking.frontdesk.services import Closed
from booking.spaces.models import Closure
from booking.spaces.schemas import ClosureShown, NewClosure
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Shown, unusable


class ClosuresAsked(Paged):
    past: bool = Field(default=False, description="Those that are over or were lifted.")
    space: UUID | None = Field(default=None, description="Of one space.")


class WhatToClose(NewClosure):
    """One or several spaces of a site, all of a level, or the whole site."""

    spaces: list[UUID] = Field(default=[], max_length=300)
    level: Line | None = Field(default=None, max_length=80, description="All spaces of a level.")
    whole_site: bool = False

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if sum((bool(self.spaces), self.level is not None, self.whole_site)) != 1:
            raise unusable(_("Please name spaces, a level or the whole site."))
        return self


class HitResolved(Body):
    """What becomes of one booking in the way."""

    booking: UUID
    do: Deed = Field(description="`leave` keeps the booking, and so its space open.")
    space: UUID | None = Field(default=None, description="Where to; without it, where it is.")
    starts_at: Instant | None = Field(default=None, description="When; without it, as it is.")
    ends_at: Instant | None = None
    word: Paragraph = Field(default="", max_length=500, description="Stands in the mail to them.")

    @model_validator(mode="after")
    def _moves_somewhere(self) -> Self:
        if (self.starts_at is None) is not (self.ends_at is None):
            raise unusable(_("Please give both ends of the time."))
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise unusable(_("The end must be after the start."))
        if self.do is Deed.MOVE and self.space is None and self.starts_at is None:
            raise unusable(_("Please say where or when to."))
        return self

    @property
    def slot(self) -> TimeSlot | None:
        return TimeSlot(self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None


class ClosingBody(WhatToClose):
    resolve: list[HitResolved] = Field(default=[], max_length=1000)


class ServedShown(Shown):
    """The session, class or day whose room it is."""

    label: str
    url: str = Field(description="The page where it is moved.")


class ClosingHitShown(Shown):
    """A booking in the way of a closure."""

    booking: BookingShown
    spaces: list[UUID] = Field(description="Which of the spaces to be closed it has.")
    can_be_moved: bool
    can_be_cancelled: bool
    why_not: str | None = Field(description="Why it cannot be moved from here.")
    serves: ServedShown | None = Field(description="Null also where the caller may not see it.")
    instead: list[AlternativeShown] = Field(description="What it could have, the best first.")

    @classmethod
    def of(cls, hit: Hit, serves: ServedShown | None) -> "ClosingHitShown":
        return cls(
            booking=BookingShown.of(hit.booking),
            spaces=[space.id for space in hit.spaces],
            can_be_moved=hit.can_be_moved,
            can_be_cancelled=hit.can_be_cancelled,
            why_not=hit.why_not,
            serves=serves,
            instead=[AlternativeShown.model_validate(each.plain()) for each in hit.instead],
        )


class ClosingPreviewShown(Shown):
    """What closing would mean; nothing is changed."""

    spaces: list[UUID]
    hits: list[ClosingHitShown]
    closed_already: list[ClosureShown]

    @classmethod
    def of(
        cls, closing: Closing, hits: Hits, *, served: Mapping[UUID, ServedShown]
    ) -> "ClosingPreviewShown":
        closures = dict.fromkeys(closure for _space, closure in hits.closed)
        return cls(
            spaces=[space.id for space in closing.spaces],
            hits=[ClosingHitShown.of(hit, served.get(hit.booking.id)) for hit in hits.bookings],
            closed_already=[ClosureShown.of(each) for each in closures],
        )


class SpaceLeftOpen(Shown):
    space: UUID
    reasons: list[str]


class SpacesClosedShown(Shown):
    """What was done."""

    closures: list[ClosureShown]
    moved: list[BookingShown]
    cancelled: list[BookingShown]
    left_open: list[SpaceLeftOpen]

    @classmethod
    def of(cls, done: Closed) -> "SpacesClosedShown":
        return cls(
            closures=[ClosureShown.of(each) for each in done.closures],
            moved=[BookingShown.of(each) for each in done.moved],
            cancelled=[BookingShown.of(each) for each in done.cancelled],
            left_open=[SpaceLeftOpen(space=space.id, reasons=why) for space, why in done.left],
        )


class SiteClosureShown(ClosureShown):
    space_name: str

    @classmethod
    def named(cls, closure: Closure) -> "SiteClosureShown":
        told = ClosureShown.of(closure)
        own = {name: getattr(told, name) for name in ClosureShown.model_fields}
        return cls(**own, space_name=closure.space.name)
