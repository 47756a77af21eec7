"""How times are given in JSON."""

from datetime import timedelta
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from booking.bookings.times import WallTimes, slot_between, slot_of
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.core.walltime import is_zone
from hub.web.api import Instant, Line, Query, WallTime, unusable

#: Nobody books or asks for longer than an occupancy may be.
LONGEST = timedelta(days=31)
MOST_PEOPLE = 10_000
_FOLD = "Which of two, when a local time happens twice: 0 the earlier, 1 the later."


class AnyTimes(Query):
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    starts_local: WallTime | None = None
    ends_local: WallTime | None = None
    zone: Line | None = Field(
        default=None,
        max_length=64,
        description="Of the local times; without it, the zone of the place.",
        examples=["Asia/Jakarta"],
    )
    fold: Literal[0, 1] | None = Field(default=None, description=_FOLD)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and not is_zone(zone):
            raise unusable(_("We do not know this time zone."))
        return zone

    @property
    def _ways(self) -> list[tuple[Any, Any]]:
        instants, walls = (self.starts_at, self.ends_at), (self.starts_local, self.ends_local)
        return [pair for pair in (instants, walls) if any(pair)]

    def _check_times(self) -> None:
        if len(self._ways) != 1 or not all(self._ways[0]):
            raise unusable(_("Please give starts_at and ends_at, or starts_local and ends_local."))
        start, end = self._ways[0]
        if start and end and end - start > LONGEST:
            raise unusable(_("This is longer than %(days)s days.", days=LONGEST.days))

    def slot(self, zone: str) -> TimeSlot:
        """What is meant, where local times without a zone are those of `zone`.

        Raises:
            NoSuchTime, TimeHappensTwice, Invalid: see `booking.bookings.times`.
        """
        if self.starts_at and self.ends_at:
            return slot_between(self.starts_at, self.ends_at)
        if self.starts_local and self.ends_local:
            walls = WallTimes(self.starts_local, self.ends_local, self.fold)
            return slot_of(walls, self.zone or zone)
        raise AssertionError("one of the two is there: it was checked")


class Times(AnyTimes):
    """A time by its instants, or by what the clock on the wall shows."""

    @model_validator(mode="after")
    def _one_way_and_not_too_long(self) -> Self:
        self._check_times()
        return self
