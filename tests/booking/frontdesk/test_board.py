"""Today at the house, as who stands at the desk sees it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.bookings.models import Booking
from booking.bookings.services import Wish, book, hold, write_note
from booking.frontdesk.queries.board import board_of
from booking.spaces.models import Level, Space, SpaceKind
from booking.spaces.services import close
from hub.accounts.models import Role, User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Organisation, Site
from tests.counting import asked_for, statements
from tests.factories import (
    a_desk_area,
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    an_organisation,
    kept,
    slot,
)
from tests.signing_in import sign_in_as

TUESDAY = slot(9).start.date()
#: Ten past ten on that Tuesday.
NOW = slot(10, 10).end


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt", name="Future City Hub")


@pytest.fixture
def keeper(site: Site) -> User:
    return a_person_who_is(Role.HUB_MANAGER, site=site)


def booked(space: Space, when: TimeSlot, name: str = "Ayu Rahma", **named: object) -> Booking:
    with transaction():
        person = a_person(name=name)
        if organisation_id := named.get("organisation_id"):
            a_member(db.session.get_one(Organisation, organisation_id), person)
        return book(Wish(space, when, **named), booked_by=person)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1]).split())


def test_who_is_in_who_comes_and_what_changes_hands(site: Site, keeper: User) -> None:
    room = a_space(site=site, name="Ciliwung", cleanup_minutes=15, setup_minutes=10)
    other = a_space(site=site, name="Spree")
    over = booked(other, slot(8), "Over")
    first, then = booked(room, slot(9.5), "First"), booked(room, slot(11), "Then")
    late = booked(other, slot(17), "Late")
    with transaction():
        held = hold(Wish(other, slot(13)), booked_by=a_person())
        shut = close(other, slot(19), reason="Painting", by=keeper)

    with frozen_at(slot(13, 5).start - timedelta(hours=2, minutes=50)):  # ten past ten
        board = board_of(site, TUESDAY, seen_by=keeper)

        assert [line.id for line in board.here] == [first.id]
        assert board.ends_soon(board.here[0])
        assert [line.id for line in board.coming] == [then.id, late.id]
        assert over.id in [line.id for line in board.lines]
        [change] = board.handovers
        assert (change.gone.who, change.comes.who) == ("First", "Then")
        assert (change.minutes, change.work_minutes) == (30, 25)
        assert [line.id for line in board.to_set_up] == [then.id]
        assert [c.id for c in board.closures] == [shut.id]
        assert held.id not in [line.id for line in board.stays]
        [free] = board.free
        assert (free.space.id, free.until) == (other.id, slot(17).start)


def test_another_day_has_no_now(site: Site, keeper: User) -> None:
    room = a_space(site=site)
    coming = booked(room, slot(9))

    board = board_of(site, TUESDAY, seen_by=keeper)

    assert (board.at, board.here, board.free) == (None, [], [])
    assert [line.id for line in board.coming] == [coming.id]


def test_it_is_for_staff_of_the_site(site: Site) -> None:
    a_space(site=site)
    berlin = a_site(zone="Europe/Berlin", currency="EUR", code="ber")
    for person in (a_person(), a_person_who_is(Role.HUB_MANAGER, site=berlin)):
        with pytest.raises(NotAllowed):
            board_of(site, TUESDAY, seen_by=person)


def test_the_page_says_it_with_needs_and_marks(client: FlaskClient, site: Site, keeper: User):
    level = kept(Level(site_id=site.id, name="Level 2"))
    room = a_space(site=site, name="Ciliwung", level_id=level.id)
    desks = a_desk_area(site=site, name="Co-working floor")
    booking = booked(room, slot(9), purpose="Investor call", people=6)
    booked(desks, slot(9), "Desk person")
    with transaction():
        db.session.get_one(Booking, booking.id).needs = "Chairs in rows, coffee for six"
        write_note(booking, "Allergic to nuts", by=keeper)
    sign_in_as(client, keeper)
    path = f"/front-desk?site=jkt&day={TUESDAY}"

    page = words(client.get(path).text)
    only = words(client.get(f"{path}&level=Level+2&kind={SpaceKind.ROOM}").text)

    for said in ("Tuesday 24 November 2026", "WIB", "Ayu Rahma", "Ciliwung", "6 people",
                 "Chairs in rows, coffee for six", "1 note", "Desk person"):  # fmt: skip
        assert said in page, said
    assert "Allergic" not in page
    assert "Ayu Rahma" in only and "Desk person" not in only
    assert 'id="next-' in client.get(path).text


@pytest.mark.parametrize("given", ["day=2026-13-45", "day=", "level=%00&kind=x", "day=9999-12-31"])
def test_what_cannot_be_read_shows_today(client: FlaskClient, site: Site, keeper: User, given: str):
    a_space(site=site)
    sign_in_as(client, keeper)

    assert client.get(f"/front-desk?site=jkt&{given}").status_code == 200


def test_it_renews_itself_only_when_something_happened(
    client: FlaskClient, site: Site, keeper: User
) -> None:
    room = a_space(site=site)
    booked(room, slot(9))
    sign_in_as(client, keeper)
    page = client.get(f"/front-desk?site=jkt&day={TUESDAY}").text
    asks = re.search(r'hx-get="([^"]+)"[^>]*hx-headers="([^"]+)"', page)
    assert asks
    path = asks[1].replace("&amp;", "&")
    etag = re.search(r'"([0-9a-f]{32})', asks[2].replace("&#34;", '"').replace("\\", ""))
    assert etag
    headers = {"If-None-Match": f'"{etag[1]}"'}

    as_it_was = client.get(path, headers=headers)
    booked(room, slot(15), "Budi")
    renewed = client.get(path, headers=headers)

    assert (as_it_was.status_code, as_it_was.text) == (304, "")
    assert renewed.status_code == 200 and "Budi" in renewed.text
    assert renewed.text.lstrip().startswith('<div id="board"')
    assert renewed.headers["ETag"] != f'"{etag[1]}"'


def test_it_asks_as_much_for_a_full_day_as_for_an_empty_one(
    client: FlaskClient, site: Site, keeper: User
) -> None:
    rooms = [a_space(site=site) for _ in range(5)]
    organisation = an_organisation()
    booked(rooms[0], slot(9), organisation_id=organisation.id)
    with transaction():
        close(rooms[0], slot(20), reason="Painting", by=keeper)
    sign_in_as(client, keeper)
    path = f"/front-desk?site=jkt&day={TUESDAY}"

    few, _page = asked_for(client, path)
    for hour in (8, 10, 12, 14, 16, 18):
        for room in rooms:
            booked(db.session.get_one(Space, room.id), slot(hour), organisation_id=organisation.id)
    many, page = asked_for(client, path)

    assert many == few and page.count('id="next-') == 31
    db.session.expunge_all()
    site, keeper = db.session.get_one(Site, site.id), db.session.get_one(User, keeper.id)
    assert keeper.live_grants
    with statements() as sent:
        board = board_of(site, TUESDAY, seen_by=keeper)
        assert board.handovers is not None and board.free == []
    assert len(sent) <= 8, sent
