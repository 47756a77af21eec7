"""A space is closed although people have booked it: each is moved or told, or it stays open."""

import pytest
import vobject
from flask import Flask
from sqlalchemy import select

from booking.bookings.invariants import problems as bookings_problems
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.services import Wish, book, hold
from booking.frontdesk.errors import NothingToClose, Undecided
from booking.frontdesk.queries.hits import Closing, hits_of
from booking.frontdesk.rules import Deed, to_close
from booking.frontdesk.services import Choice, close_spaces
from booking.spaces.invariants import problems as spaces_problems
from booking.spaces.models import Closure, Space
from booking.spaces.services import close
from hub.accounts.models import Role, User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.timeslots import TimeSlot
from hub.history.models import Entry
from hub.organisations.models import Site
from hub.outbox.models import Message
from tests.counting import statements
from tests.factories import (
    a_desk_area,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    a_unit,
    slot,
)

AFTERNOON = slot(13, 300)
WHY = "The heating is broken"


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt")


@pytest.fixture
def keeper(site: Site) -> User:
    return a_person_who_is(Role.HUB_MANAGER, site=site, name="Rini Keeper")


def booked(space: Space, when: TimeSlot, person: User | None = None, **named: object) -> Booking:
    with transaction():
        return book(Wish(space, when, **named), booked_by=person or a_person())


def closing(*spaces: Space, when: TimeSlot = AFTERNOON) -> Closing:
    return Closing(tuple(db.session.get_one(Space, s.id) for s in spaces), when, WHY)


def do(what: Closing, choices: dict, *, by: User):
    with transaction():
        return close_spaces(what, choices, by=by)


def mails() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.made_at, Message.id)))


def closures() -> list[Closure]:
    db.session.expire_all()
    return list(db.session.scalars(select(Closure)))


def sound() -> bool:
    return [*spaces_problems(), *bookings_problems()] == []


def test_it_says_first_whom_it_hits_and_what_each_could_have_instead(
    site: Site, keeper: User
) -> None:
    room, other = (a_space(site=site, name=n) for n in ("Ciliwung", "Spree"))
    small = a_space(site=site, name="Booth", capacity_people=2)
    first = booked(room, slot(13), people=4)
    second = booked(room, slot(15), people=4)
    booked(room, slot(9))  # in the morning: not in the way
    taken = booked(other, slot(15))

    hits = hits_of(closing(room))

    assert [hit.booking.id for hit in hits.bookings] == [first.id, second.id]
    one, two = hits.bookings
    assert (one.instead[0].space, one.instead[0].slot) == (other, first.slot)
    assert small not in [each.space for hit in hits.bookings for each in hit.instead]
    # Spree is somebody else's then, so another hour here, outside the closure.
    assert {each.space.id for each in two.instead} == {room.id}
    assert not any(each.slot.overlaps(AFTERNOON) for each in two.instead)
    assert taken.state is BookingState.CONFIRMED and mails()  # only looked: all stands


def test_the_same_room_is_not_proposed_to_two(site: Site) -> None:
    hall, other = (a_space(site=site, capacity_people=20) for _ in range(2))
    desks = [a_space(site=site) for _ in range(2)]
    for room in desks:
        booked(room, slot(14), people=3)

    found = hits_of(closing(*desks))

    firsts = {hit.instead[0].space.id for hit in found.bookings}
    assert firsts == {hall.id, other.id}


