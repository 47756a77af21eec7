"""Five years of a large site, written in bulk: the services would take an hour for a million.

The guards stay on: the database checks every row as if a person had booked it. The busyness of a
day does not depend on how many occupancies there are in all; fewer of them are fewer days.
"""

import itertools
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from psycopg import sql
from sqlalchemy import insert

from booking.bookings.models import Booking, BookingKind, BookingState
from booking.spaces.ledger import Occupancy, TakerKind
from booking.spaces.models import Space, SpaceKind
from hub.core.database import Model, db, is_sqlite
from hub.core.ids import new_id
from hub.core.walltime import to_instant, to_wall
from hub.demo.city.sketch import CODE, city_site
from hub.demo.places.making import open_site
from hub.demo.world import World

#: What share of the days lies behind us.
PAST = 0.9
DAYS_AT_ONCE = 30
#: Starts and lengths in minutes, and of how many in a thousand each is taken.
ROOM_TIMES = (((480, 90), (600, 60), (690, 60), (780, 90), (900, 60), (990, 90)), 417)
TIMES = {
    SpaceKind.DESK_AREA: (((540, 480), (540, 240), (600, 360), (780, 240)) * 3, 833),
    SpaceKind.HALL: (((1140, 120),), 300),
}
#: On average, with the shares above: rooms, desks, and halls with two units each.
OCCUPANCIES_A_DAY = 180 * 6 * 0.417 + 10 * 12 * 0.833 + 10 * 0.3 * 2
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

Row = dict[str, Any]


def fill(world: World, *, occupancies: int) -> int:
    """Open the site and fill it, in the caller's transaction; how many occupancies there are."""
    open_site(world, city_site())
    filling, written = _Filling(world), 0
    days = max(1, round(occupancies / OCCUPANCIES_A_DAY))
    first = world.today - timedelta(days=round((days - 1) * PAST))
    for start in range(0, days, DAYS_AT_ONCE):
        for number in range(start, min(start + DAYS_AT_ONCE, days)):
            filling.add_day(first + timedelta(days=number))
        written += filling.write()
    return written


class _Filling:
    """Rows on their way into the database."""

    def __init__(self, world: World) -> None:
        self._rng = world.rng
        self._spaces = [space for (code, _), space in world.spaces.items() if code == CODE]
        self._units = {space.id: space.units for space in self._spaces}
        self._people = [person.id for person in world.people.values()]
        self._serial = itertools.count()
        self._bookings: list[Row] = []
        self._occupancies: list[Row] = []

    def add_day(self, day: date) -> None:
        midnight = to_instant(datetime.combine(day, time()), self._spaces[0].site.zone)
        for space in self._spaces:
            times, share = TIMES.get(space.kind, ROOM_TIMES)
            for start, length in times:
                if self._rng.randrange(1000) < share:
                    self._add(space, midnight + timedelta(minutes=start), minutes=length)

    def write(self) -> int:
        """How many occupancies there were."""
        number = len(self._occupancies)
        _write(Booking, self._bookings)
        _write(Occupancy, self._occupancies)
        self._bookings, self._occupancies = [], []
        return number

    def _add(self, space: Space, start: datetime, *, minutes: int) -> None:
        units = self._units[space.id]
        seats = self._rng.randint(1, 2) if units[0].pooled else 1
        booking = _booking(space, start, minutes=minutes) | {
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
                "unit_id": unit.id,
                "pooled": unit.pooled,
                "quantity": seats,
                "starts_at": booking["starts_at"],
                "ends_at": booking["ends_at"],
                "taker_kind": TakerKind.BOOKING,
                "taker_id": booking["id"],
            }
            for unit in units
        ]


def _booking(space: Space, start: datetime, *, minutes: int) -> Row:
    zone, end = space.site.zone, start + timedelta(minutes=minutes)
    return {
        "id": new_id(),
        "space_id": space.id,
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
        "price_minor": space.hourly_rate_minor * minutes // 60,
        "currency": space.site.currency,
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
