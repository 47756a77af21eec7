"""What people read in their mail about a booking, and what their calendar reads."""

import pytest
import vobject
from sqlalchemy import select

from booking.bookings.services import Wish, book, cancel, confirm, hold
from hub.accounts.models import Role
from hub.core.database import db, transaction
from hub.outbox.models import Message
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot


def a_room():
    site = a_site(name="Hub Jakarta", address="Jalan Contoh 1")
    return a_space(site=site, name="Ciliwung")


def booked(person, *, by=None, purpose="Rencana minggu ini"):
    with transaction():
        return book(
            Wish(a_room(), slot(9), purpose=purpose), booked_by=by or person, booked_for=person
        )


def mails() -> list[Message]:
    db.session.expire_all()
    return list(db.session.scalars(select(Message).order_by(Message.made_at, Message.id)))


def invitation_in(mail: Message):
    (attachment,) = mail.attachments
    return attachment["content_type"], vobject.readOne(attachment["text"])


def test_a_booking_is_confirmed_with_an_invitation(app):
    person = a_person(zone="Europe/Berlin")

    booking = booked(person)

    (mail,) = mails()
    kind, calendar = invitation_in(mail)
    assert (mail.to_email, mail.subject) == (person.email, "Booked: Ciliwung, Tue 24 Nov 2026")
    assert kind == "text/calendar; method=REQUEST; charset=utf-8"
    assert calendar.vevent.uid.value == booking.ical_uid
    assert calendar.vevent.location.value == "Ciliwung, Hub Jakarta, Jalan Contoh 1"
    assert calendar.vevent.attendee.value == f"mailto:{person.email}"


@pytest.mark.parametrize("part", ["text", "html"])
def test_both_clocks_and_the_way_back_are_in_the_mail(app, part):
    booking = booked(a_person(zone="Europe/Berlin"))

    body = getattr(mails()[0], part)

    assert "Tuesday 24 November 2026, 09:00–10:00 WIB" in body
    assert "On your clock: Tue 24 Nov 2026, 03:00–04:00 CET" in body
    assert f"http://hub.example/bookings/{booking.id}" in body
    assert booking.reference in body
    assert "Rencana minggu ini" in body


def test_the_plain_mail_has_its_paragraphs(app):
    booking = booked(a_person())

    assert f"Reference: {booking.reference}\n\nThe attachment" in mails()[0].text


def test_who_lives_in_the_places_zone_reads_one_clock(app):
    booked(a_person(zone="Asia/Jakarta"))

    assert "On your clock" not in mails()[0].text


def test_a_mail_speaks_its_receivers_language(app):
    booked(a_person(language="de"))

    assert "Dienstag, 24. November 2026" in mails()[0].text


def test_a_hold_is_not_written_about_until_it_is_confirmed(app):
    person = a_person()
    with transaction():
        held = hold(Wish(a_room(), slot(9)), booked_by=person)
    before = len(mails())
    with transaction():
        confirm(held, by=person)

    assert (before, len(mails())) == (0, 1)


def test_a_cancellation_takes_the_same_entry_out_of_the_calendar(app):
    person = a_person()
    booking = booked(person)
    with transaction():
        cancel(booking, by=person)

    first, second = (invitation_in(mail)[1] for mail in mails())
    assert invitation_in(mails()[1])[0].startswith("text/calendar; method=CANCEL")
    assert second.method.value == "CANCEL"
    assert second.vevent.uid.value == first.vevent.uid.value
    assert int(second.vevent.sequence.value) > int(first.vevent.sequence.value)
    assert second.vevent.status.value == "CANCELLED"


def test_who_did_not_cancel_is_told_who_did_and_why(app):
    person, manager = a_person(), a_person_who_is(Role.HUB_MANAGER, name="Dewi")
    booking = booked(person)
    with transaction():
        cancel(booking, by=manager, reason="The ceiling leaks.")

    mail = mails()[1]
    assert mail.to_email == person.email
    assert "Dewi cancelled it." in mail.text
    assert "The reason given: The ceiling leaks." in mail.text


def test_who_was_booked_for_is_told_by_whom(app):
    person, manager = a_person(), a_person_who_is(Role.HUB_MANAGER, name="Dewi")

    booked(person, by=manager)

    (mail,) = mails()
    assert mail.to_email == person.email
    assert "Dewi booked it for you." in mail.text


def test_words_of_people_are_text_in_the_html(app):
    booked(a_person(), purpose="<img src=x onerror=alert(1)>\r\nBcc: spy@evil.example")

    mail = mails()[0]
    assert "<img src=x" not in mail.html
    assert "Bcc" not in mail.subject
    assert invitation_in(mail)[1].vevent.url.value.startswith("http://hub.example/")