def test_one_is_moved_one_is_cancelled_and_the_space_is_closed(site: Site, keeper: User) -> None:
    room, other = (a_space(site=site, name=n) for n in ("Ciliwung", "Spree"))
    ayu, budi = a_person(name="Ayu", language="en"), a_person(name="Budi")
    first, second = booked(room, slot(13), ayu), booked(room, slot(15), budi)
    sent = len(mails())
    choices = {
        first.id: Choice(Deed.MOVE, other, first.slot, word="Coffee is on us."),
        second.id: Choice(Deed.CANCEL, word="I will ring you."),
    }

    done = do(closing(room), choices, by=keeper)

    db.session.expire_all()
    assert [c.space_id for c in done.closures] == [room.id] and done.left == []
    assert (first.space_id, first.state) == (other.id, BookingState.CONFIRMED)
    assert second.state is BookingState.CANCELLED
    assert sound()
    told = {mail.to_email: mail for mail in mails()[sent:]}
    moved, cancelled = told[ayu.email], told[budi.email]
    for words in ("Ciliwung is closed", WHY, "Rini Keeper moved", "Spree", "Coffee is on us.",
                  "Before, it was", "You need to do nothing."):  # fmt: skip
        assert words in moved.text, words
    for words in ("Ciliwung is closed", WHY, "had to cancel", "I will ring you.", "/spaces?site"):
        assert words in cancelled.text, words
    updates = {
        name: vobject.readOne(mail.attachments[0]["text"])
        for name, mail in (("moved", moved), ("cancelled", cancelled))
    }
    assert (updates["moved"].method.value, updates["moved"].vevent.sequence.value) == (
        "REQUEST", "1",
    )  # fmt: skip
    assert (updates["cancelled"].method.value, updates["cancelled"].vevent.sequence.value) == (
        "CANCEL", "1",
    )  # fmt: skip
    recorded = select(Entry).where(Entry.reason.contains(WHY)).order_by(Entry.number)
    assert [entry.action for entry in db.session.scalars(recorded)] == [
        "booking.cancelled", "booking.moved", "space.closed",
    ]  # fmt: skip


def test_what_is_left_keeps_its_space_open_and_nothing_of_it_is_touched(
    site: Site, keeper: User
) -> None:
    room, other, free = (a_space(site=site, name=n) for n in ("Ciliwung", "Spree", "Mekong"))
    stays, moves = booked(room, slot(13)), booked(room, slot(15))
    sent = len(mails())
    choices = {
        stays.id: Choice(Deed.LEAVE),
        moves.id: Choice(Deed.MOVE, other, moves.slot),
    }

    done = do(closing(room, free), choices, by=keeper)

    db.session.expire_all()
    assert [c.space_id for c in done.closures] == [free.id]
    [(left, reasons)] = done.left
    assert left.id == room.id and stays.reference in reasons[0]
    assert moves.space_id == room.id and len(mails()) == sent


def test_all_or_nothing_when_a_move_is_not_to_be_had(site: Site, keeper: User) -> None:
    room, other = a_space(site=site), a_space(site=site)
    first, second = booked(room, slot(13)), booked(room, slot(15))
    booked(other, slot(15))
    sent = len(mails())
    choices = {
        first.id: Choice(Deed.CANCEL),
        second.id: Choice(Deed.MOVE, other, second.slot),
    }

    with pytest.raises(Conflict) as refusal:
        do(closing(room), choices, by=keeper)

    db.session.expire_all()
    assert second.reference in str(refusal.value)
    assert (first.state, second.space_id) == (BookingState.CONFIRMED, room.id)
    assert closures() == [] and len(mails()) == sent and sound()


def test_who_booked_meanwhile_is_not_run_over(site: Site, keeper: User) -> None:
    room = a_space(site=site)
    seen = booked(room, slot(13))
    new = booked(room, slot(16))

    with pytest.raises(Undecided) as refusal:
        do(closing(room), {seen.id: Choice(Deed.CANCEL)}, by=keeper)

    assert refusal.value.details["undecided"] == [new.reference]
    db.session.expire_all()
    assert seen.state is BookingState.CONFIRMED and closures() == []


def test_a_move_into_what_is_closed_is_refused(site: Site, keeper: User) -> None:
    room, other = a_space(site=site), a_space(site=site)
    booking = booked(room, slot(13))

    with pytest.raises(Invalid):
        do(closing(room, other), {booking.id: Choice(Deed.MOVE, other, booking.slot)}, by=keeper)

    assert closures() == []


def test_rooms_of_classes_are_not_moved_from_here(site: Site, keeper: User) -> None:
    room, other = a_space(site=site), a_space(site=site)
    lesson = booked(room, slot(14), kind=BookingKind.CLASS)

    [hit] = hits_of(closing(room)).bookings
    with pytest.raises(NothingToClose):
        do(closing(room), {lesson.id: Choice(Deed.MOVE, other, lesson.slot)}, by=keeper)

    assert not hit.can_be_moved and not hit.can_be_cancelled and hit.instead == []
    assert closures() == []


