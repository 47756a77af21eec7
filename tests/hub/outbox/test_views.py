"""The way out of unwanted mail, and the staff's page."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from hub.accounts.models import Role
from hub.accounts.services.sessions import begin_sign_in
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.outbox.delivery import claim_next, deliver
from hub.outbox.letters import Receiver
from hub.outbox.models import Category, Message, MessageState
from hub.outbox.queries import outgoing_hold, turned_off_by
from hub.outbox.rules import without_secrets
from hub.outbox.transport import SmtpTransport
from tests.counting import statements
from tests.factories import MONDAY, a_person, a_person_who_is
from tests.hub.outbox.letters import BEN, written

pytestmark = pytest.mark.usefixtures("letters")


def signed_in(client: FlaskClient, person) -> FlaskClient:
    with transaction():
        token = begin_sign_in(person, second_factor=True)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


@pytest.fixture
def admin(client):
    return signed_in(client, a_person_who_is(Role.ADMIN))


def way_out(message: Message) -> str:
    (link,) = re.findall(r"http://hub\.example(/mail/stop/\S+)", message.text)
    return str(link)


def failed(name: str = "1", **more: object) -> Message:
    message = written(name, **more)
    with transaction():
        message.state = MessageState.FAILED
        message.last_error = "550 5.1.1 to the receiver"
    return message


def test_looking_at_the_link_turns_nothing_off(client):
    link = way_out(written(category="news"))

    answer = client.get(link)

    assert answer.status_code == 200
    assert turned_off_by("ayu@people.example") == set()


def test_the_mail_program_turns_it_off_with_one_post(app, client):
    """RFC 8058: no cookie, no page before it, only the link and the agreed words."""
    link = way_out(written(category="news"))

    answer = client.post(link, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 303
    assert turned_off_by("ayu@people.example") == {Category.NEWS}


def test_the_post_needs_no_token_of_ours(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    monkeypatch.setitem(app.config, "WTF_CSRF_CHECK_DEFAULT", True)
    link = way_out(written(category="news"))

    assert client.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 303
    assert client.post("/admin/mail/hold").status_code == 400


def test_the_page_turns_it_off_and_on_again(client):
    link = way_out(written(category="reminders"))

    off = client.post(link, follow_redirects=True)
    assert "You will not get these mails any more" in off.text
    on = client.post(link, data={"again": "1"}, follow_redirects=True)

    assert "Stop these mails?" in on.text
    assert turned_off_by("ayu@people.example") == set()


@pytest.mark.parametrize("forged", ["x", "WyJheXUiLCJuZXdzIl0.AAAA", "a.b.c"])
def test_a_link_that_is_not_ours_is_nothing(client, forged):
    assert client.get(f"/mail/stop/{forged}").status_code == 404
    assert client.post(f"/mail/stop/{forged}").status_code == 404


def test_a_link_turns_off_the_mail_of_the_person_whatever_their_address(client):
    person = a_person()
    receiver = Receiver(person.email, person.name, "en", "UTC", user_id=person.id)

    client.post(way_out(written(category="news", to=receiver)))

    assert turned_off_by(str(person.id)) == {Category.NEWS}


def test_somebody_signed_in_chooses_what_to_get(client):
    person = a_person()
    signed_in(client, person)

    page = client.get("/account/mail")
    assert page.text.count(" checked") == 3
    client.post("/account/mail", data={"news": "y"})

    assert turned_off_by(str(person.id)) == {Category.REMINDERS, Category.INVITATIONS}
    assert client.get("/account/mail").text.count(" checked") == 1


def test_staff_see_what_became_of_mail(admin):
    failed()
    written("2", to=BEN)

    page = admin.get("/admin/mail")
    only_failed = admin.get("/admin/mail?state=failed")

    assert "Ayu Rahma" in page.text
    assert "Ben Fischer" in page.text
    assert "550 5.1.1 to the receiver" in only_failed.text
    assert "Ben Fischer" not in only_failed.text
    assert admin.get("/admin/mail?state=nonsense").status_code == 404


def test_staff_read_a_text_but_not_what_opens_something(admin):
    message = written("world")
    link = "http://hub.example/reset/abcDEFghiJKLmnoPQRstu"
    with transaction():
        message.text = f"Open {link} now"
    secret = written("secret-word", confidential=True)

    shown = admin.get(f"/admin/mail/{message.id}").text
    hidden = admin.get(f"/admin/mail/{secret.id}").text

    assert "Open http://hub.example/reset/•••" in shown
    assert "abcDEFghi" not in shown
    assert "secret-word" not in hidden


def test_staff_send_what_was_given_up_on_its_way_again(admin):
    message = failed()

    admin.post(f"/admin/mail/{message.id}/retry")

    db.session.expire_all()
    assert message.state is MessageState.QUEUED
    assert admin.post(f"/admin/mail/{message.id}/retry").status_code == 409


def test_staff_retry_everything_at_once(admin):
    first, second = failed("1"), failed("2", to=BEN)

    admin.post("/admin/mail/retry")

    db.session.expire_all()
    assert {first.state, second.state} == {MessageState.QUEUED}


def test_staff_hold_everything_back_and_let_it_go(admin):
    written()

    admin.post("/admin/mail/hold", data={"reason": "we look at a copy"})
    assert outgoing_hold() is not None
    assert "we look at a copy" in admin.get("/admin/mail").text
    with transaction():
        assert claim_next() is None

    assert "1 mail waits and leaves at once" in admin.get("/admin/mail/release").text
    admin.post("/admin/mail/release")
    assert outgoing_hold() is None


def test_an_auditor_sees_the_list_but_no_text_and_changes_nothing(client):
    message = failed()
    signed_in(client, a_person_who_is(Role.AUDITOR))

    assert client.get("/admin/mail").status_code == 200
    assert client.get(f"/admin/mail/{message.id}").status_code == 403
    assert client.post(f"/admin/mail/{message.id}/retry").status_code == 403
    assert client.post("/admin/mail/hold", data={"reason": "x"}).status_code == 403


def test_others_see_nothing_of_it(client):
    signed_in(client, a_person())

    assert client.get("/admin/mail").status_code == 403


def test_the_list_asks_the_database_as_often_for_many_as_for_one(admin):
    written("0")
    admin.get("/admin/mail")
    with statements() as for_one:
        admin.get("/admin/mail")
    for number in range(1, 30):
        with frozen_at(MONDAY + timedelta(seconds=number)):
            written(f"{number}")

    with statements() as for_many:
        page = admin.get("/admin/mail")

    assert page.text.count("Ayu Rahma") >= 30
    assert len(for_many) == len(for_one)


def test_the_list_goes_on_over_pages(admin):
    for number in range(31):
        with frozen_at(MONDAY + timedelta(seconds=number)):
            written(f"{number}")

    first = admin.get("/admin/mail").text
    (link,) = re.findall(r'rel="next" href="([^"]+)"', first)

    assert admin.get(link.replace("&amp;", "&")).text.count('<th role="rowheader"') == 1


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("see https://h.example/a/QWERTYuiop12345-_Q", "see https://h.example/a/•••"),
        ("https://h.example/x?key=QWERTYuiop12345-_Q&b=1", "https://h.example/x?key=•••&b=1"),
        ("https://h.example/bookings/mine", "https://h.example/bookings/mine"),
        ("Nothing here", "Nothing here"),
    ],
)
def test_what_opens_something_is_blotted_out(text, readable):
    assert without_secrets(text) == readable


def test_a_person_is_told_in_their_language_with_a_working_way_out(server, client):
    """From the letter to the mail program's button and back."""
    written("news", category="news", to=BEN)
    with SmtpTransport(server.url) as out:
        deliver(out, sender="Hub <hub@futurecityhub.example>")
    (arrived,) = server.received
    link = str(arrived["List-Unsubscribe"]).strip("<>").removeprefix("http://hub.example")

    assert arrived["Content-Language"] == "de"
    assert client.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 303
    assert turned_off_by("ben@people.example") == {Category.NEWS}
