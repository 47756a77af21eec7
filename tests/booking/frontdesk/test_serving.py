"""What is in the way of a closure leads to the thing whose room it is: told by those upstairs."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.interviews.models import Panel
from accelerator.mentor_days.models import DayRoom
from booking.bookings.models import Booking, BookingKind
from booking.bookings.services import Wish, book
from booking.bookings.serving import served_by
from booking.spaces.models import Space
from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.organisations.models import Site
from tests.accelerator.interviews import stories as interviews
from tests.accelerator.mentor_days import stories as mentor_days
from tests.accelerator.sessions import stories as sessions
from tests.api import Caller
from tests.counting import statements
from tests.factories import a_person, a_person_who_is, a_site, a_space, kept, slot
from tests.factories.learning import a_class_session, a_run
from tests.signing_in import sign_in_as

WHEN = {"site": "jkt", "day": "2026-11-24", "from": "08:00", "to": "20:00", "reason": "Painting"}


@dataclass
class House:
    """A room, and what it serves: a session, a class, an interview day, a mentor day."""

    room: Space
    bookings: list[Booking]


def taken(room: Space, hour: float, kind: BookingKind) -> Booking:
    with transaction():
        return book(Wish(room, slot(hour), kind=kind), booked_by=a_person(), by_the_rules=False)


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt")


@pytest.fixture
def house(site: Site) -> House:
    room = a_space(site=site)
    one, two, three, four = (
        taken(room, hour, kind)
        for hour, kind in (
            (9, BookingKind.SESSION),
            (11, BookingKind.CLASS),
            (13, BookingKind.EVENT),
            (15, BookingKind.EVENT),
        )
    )
    session = sessions.a_scene().book(slot(15, days=3))
    with transaction():
        session.booking_id = one.id
    run = a_run()
    a_class_session(run, slot(11), booking_id=two.id)
    day, other = interviews.a_scene().day, mentor_days.a_scene().day
    times = {"starts_local": "13:00", "ends_local": "14:00"}
    kept(Panel(day_id=day.id, name="A", space_id=room.id, booking_id=three.id, **times))
    kept(DayRoom(day_id=other.id, name="A", space_id=room.id, booking_id=four.id))
    return House(room, [one, two, three, four])


@pytest.fixture
def admin(app: Flask) -> User:
    return a_person_who_is(Role.ADMIN)


def test_the_page_leads_to_each(client: FlaskClient, house: House, admin: User) -> None:
    sign_in_as(client, admin)
    query = WHEN | {"spaces": house.room.slug}

    page = client.get("/front-desk/closures/new", query_string=query).text

    served = served_by(house.bookings, reader=admin)
    for booking in house.bookings:
        one = served[booking.id]
        with client.application.test_request_context():
            address = client.application.url_for(one.endpoint, **one.args)
        assert f'{address}">{one.label}</a>' in page
        assert client.get(address).status_code == 200


def test_the_api_says_where(app: Flask, house: House, admin: User) -> None:
    body = {
        "spaces": [str(house.room.id)],
        "starts_at": slot(8).start.isoformat(),
        "ends_at": slot(20).start.isoformat(),
        "reason": "Painting",
    }

    hits = Caller(app, admin).post("/sites/jkt/closures/preview", body).get_json()["hits"]

    assert [hit["serves"]["label"] for hit in hits] == [
        "See the session", "See the class", "Jury day", hits[3]["serves"]["label"],
    ]  # fmt: skip
    assert all(hit["serves"]["url"].startswith("http") for hit in hits)


def test_who_may_not_open_it_gets_no_link(house: House, site: Site) -> None:
    keeper = a_person_who_is(Role.HUB_MANAGER, site=site)

    served = served_by(house.bookings, reader=keeper)

    # A published class has a page for everybody.
    assert {each.endpoint for each in served.values()} == {"classes.show"}


def test_it_asks_as_much_for_many_as_for_one(house: House, admin: User) -> None:
    assert admin.live_grants
    with statements() as few:
        served_by(house.bookings, reader=admin)
    more = [taken(house.room, 8 + n, BookingKind.SESSION) for n in (9, 10, 11)]
    admin = db.session.get_one(User, admin.id)
    assert admin.live_grants
    with statements() as many:
        served_by([*house.bookings, *more], reader=admin)

    assert len(many) <= len(few)
