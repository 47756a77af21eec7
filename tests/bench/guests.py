"""People who have signed in, and what they ask a house for."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from booking.spaces.models import SpaceKind
from booking.spaces.queries import spaces_of
from hub.accounts.models import TokenScope, User
from hub.accounts.services.sessions import begin_sign_in
from hub.accounts.services.tokens import make_token
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.walltime import to_wall
from hub.demo.city.sketch import CODE
from hub.organisations.queries import site_by_code
from tests.bench.callers import Ask

ZONE = "Asia/Jakarta"
PACKED = "Accept-Encoding: gzip"


@dataclass(frozen=True)
class Guest:
    """Somebody who has signed in with a browser, and has a token for programs."""

    cookie: str
    token: str

    def page(self, path: str) -> Ask:
        return Ask(path, (f"Cookie: hub_session={self.cookie}", PACKED))

    def api(self, path: str, body: dict[str, object] | None = None) -> Ask:
        who = f"Authorization: Bearer {self.token}"
        if body is None:
            return Ask(path, (who, PACKED))
        return Ask(path, (who, "Content-Type: application/json"), json.dumps(body))


def guests_of(app: Flask, count: int) -> list[Guest]:
    """People of the small demo world who are no staff."""
    with app.app_context():
        people = [p for p in db.session.scalars(select(User)) if not p.is_staff and p.is_active]
        guests = []
        scopes = [TokenScope.READ, TokenScope.BOOKINGS_WRITE]
        with transaction():
            for person in people[:count]:
                token = begin_sign_in(person, agent="bench")
                kept = {"_user_id": token, "_fresh": True}
                signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
                secret = make_token(person, name="bench", scopes=scopes, by=None).secret
                guests.append(Guest(signer.dumps(kept), secret))
        assert len(guests) == count
        return guests


def tomorrow() -> date:
    return to_wall(now(), ZONE).date() + timedelta(days=1)


def day_pages() -> list[str]:
    """Days ahead that have bookings, all different."""
    return [f"day={day}&people={p}" for p in range(1, 13) for day in _ahead(range(60))]


def searches() -> list[str]:
    """All different."""
    hours = [(at, length) for at in range(8, 20) for length in (1, 2)]
    return [
        f"day={day}&from={at:02}:00&to={at + length:02}:00&people={p}"
        for day in _ahead(range(60))
        for at, length in hours
        for p in (2, 4, 6, 10)
    ]


def availability_of(wish: str) -> str:
    said = dict(pair.split("=") for pair in wish.split("&"))
    start, end = (f"{said['day']}T{said[name]}" for name in ("from", "to"))
    times = f"starts_local={start}&ends_local={end}"
    return f"/api/v1/availability?site={CODE}&{times}&people={said['people']}"


def evenings(app: Flask, days: range) -> list[dict[str, object]]:
    """What can be booked: half hours of the evening, which the bulk of a city leaves free.

    Args:
        days: counted from tomorrow; whoever measures something else takes other days.
    """
    with app.app_context():
        rooms = [
            str(space.id)
            for space in spaces_of(site_by_code(CODE))
            if space.kind is SpaceKind.ROOM and not space.name.endswith(("01", "02"))
        ]
    return [
        {"space": room, "people": 2} | _half_hour(day, half)
        for day in _ahead(days)
        for half in range(7)
        for room in rooms
    ]


def _ahead(days: range) -> list[date]:
    return [tomorrow() + timedelta(days=n) for n in days]


def _half_hour(day: date, half: int) -> dict[str, object]:
    start = datetime.combine(day, datetime.min.time()) + timedelta(hours=18, minutes=30 * half)
    end = start + timedelta(minutes=30)
    return {"starts_local": f"{start:%Y-%m-%dT%H:%M}", "ends_local": f"{end:%Y-%m-%dT%H:%M}"}
