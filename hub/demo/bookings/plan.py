"""The plan of some weeks: who has which space when, what for, and when they booked it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.bookings.models import BookingKind
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.demo.bookings.diary import Diary
from hub.demo.bookings.purposes import regret
from hub.demo.people.accounts import keeper
from hub.demo.world import World

#: Of a hundred ordinary bookings: cancelled, and made on the day itself.
CANCELLED_PERCENT, SPONTANEOUS_PERCENT = 6, 12
LONGEST_AHEAD_DAYS = 14


@dataclass(frozen=True)
class When:
    """A day of the place, minutes after midnight, and a length in minutes."""

    day: date
    start: int
    length: int


@dataclass(frozen=True)
class Matter:
    """For whom a time is and what they do with it. `kept` means that the house booked it for them,
    and that it is not cancelled."""

    person: User
    purpose: str = ""
    people: int = 1
    organisation: str = ""
    kind: BookingKind = BookingKind.BOOKING
    kept: bool = False


@dataclass(frozen=True)
class Planned:
    """A booking to be made at `made`, and given back at `cancelled` if that is set."""

    space: Space
    slot: TimeSlot
    matter: Matter
    by: User
    made: datetime
    cancelled: datetime | None = None
    regret: str = ""


class Plan:
    """What has been planned so far. Nothing is planned that a service would refuse: `put` says
    whether the time was open and free."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bookings: list[Planned] = []
        #: On these nobody cancels.
        self.firm_days: set[date] = set()
        weeks = world.amounts.weeks
        self.first = world.monday + timedelta(weeks=weeks.start)
        self.last = world.monday + timedelta(weeks=weeks.stop)
        self.diaries = {
            code: Diary(site, first=self.first, last=self.last)
            for code, site in world.sites.items()
        }

    def days(self) -> Iterator[date]:
        for number in range((self.last - self.first).days):
            yield self.first + timedelta(days=number)

    def spaces(self, site_code: str) -> list[Space]:
        return [space for (code, _name), space in self.world.spaces.items() if code == site_code]

    def put(self, place: tuple[str, str], when: When, *, matter: Matter) -> bool:
        """Plan it where it fits; a space that this world lacks never does.

        Args:
            place: site code and name of the space.
        """
        space = self.world.spaces.get(place)
        if space is None or not self.first <= when.day < self.last:
            return False
        diary = self.diaries[place[0]]
        slot = diary.slot(when.day, when.start, length=when.length)
        quantity = matter.people if space.is_pooled else 1
        if not diary.fits(space, slot, quantity=quantity):
            return False
        diary.write(space, slot, quantity=quantity)
        self.bookings.append(self._timed(space, slot, matter=matter))
        return True

    def _timed(self, space: Space, slot: TimeSlot, *, matter: Matter) -> Planned:
        made = self._made(space, slot, kept=matter.kept)
        by = keeper(self.world, space.site.code) if matter.kept else matter.person
        firm = matter.kept or to_wall(slot.start, space.site.zone).date() in self.firm_days
        cancelled = None if firm else self._cancelled(made, slot)
        text = regret(matter.person.language, self.world.rng) if cancelled else ""
        return Planned(space, slot, matter, by, made, cancelled, text)

    def _made(self, space: Space, slot: TimeSlot, *, kept: bool) -> datetime:
        """Some days ahead, sometimes on the day; what lies ahead of us was booked by last night."""
        rng, lead = self.world.rng, timedelta(minutes=space.lead_minutes)
        latest = min(slot.start - lead - timedelta(minutes=5), self.world.curtain)
        is_over = slot.start < self.world.curtain
        if is_over and not kept and rng.randrange(100) < SPONTANEOUS_PERCENT:
            return latest - timedelta(seconds=rng.randrange(60, 9000))
        ahead = timedelta(days=rng.randint(7 if kept else 1, LONGEST_AHEAD_DAYS))
        wished = slot.start - ahead + timedelta(seconds=rng.randrange(-14_000, 14_000))
        if wished <= latest:
            return wished
        return latest - timedelta(seconds=rng.randrange(60, 10 * 86_400))

    def _cancelled(self, made: datetime, slot: TimeSlot) -> datetime | None:
        rng = self.world.rng
        if rng.randrange(100) >= CANCELLED_PERCENT:
            return None
        seconds = int((min(slot.start, self.world.curtain) - made).total_seconds())
        return made + timedelta(seconds=rng.randrange(300, seconds)) if seconds > 600 else None
