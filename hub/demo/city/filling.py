"""Five years of large sites of one zone, in bulk: the services would take an hour for a million.

The guards stay on: the database checks every row as if a person had booked it. The busyness of a
day does not depend on how many occupancies there are in all; fewer of them are fewer days.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from psycopg import sql
from sqlalchemy import insert, text

from booking.bookings.models import Booking, BookingKind, BookingState
from booking.spaces.ledger import Occupancy, TakerKind
from booking.spaces.models import Space, SpaceKind
from hub.core.database import Model, db, is_sqlite
from hub.core.ids import new_id
from hub.core.walltime import to_instant, to_wall
from hub.demo.places.making import open_site
from hub.demo.places.sketches import SiteSketch
from hub.demo.world import World

#: What share of the days lies behind us.
PAST = 0.9
DAYS_AT_ONCE = 30
#: Starts and lengths in minutes, and of how many in a thousand each is taken.
Times = tuple[tuple[tuple[int, int], ...], int]
ROOM_TIMES: Times = (((480, 90), (600, 60), (690, 60), (780, 90), (900, 60), (990, 90)), 417)
TIMES: dict[SpaceKind, Times] = {
    SpaceKind.DESK_AREA: (((540, 480), (540, 240), (600, 360), (780, 240)) * 3, 833),
    SpaceKind.HALL: (((1140, 120),), 300),
}
#: On average, with the shares above: of twenty spaces eighteen are rooms, one has desks, one is a
#: hall with two units.
OCCUPANCIES_A_DAY = (18 * 6 * 0.417 + 12 * 0.833 + 0.3 * 2) / 20
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """What of a space is needed here; kept apart from the session, which forgets at each commit."""

    id: UUID
    zone: str
    rate: int
    currency: str
    times: Times
    units: tuple[tuple[UUID, bool], ...]


class Filling:
    """The rows of large sites. Its door opens the sites first, then writes portion by portion, each
    in a transaction of its own: in one, SQLite's log would grow to many times the database."""

    def __init__(self, world: World, *, occupancies: int, sites: Sequence[SiteSketch]) -> None:
        self._world, self._rng, self._sites = world, world.rng, sites
        spaces = sum(len(site.spaces) for site in sites)
        self._days = max(1, round(occupancies / (OCCUPANCIES_A_DAY * spaces)))
        self._first = world.today - timedelta(days=round((self._days - 1) * PAST))
        self._serial = itertools.count()
        self._places: list[Place] = []
        self._people: list[UUID] = []
        self._bookings: list[Row] = []
        self._occupancies: list[Row] = []

    def open_sites(self) -> None:
        for site in self._sites:
            open_site(self._world, site)
        codes = {site.code for site in self._sites}
        spaces = [space for (code, _), space in self._world.spaces.items() if code in codes]
        self._places = [_place(space) for space in spaces]
        self._people = [person.id for person in self._world.people.values()]
        if is_sqlite():
            db.session.execute(text("PRAGMA cache_size = -262144"))  # KiB, of this connection

    def portions(self) -> Iterator[range]:
        for start in range(0, self._days, DAYS_AT_ONCE):
            yield range(start, min(start + DAYS_AT_ONCE, self._days))

    def write(self, portion: range) -> int:
        """How many occupancies these days have."""
        for number in portion:
            self._add_day(self._first + timedelta(days=number))
        written = len(self._occupancies)
        _write(Booking, self._bookings)
        _write(Occupancy, self._occupancies)
        self._bookings, self._occupancies = [], []
        return written

    def _add_day(self, day: date) -> None:
        midnight = to_instant(datetime.combine(day, time()), self._places[0].zone)
        for place in self._places:
            times, share = place.times
            for start, length in times:
                if self._rng.randrange(1000) < share:
                    self._add(place, midnight + timedelta(minutes=start), minutes=length)

    def _add(self, place: Place, start: datetime, *, minutes: int) -> None:
        seats = self._rng.randint(1, 2) if place.units[0][1] else 1
        booking = _booking(place, start, minutes=minutes) | {
            "reference": _reference(next(self._serial)),
            "booked_by_id": (person := self._rng.choice(self._people)),
            "booked_for_id": person,
            "people": seats,
            "quantity": seats,
        }
        self._bookings.append(booking)
        self._occupancies += [
            {
                "id": new_id(),
                "unit_id": unit_id,
                "pooled": pooled,
                "quantity": seats,
                "starts_at": booking["starts_at"],
                "ends_at": booking["ends_at"],
                "taker_kind": TakerKind.BOOKING,
                "taker_id": booking["id"],
            }
            for unit_id, pooled in place.units
        ]


def _place(space: Space) -> Place:
    units = tuple((unit.id, unit.pooled) for unit in space.units)
    times = TIMES.get(space.kind, ROOM_TIMES)
    site = space.site
    return Place(space.id, site.zone, space.hourly_rate_minor, site.currency, times, units)


def _booking(place: Place, start: datetime, *, minutes: int) -> Row:
    zone, end = place.zone, start + timedelta(minutes=minutes)
    return {
        "id": new_id(),
        "space_id": place.id,
        "kind": BookingKind.BOOKING,
        "state": BookingState.CONFIRMED,
        "starts_at": start,
        "ends_at": end,
        "starts_local": f"{to_wall(start, zone):%Y-%m-%dT%H:%M}",
        "ends_local": f"{to_wall(end, zone):%Y-%m-%dT%H:%M}",
        "zone": zone,
        "setup_minutes": 0,
        "cleanup_minutes": 0,
        "purpose": "",
        "price_minor": place.rate * minutes // 60,
        "currency": place.currency,
        "version": 1,
        "ical_sequence": 0,
        "made_at": start - timedelta(days=3),
    }


def _reference(number: int) -> str:
    """Eight letters; those that people get have six, so that the two never meet."""
    letters = ""
    for _place in range(8):
        number, rest = divmod(number, len(LETTERS))
        letters = LETTERS[rest] + letters
    return letters


def _write(model: type[Model], rows: list[Row]) -> None:
    connection = db.session.connection()
    if is_sqlite():
        connection.execute(insert(model), rows)
        return
    columns = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model.__tablename__), columns
    )
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([v.value if isinstance(v, StrEnum) else v for v in row.values()])
