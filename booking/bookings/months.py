"""How much is free on each day of a month: of a site, of one space. Reads only."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Subquery, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased

from booking.bookings.agenda import day_slot
from booking.bookings.claims import ForWhom, claims_of
from booking.bookings.queries import Around, terms_of, with_margins
from booking.bookings.rules import Asked
from booking.spaces.ledger import Occupancy
from booking.spaces.models import Space, Unit
from booking.spaces.queries import open_times, spaces_of, taken
from booking.spaces.rules import Use, most_in_use
from hub.core.clock import now
from hub.core.database import db
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
    known = _around(spaces, days, for_whom=for_whom)
    rules = _Rules(known, people, [slot for slot in wished.values() if slot])
    allowed = {space: rules.allowed(space) for space in spaces}
    # Only what the rules allow is looked up: of a month, an hour or two a day.
    ledger = _ledger(spaces, set().union(*allowed.values()), for_whom=for_whom)
    free = Counter(
        slot
        for space, slots in allowed.items()
        for slot in ledger.free(space, slots, quantity=people if space.is_pooled else 1)
    )
    return [
        _day(day, free[slot] if slot else 0, fitting=len(spaces), known=known)
        for day, slot in wished.items()
    ]


def _around(spaces: Sequence[Space], days: Sequence[date], *, for_whom: ForWhom | None) -> Around:
    """Open times, and what the person may have; not yet what is taken."""
    site = spaces[0].site
    last = day_slot(days[-1] + timedelta(days=1), site.zone)
    during = TimeSlot(day_slot(days[0], site.zone).start, last.end)
    claims = claims_of(for_whom, spaces, during=during) if for_whom else None
    return Around(open_times(site, during), {}, claims)


def _day(day: date, free: int, *, fitting: int, known: Around) -> DayFree:
    """A holiday closes the house, but some space may keep hours of its own."""
    holiday = None if free else known.opening.holiday_on(day)
    return DayFree(day, free, fitting, holiday or "")


@dataclass
class _Rules:
    """What the house's rules and plans say of each slot, asked once for all spaces that are told
    the same."""

    known: Around
    people: int
    slots: Sequence[TimeSlot]
    said: dict[Hashable, list[TimeSlot]] = field(default_factory=dict)

    def allowed(self, space: Space) -> list[TimeSlot]:
        """The slots that nothing speaks against but that they may be taken."""
        alike = self._alike(space)
        if alike not in self.said:
            self.said[alike] = [
                slot
                for slot in self.slots
                if not self.known.reasons(space, Asked(slot, self.people))
            ]
        return self.said[alike]

    def _alike(self, space: Space) -> Hashable:
        """Equal for spaces that are told the same: their hours and terms, but not how large they
        are, for all are large enough. Plans count by kind. One with days of its own, or that asks
        for an introduction, is like no other."""
        own = tuple((rule.weekday, rule.opens, rule.closes) for rule in space.opening_rules)
        has_days = any(space.id == other for other, _day in self.known.opening.others)
        alone = has_days or space.needs_induction
        terms = replace(terms_of(space), name="", capacity=self.people)
        return terms, own, space.kind, space.id if alone else None


@dataclass(frozen=True)
class _Ledger:
    """What takes units in some slots or their margins; by unit and slot, most have nothing."""

    uses: dict[tuple[UUID, TimeSlot], list[Use]]

    def free(self, space: Space, slots: Sequence[TimeSlot], *, quantity: int) -> list[TimeSlot]:
        units = space.units
        return [
            slot
            for slot in slots
            if not any(
                _is_full(unit, uses, during=with_margins(space, slot), quantity=quantity)
                for unit in units
                if (uses := self.uses.get((unit.id, slot)))
            )
        ]


def _is_full(unit: Unit, uses: Sequence[Use], *, during: TimeSlot, quantity: int) -> bool:
    if not unit.pooled:
        return any(use.slot.overlaps(during) for use in uses)
    return most_in_use(uses, during) >= max(unit.places - quantity + 1, 1)


def _ledger(
    spaces: Sequence[Space], slots: Collection[TimeSlot], *, for_whom: ForWhom | None
) -> _Ledger:
    """In two statements at most: the rest of the month, most of it, stays in the database."""
    found: dict[tuple[UUID, TimeSlot], list[Use]] = defaultdict(list)
    units = {unit.id: unit.pooled for space in spaces for unit in space.units}
    asked = _widest(spaces, sorted(slots))
    left_out = for_whom.leaving_out if for_whom else None
    for slot, unit_id, use, taker in (
        *_exclusive([each for each, pooled in units.items() if not pooled], asked),
        *_pooled([each for each, pooled in units.items() if pooled], asked),
    ):
        if taker != left_out:
            found[unit_id, slot].append(use)
    return _Ledger(found)


#: The slots, in order of time, each with the time in which something may be in its way.
_Asked = Mapping[TimeSlot, TimeSlot]
_Found = list[tuple[TimeSlot, UUID, Use, UUID]]


def _widest(spaces: Sequence[Space], slots: Sequence[TimeSlot]) -> _Asked:
    """Each with the largest margins that any of the spaces has."""
    before = max(space.setup_minutes for space in spaces)
    after = max(space.cleanup_minutes + space.buffer_minutes for space in spaces)
    return {
        slot: slot.widened(before=timedelta(minutes=before), after=timedelta(minutes=after))
        for slot in slots
    }


def _exclusive(units: Collection[UUID], asked: _Asked) -> _Found:
    """Rows of such a unit do not overlap: only the last that begins before a slot may reach into
    it, so that nobody looks back over weeks. Joined from the left, empty slots and all, so that no
    planner begins with the ledger."""
    if not units or not asked:
        return []
    times = _times(asked.values())
    earlier = aliased(Occupancy)
    last = select(func.max(earlier.starts_at)).where(
        earlier.unit_id == Unit.id, earlier.starts_at <= times.c.start
    )
    in_the_way = and_(
        Occupancy.unit_id == Unit.id,
        Occupancy.starts_at < times.c.end,
        Occupancy.starts_at >= func.coalesce(last.scalar_subquery(), times.c.start),
        Occupancy.ends_at > times.c.start,
        or_(Occupancy.expires_at.is_(None), Occupancy.expires_at > now()),
    )
    query = (
        select(
            times.c.start,
            Occupancy.unit_id,
            Occupancy.starts_at,
            Occupancy.ends_at,
            Occupancy.taker_id,
        )
        .select_from(Unit)
        .outerjoin(times, true())
        .outerjoin(Occupancy, in_the_way)
        .where(Unit.id.in_(units))
    )
    slots = {wide.start: slot for slot, wide in asked.items()}
    return [
        (slots[start], unit_id, Use(TimeSlot(starts_at, ends_at), 1), taker_id)
        for start, unit_id, starts_at, ends_at, taker_id in db.session.execute(query)
        if unit_id
    ]


def _times(wide: Iterable[TimeSlot]) -> Subquery:
    """As a table: `start` and `end`."""
    instant = Occupancy.starts_at.type
    return union_all(
        *(
            select(literal(w.start, instant).label("start"), literal(w.end, instant).label("end"))
            for w in wide
        )
    ).subquery()


def _pooled(units: Collection[UUID], asked: _Asked) -> _Found:
    if not units or not asked:
        return []
    slots, wide = list(asked), list(asked.values())
    starts, ends = [each.start for each in wide], [each.end for each in wide]
    rows = taken(units, TimeSlot(starts[0], ends[-1]))
    return [
        (slots[n], unit_id, Use(row.slot, row.quantity), row.taker_id)
        for unit_id, its in rows.items()
        for row in its
        for n in range(bisect_right(ends, row.slot.start), bisect_left(starts, row.slot.end))
    ]
