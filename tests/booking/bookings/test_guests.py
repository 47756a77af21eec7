"""Guests by mail: asked, told of changes, taken off; and forgotten in time."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from booking.bookings.guests import KEPT_FOR, MOST_GUESTS, Invited, guests_of, read_guests
from booking.bookings.jobs import forget_guests
from booking.bookings.models import BookingGuest, BookingKind
from booking.bookings.services import Wish, book, cancel, hold, invite, move, uninvite
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.history.queries import history_of
from tests.booking.bookings.test_emails import a_room, invitation_in, mails
from tests.factories import a_person, a_person_who_is, slot

SARI, TOMI = Invited("sari@people.example", "Sari"), Invited("tomi@people.example")


def booked(person, during=None, **named):
    with transaction():
        wish = Wish(a_room(), during or slot(9), purpose="Port plan", **named)
        return book(wish, booked_by=person)


def asked(booking, *guests, by=None, **named):
    with transaction():
        return invite(booking, guests or [SARI], by=by or booking.booked_by, **named)


def to_guests():
    return [mail for mail in mails() if mail.template.startswith("bookings/guest_")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("sari@people.example", [("sari@people.example", "")]),
        ("Sari Dewi <Sari@People.example>", [("sari@people.example", "Sari Dewi")]),
        ('"Sari" <sari@people.example>\r\n', [("sari@people.example", "Sari")]),
        ("a@x.example; b@x.example,\n c@x.example", [(f"{x}@x.example", "") for x in "abc"]),
        ("a@x.example\nA@x.example", [("a@x.example", "")]),
        ("", []),
    ],
)
def test_addresses_are_read_as_people_write_them(app, text, read):
    assert [(each.email, each.name) for each in read_guests(text)] == read


@pytest.mark.parametrize(
    "text",
    ["sari", "sari@", "@x.example", "sari <sari@x.example", "a b@x.example <", "a@b@c.example",
     "Sari sari@x.example", f"{'x' * 260}@x.example"],
)  # fmt: skip
def test_what_is_no_address_is_named_beside_the_field(app, text):
    with pytest.raises(Invalid) as refusal:
        read_guests(f"tomi@people.example\n{text}")

    assert list(refusal.value.errors) == ["guests"]


def test_a_guest_reads_who_invites_when_and_where_and_nothing_else(app):
    host = a_person(name="Ayu Rahma", email="ayu@people.example")
    booking = booked(host, needs="A ramp")

    asked(booking, SARI, TOMI)

    first, second = sorted(to_guests(), key=lambda mail: mail.to_email)
    assert [first.to_email, second.to_email] == [SARI.email, TOMI.email]
    assert first.subject == "Invitation: Tue 24 Nov 2026, Ciliwung"
    for body in (first.text, first.html, first.attachments[0]["text"].replace("\r\n ", "")):
        assert "Ayu Rahma" in body
        assert "Jalan Contoh 1" in body.replace("\\,", ",")
        assert f"http://hub.example/sites/{booking.space.site.code}" in body
        for secret in (
            booking.reference,
            host.email,
            TOMI.email,
            "A ramp",
            f"/bookings/{booking.id}",
        ):
            assert secret not in body
    assert "09:00–10:00 WIB" in first.text


def test_the_invitation_is_right_for_an_independent_reader(app):
    booking = booked(a_person(name="Ayu"))
    asked(booking, SARI)

    kind, read = invitation_in(to_guests()[0])
    (event,) = Calendar.from_ical(to_guests()[0].attachments[0]["text"]).walk("VEVENT")

    assert kind == "text/calendar; method=REQUEST; charset=utf-8"
    assert read.vevent.uid.value == booking.ical_uid
    assert event["ATTENDEE"] == "mailto:sari@people.example"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Sari",
        "CUTYPE": "INDIVIDUAL",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
    }
    assert (event["ORGANIZER"].params["CN"], event["STATUS"]) == ("Ayu", "CONFIRMED")
    assert event["ORGANIZER"].startswith("mailto:hub@")


def test_a_move_and_an_end_reach_the_guests_with_the_same_entry(app):
    person = a_person()
    booking = booked(person)
    asked(booking)
    with transaction():
        move(booking, slot(13), by=person)
    with transaction():
        cancel(booking, by=person, reason="Ceiling leaks")

    read = [invitation_in(mail) for mail in to_guests()]
    assert [calendar.method.value for _kind, calendar in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({calendar.vevent.uid.value for _kind, calendar in read}) == 1
    assert [calendar.vevent.sequence.value for _kind, calendar in read] == ["0", "1", "2"]
    assert read[2][1].vevent.status.value == "CANCELLED"
    assert "Before, it was: Tue 24 Nov 2026, 09:00–10:00" in to_guests()[1].text
    assert "Ceiling" not in to_guests()[2].text


def test_who_is_taken_off_is_told_and_the_meeting_stands(app):
    """RFC 5546, 3.2.5: STATUS must not be there when somebody is uninvited."""
    booking = booked(a_person())
    (guest,) = asked(booking)
    with transaction():
        uninvite(booking, guest, by=booking.booked_by)

    off = to_guests()[1]
    event = invitation_in(off)[1].vevent
    assert "took you off the list" in off.text
    assert not hasattr(event, "status")
    assert (event.sequence.value, guests_of(booking)) == ("1", [])
    (again,) = asked(booking)
    assert again.id == guest.id
    assert invitation_in(to_guests()[2])[1].vevent.sequence.value == "1"
    assert len(to_guests()) == 3


def test_the_removed_hear_no_more(app):
    person = a_person()
    booking = booked(person)
    (guest, _tomi) = asked(booking, SARI, TOMI)
    with transaction():
        uninvite(booking, guest, by=person)
    with transaction():
        cancel(booking, by=person)

    assert [mail.to_email for mail in to_guests()[3:]] == [TOMI.email]


def test_each_once_and_never_who_has_it(app):
    person = a_person(email="ayu@people.example")
    booking = booked(person)
    asked(booking)

    assert asked(booking, SARI, Invited("SARI@people.example"), Invited(person.email)) == []
    assert len(to_guests()) == 1


def test_at_most_fifty(app):
    booking = booked(a_person())
    many = [Invited(f"g{n}@people.example") for n in range(MOST_GUESTS)]
    asked(booking, *many)

    with pytest.raises(Invalid, match="at most 50"):
        asked(booking, SARI)
    assert len(guests_of(booking)) == MOST_GUESTS


def test_nobody_writes_to_hundreds_of_strangers(app, monkeypatch):
    monkeypatch.setattr("booking.bookings.services.guests.MOST_A_DAY", 2)
    person = a_person()
    booking = booked(person)
    asked(booking, SARI, TOMI)

    with pytest.raises(Invalid, match="very many"):
        asked(booking, Invited("third@people.example"))


def test_only_its_people_and_managers_invite_and_only_to_what_stands(app):
    person = a_person()
    booking = booked(person)
    with pytest.raises(NotAllowed):
        asked(booking, by=a_person())
    assert asked(booking, by=a_person_who_is(Role.HUB_MANAGER))
    with transaction():
        room = book(Wish(a_room(), slot(9), kind=BookingKind.CLASS), booked_by=person)
        held = hold(Wish(a_room(), slot(9)), booked_by=person)
    for other, why in ((room, "belongs"), (held, "Confirm")):
        with pytest.raises(Conflict, match=why):
            asked(other)
    with frozen_at(slot(12).start), pytest.raises(Conflict, match="does not stand"):
        asked(booking)


def test_the_history_keeps_no_address(app):
    booking = booked(a_person())
    (guest,) = asked(booking)
    with transaction():
        uninvite(booking, guest, by=booking.booked_by)

    entries = history_of(booking).items
    assert [each.action for each in entries][:2] == [
        "booking.guest-removed",
        "booking.guests-invited",
    ]
    assert "people.example" not in str([(e.before, e.after, e.reason) for e in entries])


def test_a_guest_is_written_to_in_the_language_that_was_said(app):
    booking = booked(a_person())
    asked(booking, SARI, language="de")

    assert "Dienstag, 24. November 2026" in to_guests()[0].text


def test_their_addresses_are_forgotten_a_month_after_it_was_over(app):
    booking = booked(a_person())
    asked(booking, SARI, TOMI)
    with frozen_at(slot(10).start + timedelta(days=29)):
        forget_guests()
        assert len(guests_of(booking)) == 2
    with frozen_at(slot(10).start + timedelta(days=31)):
        assert "2 guests" in forget_guests()
        assert "0 guests" in forget_guests()

    assert db.session.scalars(select(BookingGuest)).all() == []
    assert history_of(booking).items[0].action == "booking.guests-forgotten"
    assert to_guests() == []  # nor the mails, with their addresses
    assert "bookings/confirmed" in [mail.template for mail in mails()]


def test_who_was_taken_off_or_is_not_needed_is_forgotten_a_month_later(app):
    taken_off, cancelled, stands = (booked(a_person(), slot(9, days=60)) for _n in range(3))
    (guest,) = asked(taken_off, SARI)
    asked(cancelled, SARI)
    asked(stands, SARI)
    with transaction():
        uninvite(taken_off, guest, by=taken_off.booked_by)
        cancel(cancelled, by=cancelled.booked_by)

    with frozen_at(slot(9, days=29).start):
        assert "0 guests" in forget_guests()
    with frozen_at(slot(9, days=31).start):
        assert "2 guests" in forget_guests()

    [left] = db.session.scalars(select(BookingGuest))
    assert left.booking_id == stands.id
    assert [mail.template for mail in to_guests()] == ["bookings/guest_invited"]


def test_the_privacy_page_says_so(client):
    page = client.get("/privacy").text

    assert "Guests of a booking" in page
    assert f"{KEPT_FOR.days} days after it is over" in page
