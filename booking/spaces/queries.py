"""Questions about spaces and about what is taken."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from booking.spaces.ledger import LONGEST, TakerKind
from booking.spaces.models import (
    Closure,
    Level,
    OpeningRule,
    Space,
    SpaceUnit,
    Unit,
)
from booking.spaces.rules import Hours, OtherHours, Use, days_of, full_times, merged, open_slots
from booking.spaces.statements import OPEN_TIMES, SPACE_BY_ID, SPACE_CALLED, TAKEN
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.core.timeslots import TimeSlot
from hub.organisations.holiday_names import shown_name
from hub.organisations.models import Site


@dataclass(frozen=True)
class Taken:
    """A unit in use: by whom, when, and how many of its places."""

    unit_id: UUID
    slot: TimeSlot
    quantity: int
    taker_kind: TakerKind
    taker_id: UUID
    expires_at: datetime | None


def get_space(space_id: UUID) -> Space:
    """With what it is made of and its own hours, in one statement."""
    space = db.session.scalars(SPACE_BY_ID, {"id": space_id}).unique().one_or_none()
    if space is None:
        raise NotFound(_("There is no such space."))
    return space


def space_called(slug: str, site: Site) -> Space:
    called = {"slug": slug, "site": site.id}
    space = db.session.scalars(SPACE_CALLED, called).unique().one_or_none()
    if space is None:
        raise NotFound(_("There is no such space."))
    return space


def sites_with_spaces() -> list[Site]:
    """Where something can be booked, by city."""
    bookable = select(Space.id).where(Space.site_id == Site.id, Space.archived_at.is_(None))
    return list(db.session.scalars(select(Site).where(bookable.exists()).order_by(Site.city)))


def levels_of(site: Site) -> list[Level]:
    query = select(Level).where(Level.site_id == site.id).order_by(Level.position, Level.name)
    return list(db.session.scalars(query))


def spaces_of(site: Site, *, archived: bool = False) -> list[Space]:
    """The spaces of a site in the order in which the house lists them."""
    query = select(Space).where(Space.site_id == site.id).order_by(Space.position, Space.name)
    query = query.options(joinedload(Space.space_units))
    if not archived:
        query = query.where(Space.archived_at.is_(None))
    return list(db.session.scalars(query).unique())


def all_spaces(site: Site | None = None) -> list[Space]:
    """Every space that can be booked, by site; for lists and exports."""
    query = (
        select(Space)
        .join(Site, Space.site_id == Site.id)
        .where(Space.archived_at.is_(None))
        .order_by(Site.code, Space.position, Space.name)
    )
    if site is not None:
        query = query.where(Space.site_id == site.id)
    return list(db.session.scalars(query).unique())


def page_of_spaces(
    site: Site | None = None, *, cursor: str | None = None, limit: int = 20
) -> Page[Space]:
    """Spaces that can be booked, by name, a page at a time."""
    query = select(Space).where(Space.archived_at.is_(None))
    if site is not None:
        query = query.where(Space.site_id == site.id)
    return page_of(query, by=[Space.name, Space.id], cursor=cursor, limit=limit)


def hours_of(spaces: Sequence[Space]) -> dict[UUID, list[Hours]]:
    """The weekly hours of each space: its own, else its site's."""
    rules = db.session.scalars(
        select(OpeningRule).where(
            OpeningRule.site_id.in_({space.site_id for space in spaces}),
            OpeningRule.space_id.is_(None),
        )
    )
    of_site: dict[UUID, list[OpeningRule]] = defaultdict(list)
    for rule in rules:
        of_site[rule.site_id].append(rule)
    return {
        space.id: [
            Hours(rule.weekday, rule.opens, rule.closes)
            for rule in space.opening_rules or of_site[space.site_id]
        ]
        for space in spaces
    }


def hours_at(site: Site) -> list[Hours]:
    """The weekly hours of the house itself; a space may keep others."""
    query = select(OpeningRule).where(
        OpeningRule.site_id == site.id, OpeningRule.space_id.is_(None)
    )
    return [Hours(rule.weekday, rule.opens, rule.closes) for rule in db.session.scalars(query)]


def spaces_sharing_units(space: Space) -> list[Space]:
    """Other spaces that cannot be had together with this one, such as the halves of a hall."""
    mine = [unit.id for unit in space.units]
    sharing = select(SpaceUnit.space_id).where(SpaceUnit.unit_id.in_(mine))
    query = select(Space).where(Space.id.in_(sharing), Space.id != space.id).order_by(Space.name)
    return list(db.session.scalars(query).unique())


