"""What a booking costs the database. Counted are all statements of a request, from reading who asks
to the history's seal: rules, quotas, ledger, booking, mail; not what only marks transactions."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.models import Booking
from booking.bookings.services import Wish, book
from booking.plans.models import QuotaPeriod
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import db, is_sqlite, transaction
from hub.core.walltime import to_wall
from hub.history.models import Entry
from hub.outbox.models import Message
from tests.api import Caller
from tests.booking.bookings.house_rules import a_quota
from tests.counting import statements
from tests.factories import a_person, a_space, slot
from tests.signing_in import sign_in_as

MOST = 15


@pytest.fixture
def space() -> Space:
    """Of a house that limits what everybody has."""
    space = a_space()
    a_quota(space.site, period=QuotaPeriod.WEEK, most_bookings=50)
    a_quota(space.site, period=QuotaPeriod.DAY, most_minutes=600)
    return space


@pytest.fixture
def person(space: Space) -> User:
    """Who has booked before, and is known to this process."""
    person = a_person()
    with transaction():
        book(Wish(space, slot(8)), booked_by=person)
    return person


def wish(space: Space, hour: int, **more: Any) -> dict[str, Any]:
    during = slot(hour)
    return {
        "space": str(space.id),
        "starts_at": during.start.isoformat(),
        "ends_at": during.end.isoformat(),
        "people": 2,
        **more,
    }


def asked(caller: Caller, body: dict[str, Any], **headers: str) -> tuple[int, list[str]]:
    """Of a session that remembers nothing: the status and the statements."""
    caller.get("/me")  # that a token is in use is written once a minute
    db.session.expunge_all()
    with statements() as sent:
        answer = caller.post("/bookings", body, headers=headers)
    return answer.status_code, sent


def written() -> list[int]:
    """How many bookings, mails and entries of the history."""
    return [len(db.session.scalars(select(each.id)).all()) for each in (Booking, Message, Entry)]


def test_booking_by_api_takes_at_most_fifteen_statements(
    app: Flask, space: Space, person: User
) -> None:
    caller, before = Caller(app, person), written()
    body = wish(space, 10)

    status, sent = asked(caller, body)

    assert status == 201
    assert [now - then for now, then in zip(written(), before, strict=True)] == [1, 1, 1]
    assert len(sent) <= MOST, "\n".join(sent)


def test_booking_once_only_takes_hardly_more(app: Flask, space: Space, person: User) -> None:
    """With an Idempotency-Key: it is claimed first and keeps the answer last. PostgreSQL locks
    whose bookings are counted, which SQLite need not."""
    status, sent = asked(Caller(app, person), wish(space, 11), **{"Idempotency-Key": "once"})

    assert status == 201
    assert len(sent) <= MOST + (0 if is_sqlite() else 1), "\n".join(sent)


def test_who_comes_too_late_writes_nothing(app: Flask, space: Space, person: User) -> None:
    status, sent = asked(Caller(app, a_person()), wish(space, 8))

    assert status == 409
    assert [each for each in sent if not each.startswith("SELECT")] == []
    assert len(sent) <= MOST, "\n".join(sent)


def test_a_step_on_the_page_takes_no_more(client: FlaskClient, space: Space, person: User) -> None:
    """Two steps, a hold and confirming it. Beside what a program's booking takes, the search asks
    which sites there are, a hold how many others, and who confirms is offered their
    organisations."""
    sign_in_as(client, person)
    day = to_wall(slot(12).start, space.site.zone)
    chosen = {
        "site": space.site.code,
        "day": f"{day:%Y-%m-%d}",
        "from": f"{day:%H:%M}",
        "to": f"{day.hour + 1:02}:00",
        "people": 2,
        "space": space.slug,
    }
    client.get("/spaces", query_string=chosen)
    db.session.expunge_all()
    with statements() as to_hold:
        held = client.post("/spaces/hold", data=chosen)

    assert held.status_code == 303
    assert "/checkout" in held.headers["Location"]
    assert len(to_hold) <= MOST + (0 if is_sqlite() else 2), "\n".join(to_hold)
    db.session.expunge_all()
    with statements() as to_confirm:
        done = client.post(held.headers["Location"], data={"purpose": "Talk", "people": 2})

    assert done.status_code == 303
    assert "/checkout" not in done.headers["Location"]
    assert len(to_confirm) <= MOST + (0 if is_sqlite() else 2), "\n".join(to_confirm)
