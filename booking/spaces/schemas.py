"""How spaces look in JSON."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from booking.spaces.models import Closure, Space, SpaceKind, SpacePicture, Unit
from booking.spaces.rules import Hours
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Holiday, Site
from hub.organisations.schemas import HolidayShown, SiteShown
from hub.web.api import (
    Body,
    Instant,
    Line,
    MoneyShown,
    Paged,
    Query,
    Shown,
    Versioned,
    Whole,
    unusable,
)

LONGEST_CLOSURE = timedelta(days=731)


class SpacesAsked(Paged):
    site: Line | None = Field(
        default=None, max_length=8, description="A site's code.", examples=["jkt"]
    )


class UnitShown(Shown):
    """What a space is made of. Spaces that share a unit cannot be had together."""

    id: UUID
    name: str
    pooled: bool = Field(description="Taken by several at once, as long as there are places.")
    places: int


class OpenShown(Shown):
    """Open on a weekday between two wall times of the site's zone."""

    weekday: int = Field(ge=0, le=6, description="0 is Monday.")
    opens: str = Field(examples=["07:00"])
    closes: str = Field(examples=["22:00"], description="24:00 is the end of the day.")


class SiteAsked(Query):
    year: Whole | None = Field(
        default=None, ge=2000, le=2100, description="Whose holidays; without it, this year's."
    )


class SiteInFullShown(SiteShown):
    """A site with the hours of the house, and a year's holidays."""

    opening: list[OpenShown]
    holidays: list[HolidayShown]

    @classmethod
    def told(
        cls, site: Site, *, hours: Iterable[Hours], holidays: Iterable[Holiday]
    ) -> "SiteInFullShown":
        own = {name: getattr(site, name) for name in SiteShown.model_fields}
        return cls(
            **own,
            opening=[open_shown(each) for each in sorted(hours)],
            holidays=[HolidayShown.of(each) for each in holidays],
        )

    def fingerprint(self, *, of: frozenset[str] | None = None) -> int:
        """The site's own, whichever year's holidays are asked for: its hours have another."""
        return super().fingerprint(of=frozenset(SiteShown.model_fields))


class SpacePictureShown(Versioned):
    """A picture of a space. `url` and `thumbnail` are of this host and need no token."""

    id: UUID
    alt: dict[str, str] = Field(
        description="What it shows, by language; read the English one where yours is missing.",
        examples=[{"en": "A long table", "id": "Meja panjang", "de": "Ein langer Tisch"}],
    )
    url: str = Field(examples=["/photos/018f3c1e-8f1a-7c3e-9a51-1b1f2f0c4b7e"])
    thumbnail: str = Field(description="Its middle, a square of 256 pixels.")
    width: int | None = Field(description="Pixels.")
    height: int | None

    @classmethod
    def of(cls, picture: SpacePicture) -> "SpacePictureShown":
        return cls(
            id=picture.id,
            alt=picture.words,
            url=f"/photos/{picture.file_id}",
            thumbnail=f"/photos/{picture.file_id}/256",
            width=picture.file.width,
            height=picture.file.height,
        )


class SpaceShown(Versioned):
    """Something that can be booked. Times are whole minutes."""

    id: UUID
    site: str = Field(description="The site's code.", examples=["jkt"])
    zone: str = Field(examples=["Asia/Jakarta"])
    name: str
    slug: str = Field(description="Its name in addresses and tables.", examples=["ciliwung"])
    kind: SpaceKind
    about: str
    level_id: UUID | None = Field(description="On which level it lies.")
    pictures: list[SpacePictureShown] = Field(description="The first one stands for it in lists.")
    capacity_people: int
    equipment: list[str] = Field(examples=[["screen", "camera"]])
    units: list[UnitShown]
    opening: list[OpenShown]
    rate: MoneyShown = Field(description="For an hour; of a desk area for each person.")
    setup_minutes: int
    cleanup_minutes: int
    buffer_minutes: int = Field(description="Kept free after every booking.")
    grid_minutes: int = Field(description="Bookings begin and end on multiples of this.")
    shortest_minutes: int
    longest_minutes: int
    lead_minutes: int = Field(description="How long before the start one must book.")
    window_days: int = Field(description="How far ahead one may book.")
    requires_approval: bool
    needs_induction: bool = Field(description="Only for people who were shown how it is used.")
    position: int = Field(description="In the house's own order.")
    archived: bool = Field(description="Nobody finds or books it any more.")

    @classmethod
    def of(
        cls, space: Space, hours: Iterable[Hours], *, pictures: Iterable[SpacePicture]
    ) -> "SpaceShown":
        return cls(
            site=space.site.code,
            zone=space.site.zone,
            units=[_unit(unit) for unit in space.units],
            opening=[open_shown(each) for each in sorted(hours)],
            rate=MoneyShown.of(space.hourly_rate),
            pictures=[SpacePictureShown.of(each) for each in pictures],
            archived=space.archived_at is not None,
            **{name: getattr(space, name) for name in _AS_THEY_ARE},
        )


_AS_THEY_ARE = (
    "id",
    "name",
    "slug",
    "kind",
    "about",
    "level_id",
    "capacity_people",
    "equipment",
    "setup_minutes",
    "cleanup_minutes",
    "buffer_minutes",
    "grid_minutes",
    "shortest_minutes",
    "longest_minutes",
    "lead_minutes",
    "window_days",
    "requires_approval",
    "needs_induction",
    "position",
)


def _unit(unit: Unit) -> UnitShown:
    return UnitShown(id=unit.id, name=unit.name, pooled=unit.pooled, places=unit.places)


def open_shown(hours: Hours) -> OpenShown:
    return OpenShown(weekday=hours.weekday, opens=_wall(hours.opens), closes=_wall(hours.closes))


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


class NewClosure(Body):
    """When nobody can have a space, and why."""

    starts_at: Instant
    ends_at: Instant
    reason: Line = Field(min_length=1, max_length=200, examples=["Painting"])

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise unusable(_("The end must be after the start."))
        if self.ends_at - self.starts_at > LONGEST_CLOSURE:
            raise unusable(_("This is longer than %(days)s days.", days=LONGEST_CLOSURE.days))
        return self

    @property
    def slot(self) -> TimeSlot:
        return TimeSlot(self.starts_at, self.ends_at)


class ClosureChange(Body):
    """A closure can end earlier, not later: for longer, close the space anew."""

    ends_at: Instant


class ClosureShown(Versioned):
    """A time in which nobody can have a space."""

    id: UUID
    space: UUID
    starts_at: Instant
    ends_at: Instant
    reason: str
    made_at: Instant
    lifted_at: Instant | None = Field(description="When it was opened again; null: it stands.")

    @classmethod
    def of(cls, closure: Closure) -> "ClosureShown":
        own = {name: getattr(closure, name) for name in cls.model_fields if name != "space"}
        return cls(**own, space=closure.space_id)