def taken(unit_ids: Iterable[UUID], during: TimeSlot) -> dict[UUID, list[Taken]]:
    """What occupies these units in part of `during`. Holds that have run out do not count.

    An occupancy spans at most 32 days, so the look back in time is bounded.
    """
    values = {
        "units": list(unit_ids),
        "start": during.start,
        "end": during.end,
        "back": during.start - LONGEST,
        "now": now(),
    }
    found: dict[UUID, list[Taken]] = defaultdict(list)
    for unit_id, starts_at, ends_at, quantity, kind, taker_id, expires_at in db.session.execute(
        TAKEN, values
    ):
        slot = TimeSlot(starts_at, ends_at)
        found[unit_id].append(Taken(unit_id, slot, quantity, kind, taker_id, expires_at))
    return found


def busy_times(
    space: Space, occupied: dict[UUID, list[Taken]], *, quantity: int = 1
) -> list[TimeSlot]:
    """When the space cannot be had for `quantity` places, given what occupies its units."""
    busy: list[TimeSlot] = []
    for unit in space.units:
        rows = occupied.get(unit.id, [])
        if unit.pooled:
            busy += _full(unit, rows, quantity=quantity)
        else:
            busy += [row.slot for row in rows]
    return merged(busy)


def _full(unit: Unit, rows: Sequence[Taken], *, quantity: int) -> list[TimeSlot]:
    uses = [Use(row.slot, row.quantity) for row in rows]
    return full_times(uses, max(unit.places - quantity + 1, 1))


@dataclass(frozen=True)
class OpenTimes:
    """When spaces of a site are open on some days, read once for all of them.

    `others` are other hours on single days, by space and day; the site's own are under None.
    """

    zone: str
    site_hours: tuple[Hours, ...]
    holidays: dict[date, str]
    others: dict[tuple[UUID | None, date], OtherHours] = field(default_factory=dict)

    def of(self, space: Space, during: TimeSlot) -> list[TimeSlot]:
        """The open times of a space on the days that `during` touches."""
        own = [Hours(r.weekday, r.opens, r.closes) for r in space.opening_rules]
        days = days_of(during, self.zone)
        return merged(slot for day in days for slot in self._of_day(space.id, day, own=own))

    def house_opens_on(self, day: date) -> bool:
        """Whether the site itself has open hours on that day; a space may keep others."""
        return bool(self._of_day(None, day, own=()))

    def other_hours(self, space_id: UUID | None, day: date) -> OtherHours | None:
        """A space's own come before those of its site."""
        return self.others.get((space_id, day)) or self.others.get((None, day))

    def holiday_on(self, day: date, *, space_id: UUID | None = None) -> str | None:
        """The holiday for which it is closed, unless other hours were set for that day."""
        return None if self.other_hours(space_id, day) else self.holidays.get(day)

    def holiday_in(self, during: TimeSlot, *, space_id: UUID | None = None) -> str | None:
        days = days_of(during, self.zone)
        return next(filter(None, (self.holiday_on(d, space_id=space_id) for d in days)), None)

    def reason_in(self, during: TimeSlot, *, space_id: UUID | None = None) -> str | None:
        """Why other hours hold on one of the days, where somebody said why."""
        others = (self.other_hours(space_id, day) for day in days_of(during, self.zone))
        return next((each.reason for each in others if each and each.reason), None)

    def _of_day(self, space_id: UUID | None, day: date, *, own: Sequence[Hours]) -> list[TimeSlot]:
        other = self.other_hours(space_id, day)
        if other is not None:
            return open_slots(day, other.on(day), zone=self.zone)
        if day in self.holidays:
            return []
        return open_slots(day, own or self.site_hours, zone=self.zone)


def open_times(site: Site, during: TimeSlot) -> OpenTimes:
    """In one statement: the hours of the week, and what single days have of their own."""
    days = days_of(during, site.zone)
    values = {"site": site.id, "first": days[0], "last": days[-1]}
    found = db.session.execute(OPEN_TIMES, values).all()
    return OpenTimes(
        site.zone,
        tuple(Hours(row.weekday, row.opens, row.closes) for row in found if row.day is None),
        {
            row.day: shown_name(row.why, source=row.source, calendar=site.holiday_calendar)
            for row in found
            if row.day and row.intervals is None
        },
        {
            (row.space_id, row.day): OtherHours(tuple((a, b) for a, b in row.intervals), row.why)
            for row in found
            if row.intervals is not None
        },
    )


def closures_by_id(ids: Iterable[UUID]) -> dict[UUID, Closure]:
    rows = db.session.scalars(select(Closure).where(Closure.id.in_(list(ids))))
    return {closure.id: closure for closure in rows}