def test_this_afternoon_too_late_notice_is_nobodys_fault(site: Site, keeper: User) -> None:
    room = a_space(site=site)
    other = a_space(site=site, lead_minutes=24 * 60)
    booking = booked(room, slot(14))

    with frozen_at(slot(13.5, 30).start):
        [hit] = hits_of(closing(room, when=slot(13.75, 240))).bookings
        instead = hit.instead[0]
        choice = Choice(Deed.MOVE, instead.space, instead.slot)
        do(closing(room, when=slot(13.75, 240)), {booking.id: choice}, by=keeper)

    db.session.expire_all()
    assert booking.space_id == other.id
    aside = select(Entry).where(Entry.action == "booking.rules-set-aside")
    assert db.session.scalars(aside).one().reason == WHY


def test_a_hold_is_let_go_and_one_that_ran_out_is_in_nobodys_way(site: Site, keeper: User) -> None:
    room, other = a_space(site=site), a_space(site=site)
    with transaction():
        held = hold(Wish(room, slot(13)), booked_by=a_person())
        hold(Wish(other, slot(13)), booked_by=a_person())

    [hit] = hits_of(closing(room)).bookings
    assert hit.booking.id == held.id and not hit.can_be_moved and hit.can_be_cancelled
    do(closing(room), {held.id: Choice(Deed.CANCEL)}, by=keeper)
    with frozen_at(slot(9).start):
        assert hits_of(closing(other)).bookings == []
        do(closing(other), {}, by=keeper)

    assert len(closures()) == 2 and mails() == [] and sound()


def test_a_hall_and_its_rooms_are_closed_once(site: Site, keeper: User) -> None:
    one, two = a_unit(site), a_unit(site)
    rooms = [a_space(site=site, units=[unit], name=f"Room {unit.name}") for unit in (one, two)]
    hall = a_space(site=site, units=[one, two], name="Hall")
    desks = a_desk_area(site=site, places=4)
    party = booked(hall, slot(14))
    at_desk = booked(desks, slot(14), people=2)
    choices = {b.id: Choice(Deed.CANCEL) for b in (party, at_desk)}

    done = do(closing(*rooms, hall, desks), choices, by=keeper)

    assert {c.space_id for c in done.closures} == {*(r.id for r in rooms), desks.id}
    assert sound()


def test_closed_already_is_said(site: Site, keeper: User) -> None:
    room = a_space(site=site, name="Ciliwung")
    with transaction():
        close(room, slot(15), reason="Painting", by=keeper)

    with pytest.raises(NothingToClose, match="Painting"):
        do(closing(room), {}, by=keeper)


def test_only_managers_of_the_site(site: Site) -> None:
    berlin = a_site(zone="Europe/Berlin", currency="EUR")
    room = a_space(site=site)
    for person in (a_person(), a_person_who_is(Role.HUB_MANAGER, site=berlin)):
        with pytest.raises(NotAllowed):
            do(closing(room), {}, by=person)


def test_whom_it_hits_takes_as_many_questions_for_many_as_for_one(site: Site) -> None:
    rooms = [a_space(site=site) for _ in range(3)]
    booked(rooms[0], slot(13))

    def asked() -> int:
        db.session.expunge_all()
        what = closing(*rooms)
        with statements() as sent:
            hits_of(what)
        return len(sent)

    few = asked()
    for hour in (14, 15, 16, 17):
        for room in rooms:
            booked(db.session.get_one(Space, room.id), slot(hour))
    assert asked() == few


def test_which_of_several_spaces_are_closed_themselves() -> None:
    a, b, c = ("00000000-0000-7000-8000-00000000000" + n for n in "abc")

    def of(**made_of: str) -> tuple[list[str], list[str]]:
        chosen, apart = to_close({k: frozenset(v.split()) for k, v in made_of.items()})
        return sorted(chosen), apart

    assert of(room=a, hall=f"{a} {b}") == (["hall"], [])
    assert of(one=a, two=b, hall=f"{a} {b}") == (["one", "two"], [])
    assert of(one=a, two=a) == (["one"], [])
    assert of(left=f"{a} {b}", right=f"{b} {c}") == (["left"], ["right"])
