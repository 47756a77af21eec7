"""Plain builders: everything has a default, every default can be named away.

Each keeps what it makes, in a transaction of its own, as a door would; many of them `at_once`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from booking.spaces.models import OpeningRule, Space, SpaceKind, SpaceUnit, Unit
from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.core.database import Model, db, is_writing, transaction
from hub.core.timeslots import TimeSlot
from hub.organisations.models import (
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Site,
)

M = TypeVar("M", bound=Model)

_serial = count(1)
#: A Monday morning in Jakarta (07:00 UTC is 14:00 WIB); the clock of every test stands here.
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@contextmanager
def at_once() -> Iterator[None]:
    """What is made inside is kept in one transaction, unless one is open already.

    A transaction begins by forgetting what was read, so a row that is kept by itself costs the
    reading of all that it refers to.
    """
    if is_writing():
        yield
        return
    with transaction():
        yield


@at_once()
def kept(row: M) -> M:
    db.session.add(row)
    db.session.flush()
    return row


def slot(hour: float = 9, minutes: int = 60, *, days: int = 1) -> TimeSlot:
    """A slot on the day after the tests' Monday, in Jakarta's wall time: `slot(9.5, 30)` is
    9:30 to 10:00 WIB on Tuesday 24 November 2026."""
    midnight = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    start = midnight + timedelta(days=days, hours=hour)
    return TimeSlot(start, start + timedelta(minutes=minutes))


def a_person(**named: Any) -> User:
    n = next(_serial)
    defaults = {
        "name": f"Person {n}",
        "email": f"person{n}@home{n}.example",
        "email_verified_at": MONDAY,
    }
    return kept(User(**(defaults | named)))


@at_once()
def a_grant(person: User, role: Role, *, site: Site | None = None) -> Grant:
    kind = ScopeKind.SITE if site else ScopeKind.PLATFORM
    grant = kept(
        Grant(user_id=person.id, role=role, scope_kind=kind, scope_id=site.id if site else None)
    )
    db.session.expire(person)
    return grant


@at_once()
def a_person_who_is(role: Role, *, site: Site | None = None, **named: Any) -> User:
    person = a_person(**named)
    a_grant(person, role, site=site)
    return person


@at_once()
def a_site(**named: Any) -> Site:
    n = next(_serial)
    defaults = {
        "code": f"s{n}",
        "name": f"Hub {n}",
        "city": "Jakarta",
        "zone": "Asia/Jakarta",
        "currency": "IDR",
        "holiday_calendar": "ID",
    }
    site = kept(Site(**(defaults | named)))
    for weekday in range(7):
        kept(OpeningRule(site_id=site.id, weekday=weekday, opens=7 * 60, closes=22 * 60))
    return site


def a_unit(site: Site, **named: Any) -> Unit:
    return kept(Unit(**({"site_id": site.id, "name": f"Unit {next(_serial)}"} | named)))


@at_once()
def a_space(*, site: Site | None = None, units: list[Unit] | None = None, **named: Any) -> Space:
    """A room of one unit of its own; `units` makes it of others', as a hall that joins rooms."""
    site = site or a_site()
    n = next(_serial)
    defaults = {
        "site_id": site.id,
        "name": f"Room {n}",
        "slug": f"room-{n}",
        "kind": SpaceKind.ROOM,
        "capacity_people": 8,
        "equipment": [],
    }
    space = Space(**(defaults | named))
    made_of = units if units is not None else [a_unit(site)]
    space.space_units = [SpaceUnit(unit=unit) for unit in made_of]
    return kept(space)


@at_once()
def a_desk_area(*, site: Site | None = None, places: int = 4, **named: Any) -> Space:
    site = site or a_site()
    unit = a_unit(site, pooled=True, places=places)
    named = {"kind": SpaceKind.DESK_AREA, "capacity_people": places} | named
    return a_space(site=site, units=[unit], **named)


def an_organisation(**named: Any) -> Organisation:
    defaults = {"name": f"Organisation {next(_serial)}", "kind": OrganisationKind.STARTUP}
    return kept(Organisation(**(defaults | named)))


@at_once()
def a_member(organisation: Organisation, person: User | None = None, **named: Any) -> Membership:
    person = person or a_person()
    defaults = {"organisation_id": organisation.id, "user_id": person.id, "role": MemberRole.MEMBER}
    return kept(Membership(**(defaults | named)))
