"""Booking for who calls, and closing a room, as the manager does it: page by page."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book
from booking.spaces.models import Closure, Level, Space
from booking.spaces.services import close
from hub.accounts.models import Role, User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.history.models import Entry
from hub.organisations.models import Site
from hub.outbox.models import Message
from tests.counting import asked_for
from tests.factories import (
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

WHEN = {"day": "2026-11-24", "from": "13:00", "to": "15:00"}


@pytest.fixture
def site(app) -> Site:
    return a_site(code="jkt", name="Future City Hub")


@pytest.fixture
def keeper(site: Site, client: FlaskClient) -> User:
    keeper = a_person_who_is(Role.HUB_MANAGER, site=site, name="Rini Keeper")
    sign_in_as(client, keeper)
    return keeper


def words(page: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1]).split()))


def booked(space: Space, when: TimeSlot, **named: object) -> Booking:
    with transaction():
        return book(Wish(space, when), booked_by=a_person(**named))


def mails() -> list[Message]:
    db.session.expire_all()
    return list(db.session.scalars(select(Message).order_by(Message.made_at, Message.id)))


def bookings() -> list[Booking]:
    db.session.expire_all()
    return list(db.session.scalars(select(Booking).order_by(Booking.made_at)).unique())


# Booking for somebody.


def test_one_finds_who_calls_and_books_for_them(client, site: Site, keeper: User) -> None:
    room, team = a_space(site=site, name="Ciliwung"), an_organisation(name="Warga Air")
    ayu = a_person(name="Ayu Rahma", email="ayu@warga.example")
    a_person(name="Ayu Other")
    a_member(team, ayu)

    both = client.get("/front-desk/book?site=jkt&who=ayu").text
    one = client.get("/front-desk/book?site=jkt&who=ayu@warga").text
    sent = client.post(
        "/front-desk/book",
        data=WHEN | {"site": "jkt", "person": str(ayu.id), "space": room.slug, "people": "4",
                     "purpose": "Investor call", "set_up": "A ramp, 4 chairs",
                     "organisation": str(team.id)},
    )  # fmt: skip

    assert "Ayu Rahma" in both and "Ayu Other" in both and 'method="post"' not in words(both)
    assert "Warga Air" in one and "ayu@warga.example" in one
    [booking] = bookings()
    assert (sent.status_code, sent.location) == (303, f"/bookings/{booking.id}")
    assert (booking.booked_for_id, booking.booked_by_id) == (ayu.id, keeper.id)
    assert (booking.organisation_id, booking.people) == (team.id, 4)
    assert booking.needs == "A ramp, 4 chairs"
    [mail] = mails()
    assert mail.to_email == ayu.email and "Rini Keeper booked it for you." in mail.text
    entry = db.session.scalars(select(Entry).where(Entry.action == "booking.confirmed")).one()
    assert (entry.actor_id, entry.for_id) == (keeper.id, ayu.id)


def test_a_rule_is_set_aside_for_somebody_and_the_record_says_why(
    client, site: Site, keeper: User
) -> None:
    room, ayu = a_space(site=site, longest_minutes=60), a_person(name="Ayu")
    data = WHEN | {"site": "jkt", "person": str(ayu.id), "space": room.slug}

    refused = client.post("/front-desk/book", data=data)
    done = client.post("/front-desk/book", data=data | {"override_reason": "The mayor comes"})

    assert refused.status_code == 422 and "Why all the same?" in words(refused.text)
    assert 'value="13:00"' in refused.text  # nothing typed is lost
    assert done.status_code == 303
    aside = select(Entry).where(Entry.action == "booking.rules-set-aside")
    entry = db.session.scalars(aside).one()
    assert (entry.reason, entry.for_id) == ("The mayor comes", ayu.id)
    assert [m.to_email for m in mails()] == [ayu.email]


def test_what_is_taken_says_what_instead(client, site: Site, keeper: User) -> None:
    room, other = a_space(site=site, name="Ciliwung"), a_space(site=site, name="Spree")
    booked(room, slot(13))
    ayu = a_person(name="Ayu Rahma")
    query = WHEN | {"site": "jkt", "who": "Ayu Rahma", "space": room.slug, "people": "2",
                    "set_up": "A ramp"}  # fmt: skip

    looked = client.get("/front-desk/book", query_string=query).text
    (to_other,) = [
        unescape(url) for url in re.findall(r'href="(/front-desk/book\?[^"]*)"', looked)
        if f"space={other.slug}" in url
    ]  # fmt: skip

    assert "Ciliwung is taken at that time." in words(looked)
    there = client.get(to_other).text
    assert str(ayu.id) in there and "A ramp" in there  # nothing typed is lost


@pytest.mark.parametrize("person", ["", "nobody", "01a22b21-7e14-759f-af15-c4c71d0b7d81"])
def test_for_nobody_nothing_is_booked(client, site: Site, keeper: User, person: str) -> None:
    room = a_space(site=site)
    data = WHEN | {"site": "jkt", "person": person, "space": room.slug}

    assert client.post("/front-desk/book", data=data).status_code == 422
    assert bookings() == []


def test_of_anothers_organisation_one_cannot_book(client, site: Site, keeper: User) -> None:
    room, team, ayu = a_space(site=site), an_organisation(), a_person()
    data = WHEN | {"site": "jkt", "person": str(ayu.id), "space": room.slug}

    for other in (str(team.id), "nonsense"):
        sent = client.post("/front-desk/book", data=data | {"organisation": other})
        assert sent.status_code == 422
    assert bookings() == []


def test_managers_of_another_site_stay_outside(client, site: Site) -> None:
    a_space(site=site)
    berlin = a_site(zone="Europe/Berlin", currency="EUR", code="ber")
    a_space(site=berlin)
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=berlin))

    for page in ("", "/book", "/closures", "/closures/new", "/renewed"):
        assert client.get(f"/front-desk{page}?site=jkt").status_code == 403, page
        assert client.get(f"/front-desk{page}?site=nowhere").status_code == 404, page
        assert client.get(f"/front-desk{page}").status_code == 200, page


# Closing.

SHUT = {"site": "jkt", "day": "2026-11-24", "from": "12:00", "to": "18:00"}


def choices(page: str) -> dict[str, str]:
    """What is picked already, as a browser would send it."""
    form = page.split('id="hits"')[1].split("</form>")[0]
    fields = {
        unescape(n): unescape(v)
        for n, v in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    }
    picked = re.findall(r'name="(do-[^"]+)" value="([^"]+)" checked', form)
    return fields | {name: unescape(value) for name, value in picked}


def test_a_broken_room_is_closed_and_whom_it_hits_is_moved_and_told(
    client, site: Site, keeper: User
) -> None:
    room, other = a_space(site=site, name="Ciliwung"), a_space(site=site, name="Spree")
    booking = booked(room, slot(13), name="Ayu Rahma")
    query = SHUT | {"spaces": room.slug, "reason": "The heating is broken"}

    looked = client.get("/front-desk/closures/new", query_string=query).text
    sent = choices(looked)
    done = client.post(
        "/front-desk/closures/new", data=sent | {f"word-{booking.id}": "Coffee is on us."}
    )

    assert "It hits one booking." in words(looked) and "Move to Spree" in words(looked)
    assert "Ayu Rahma" in words(looked)
    assert done.status_code == 303
    page = client.get(done.location).text
    assert "Closed: Ciliwung." in words(page) and "One booking is moved." in words(page)
    db.session.expire_all()
    assert booking.space_id == other.id
    assert "Coffee is on us." in mails()[-1].text
    assert "The heating is broken" in words(client.get("/front-desk/closures?site=jkt").text)


def test_nothing_is_lost_when_somebody_books_meanwhile(client, site: Site, keeper: User) -> None:
    room = a_space(site=site, name="Ciliwung")
    first = booked(room, slot(13), name="Ayu")
    query = SHUT | {"spaces": room.slug, "reason": "Painting"}
    sent = choices(client.get("/front-desk/closures/new", query_string=query).text)
    sent |= {f"do-{first.id}": "cancel", f"word-{first.id}": "I will ring you."}
    booked(room, slot(16), name="Budi")

    late = client.post("/front-desk/closures/new", data=sent)

    assert late.status_code == 409
    assert "Somebody booked since you looked" in words(late.text)
    assert "Budi" in words(late.text) and "I will ring you." in late.text
    assert choices(late.text)[f"do-{first.id}"] == "cancel"
    db.session.expire_all()
    assert first.state is BookingState.CONFIRMED
    assert db.session.scalars(select(Closure)).all() == []


def test_a_whole_level_for_days(client, site: Site, keeper: User) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    rooms = [a_space(site=site, level_id=level.id) for _ in range(2)]
    a_space(site=site)
    data = SHUT | {"level": "Level 2", "last": "2026-11-27", "reason": "New floor"}

    looked = client.get("/front-desk/closures/new", query_string=data).text
    done = client.post("/front-desk/closures/new", data=choices(looked))

    assert done.status_code == 303 and "Nobody has booked any of it then." in words(looked)
    found = db.session.scalars(select(Closure)).all()
    assert {c.space_id for c in found} == {r.id for r in rooms}
    assert {c.ends_at for c in found} == {slot(18, days=4).start}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": " "}, "This field is needed"),
        ({"spaces": ""}, "choose"),
        ({"to": "11:00"}, "The end must be after the start."),
        ({"last": "2029-11-24"}, "longer than"),
        ({"day": "yesterday"}, ""),
        ({"spaces": "no-such-room"}, "Please choose spaces of this site."),
    ],
)
def test_what_cannot_be_closed_so_stands_beside_its_field(
    client, site: Site, keeper: User, wrong: dict[str, str], said: str
) -> None:
    room = a_space(site=site)
    data = SHUT | {"spaces": room.slug, "reason": "Painting"} | wrong

    looked = client.get("/front-desk/closures/new", query_string=data)
    sent = client.post("/front-desk/closures/new", data=data)

    assert (looked.status_code, sent.status_code) == (200, 422)
    assert 'id="hits"' not in looked.text and 'id="errors"' in looked.text
    if "needed" not in said:
        assert said in looked.text
    assert db.session.scalars(select(Closure)).all() == []


def test_rooms_of_others_cannot_be_smuggled_into_a_move(client, site: Site, keeper: User) -> None:
    berlin = a_site(zone="Europe/Berlin", currency="EUR", code="ber")
    theirs, room = a_space(site=berlin), a_space(site=site)
    booking = booked(room, slot(13))
    data = SHUT | {"spaces": room.slug, "reason": "Painting"}
    start, end = booking.starts_at.isoformat(), booking.ends_at.isoformat()

    for value in (
        f"move|{theirs.id}|{start}|{end}",
        "move|x|y|z",
        "move",
        "burn",
        f"move|{room.id}|{start}|{start}",
    ):
        sent = client.post("/front-desk/closures/new", data=data | {f"do-{booking.id}": value})
        assert sent.status_code == 409, value
    db.session.expire_all()
    assert booking.space_id == room.id


def test_a_closure_ends_earlier_or_is_lifted(client, site: Site, keeper: User) -> None:
    room = a_space(site=site, name="Ciliwung")
    with transaction():
        closure = close(room, slot(9, 540), reason="Painting", by=keeper)
    path = f"/front-desk/closures/{closure.id}"

    late = client.post(f"{path}/shorten", data={"day": "2026-11-24", "to": "19:00"})
    done = client.post(f"{path}/shorten", data={"day": "2026-11-24", "to": "12:00"})
    booked(room, slot(13))
    with frozen_at(slot(9, 30).end):
        sign_in_as(client, keeper)
        lifted = client.post(f"{path}/lift")
        again = client.post(f"{path}/lift")
        booked(room, slot(10))

        page, past = client.get(path), client.get("/front-desk/closures?site=jkt&when=past")
    assert page.status_code == 200 and "Lifted" in words(past.text)
    assert late.status_code == 422 and "earlier end" in words(late.text)
    assert (done.status_code, lifted.status_code, again.status_code) == (303, 303, 303)
    db.session.expire_all()
    assert closure.ends_at == slot(12).start and closure.lifted_at is not None


def test_the_list_of_closures_is_paged_and_asks_as_much_for_many(
    client, site: Site, keeper: User
) -> None:
    room = a_space(site=site)
    with transaction():
        close(room, slot(9), reason="Painting", by=keeper)
    few, _page = asked_for(client, "/front-desk/closures?site=jkt")
    space, by = db.session.get_one(Space, room.id), db.session.get_one(User, keeper.id)
    for n in range(2, 26):
        with transaction():
            close(space, slot(9, days=n), reason=f"Painting {n}", by=by)

    many, page = asked_for(client, "/front-desk/closures?site=jkt")

    assert many == few and 'rel="next"' in page


def test_the_finder_leads_managers_there(client, site: Site, keeper: User) -> None:
    room = a_space(site=site)
    query = WHEN | {"site": "jkt", "space": room.slug, "people": "4"}

    seen = client.get("/spaces", query_string=query).text
    sign_in_as(client, a_person())
    others = client.get("/spaces", query_string=query).text

    (link,) = [unescape(u) for u in re.findall(r'href="(/front-desk/book\?[^"]*)"', seen)]
    assert f"space={room.slug}" in link and "people=4" in link
    assert "/front-desk/book" not in others.split("<main")[1]


def test_another_hour_is_offered_and_never_picked_for_anybody(
    client, site: Site, keeper: User
) -> None:
    room = a_space(site=site, name="Ciliwung")
    booking = booked(room, slot(13))
    query = SHUT | {"spaces": room.slug, "reason": "Painting"}

    looked = client.get("/front-desk/closures/new", query_string=query).text

    assert "Move to Ciliwung" in words(looked)
    assert choices(looked)[f"do-{booking.id}"] == "leave"
