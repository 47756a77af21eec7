"""How much is free on each day of a month: of a site, of one space. Reads only."""

from bisect import bisect_left
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from booking.bookings.agenda import day_slot
from booking.bookings.claims import ForWhom
from booking.bookings.queries import Around, around, terms_of, with_margins
from booking.bookings.rules import Asked
from booking.spaces.models import Space
from booking.spaces.queries import busy_times, spaces_of
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site


@dataclass(frozen=True)
class DayFree:
    """Of `fitting` spaces, how many can be had for all of the time wished for on that day.
    `closed` is the holiday, or empty."""

    day: date
    free: int
    fitting: int
    closed: str = ""


#: So many days are shown at least of a month that has begun.
FIVE_WEEKS = 35


def month_of(day: date, *, today: date | None = None) -> list[date]:
    """All days of the month that `day` lies in. Of the month of `today` the weeks that are over are
    left out, and those after it come along, so that there is always something ahead."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    if today and first <= today < after:
        first = max(first, today - timedelta(days=today.weekday()))
        after = max(after, first + timedelta(days=FIVE_WEEKS))
    return [first + timedelta(days=n) for n in range((after - first).days)]


def free_by_day(
    site: Site,
    wished: Mapping[date, TimeSlot | None],
    *,
    people: int = 1,
    equipment: Collection[str] = (),
    for_whom: ForWhom | None = None,
) -> list[DayFree]:
    """The same wish on several days running, in a fixed number of statements.

    Args:
        wished: the slot on each day; None where the clocks skip that time, so that nothing is free.
    """
    days = list(wished)
    needed = set(equipment)
    spaces = [
        space
        for space in spaces_of(site)
        if needed <= set(space.equipment) and people <= space.capacity_people
    ]
    if not spaces:
        return [DayFree(day, 0, 0) for day in days]
    last = day_slot(days[-1] + timedelta(days=1), site.zone)
    known = around(
        spaces, TimeSlot(day_slot(days[0], site.zone).start, last.end), for_whom=for_whom
    )
    slots = [slot for slot in wished.values() if slot]
    counts = dict.fromkeys(slots, 0)
    rules = _Rules(known, people)
    for space in spaces:
        for slot in _free(space, slots, rules=rules):
            counts[slot] += 1
    return [
        _day(day, counts[slot] if slot else 0, fitting=len(spaces), known=known)
        for day, slot in wished.items()
    ]


def _day(day: date, free: int, *, fitting: int, known: Around) -> DayFree:
    """A holiday closes the house, but some space may keep hours of its own."""
    holiday = None if free else known.opening.holiday_on(day)
    return DayFree(day, free, fitting, holiday or "")


@dataclass
class _Rules:
    """What the house's rules say, asked once for all spaces that have the same."""

    known: Around
    people: int
    said: dict[tuple[Hashable, TimeSlot], bool] = field(default_factory=dict)

    def allow(self, space: Space, slot: TimeSlot, *, alike: Hashable) -> bool:
        asked = (alike, slot)
        if asked not in self.said:
            everybodys = replace(self.known, claims=None)
            self.said[asked] = not everybodys.reasons(space, Asked(slot, self.people))
        claims = self.known.claims
        return self.said[asked] and not (claims and claims.reasons(space, slot))

    def alike(self, space: Space) -> Hashable:
        """Equal for spaces that are told the same: their hours and terms, but not how large they
        are, for all are large enough. One with days of its own is like no other."""
        own = tuple((rule.weekday, rule.opens, rule.closes) for rule in space.opening_rules)
        has_days = any(space.id == other for other, _day in self.known.opening.others)
        terms = replace(terms_of(space), name="", capacity=self.people)
        return terms, own, space.id if has_days else None


def _free(space: Space, slots: Sequence[TimeSlot], *, rules: _Rules) -> list[TimeSlot]:
    """The slots in which nothing is in the way. What is taken is sorted once, not once a day."""
    quantity = rules.people if space.is_pooled else 1
    busy = busy_times(space, rules.known.occupied, quantity=quantity)
    alike = rules.alike(space)
    ends = [time.end for time in busy]

    def is_taken(slot: TimeSlot) -> bool:
        wanted = with_margins(space, slot)
        n = bisect_left(ends, wanted.start)
        # Times that only touch do not overlap; of those that follow the first is enough.
        return any(time.overlaps(wanted) for time in busy[n : n + 2])

    return [slot for slot in slots if not is_taken(slot) and rules.allow(space, slot, alike=alike)]
