"""A mail is written with what it tells about, once, in the receiver's language."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from hub.core.database import db, transaction
from hub.core.errors import Invalid
from hub.outbox.letters import Attachment, Letter, Receiver
from hub.outbox.models import Message, MessageState
from hub.outbox.services import send_mail, withdraw_mail
from tests.factories import MONDAY
from tests.hub.outbox.letters import AYU, TEMPLATES, hello

pytestmark = pytest.mark.usefixtures("letters")


def sent(letter: Letter, *, to: Receiver = AYU, key: str = "greeting:1") -> Message:
    with transaction():
        send_mail(letter, to=to, key=key)
    return db.session.scalars(select(Message)).one()


def test_a_mail_is_rendered_at_once_in_the_language_and_zone_of_who_gets_it(app):
    message = sent(hello(at=MONDAY))

    assert message.subject == "Hello world"
    assert "Dear Ayu Rahma, world id Sen 23 Nov 2026, 08.00 WIB" in message.text
    assert "<p>Dear Ayu Rahma, world</p>" in message.html
    assert (message.state, message.next_attempt_at, message.made_at) == (
        MessageState.QUEUED,
        MONDAY,
        MONDAY,
    )
    assert message.message_id == f"<{message.id}@hub.example>"


def test_the_same_key_is_written_once(app):
    sent(hello("first"))

    message = sent(hello("second"))

    assert message.subject == "Hello first"


def test_a_mail_of_an_undone_transaction_was_never_written(app):
    with pytest.raises(LookupError), transaction():
        send_mail(hello(), to=AYU, key="greeting:1")
        raise LookupError

    assert db.session.scalar(select(func.count()).select_from(Message)) == 0


def test_mail_is_written_inside_a_transaction_only(app):
    with pytest.raises(RuntimeError, match="inside `with transaction"):
        send_mail(hello(), to=AYU, key="greeting:1")


def test_values_are_escaped_in_html(app):
    message = sent(hello("<script>alert(1)</script>"))

    assert "&lt;script&gt;" in message.html
    assert "<script>" not in message.html


@pytest.mark.parametrize("breaking", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_a_line_break_in_a_name_begins_no_header(app, breaking):
    receiver = Receiver("ayu@people.example", f"Ayu{breaking}Bcc: x@evil.example", "en", "UTC")

    message = sent(hello(f"world{breaking}Bcc: x@evil.example"), to=receiver)

    assert message.subject.splitlines() == [message.subject]
    assert message.to_name == "Ayu Bcc: x@evil.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ayu",
        "ayu@",
        "@people.example",
        "ayu@people.example\r\nBcc: x@evil.example",
        "ayu@people.example, x@evil.example",
        "ayu @people.example",
        "Ayu <ayu@people.example>",
        "a" * 400 + "@people.example",
    ],
)
def test_what_is_not_one_address_is_refused(app, address):
    with pytest.raises(Invalid):
        sent(hello(), to=Receiver(address, "Ayu", "en", "UTC"))


def test_mail_is_confidential_when_it_says_so(app):
    assert sent(hello(confidential=True)).confidential


def test_mail_about_accounts_is_confidential_by_itself(app, monkeypatch):
    assert not sent(hello()).confidential
    monkeypatch.setitem(TEMPLATES, "emails/accounts/a.txt", "Subject: A\n\na")
    monkeypatch.setitem(TEMPLATES, "emails/accounts/a.html", "<p>a")

    with transaction():
        send_mail(Letter("accounts/a"), to=AYU, key="a")

    assert db.session.query(Message).filter_by(key="a").one().confidential


def test_attachments_are_kept_with_the_message(app):
    invitation = Attachment("booking.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\n")

    message = sent(hello(attachments=[invitation]))

    assert message.attachments == [
        {
            "filename": "booking.ics",
            "content_type": "text/calendar; method=REQUEST",
            "text": "BEGIN:VCALENDAR\r\n",
        }
    ]


def test_what_is_no_longer_true_is_withdrawn_before_it_leaves(app):
    sent(hello())

    with transaction():
        withdrawn = withdraw_mail("greeting:1", reason="the booking was cancelled")

    message = db.session.scalars(select(Message)).one()
    assert withdrawn
    assert (message.state, message.last_error) == (
        MessageState.DROPPED,
        "the booking was cancelled",
    )


def test_other_than_service_mail_carries_a_way_out(app):
    message = sent(hello(category="news"))

    assert "http://hub.example/mail/stop/" in message.text
    assert "http://hub.example/mail/stop/" in message.html


def test_a_plain_text_reads_as_paragraphs(app):
    message = sent(hello(category="news"), to=replace(AYU, language="en"))

    words, foot = message.text.split("\n\n")
    assert words == "Dear Ayu Rahma, world"
    assert [line.split(":")[0] for line in foot.splitlines()] == [
        "--",
        "You get this mail because you have an account at Future City Hub.",
        "Stop mails of this kind",
        "Future City Hub · http",
    ]


def test_service_mail_carries_no_way_out(app):
    message = sent(hello())

    assert "/mail/stop/" not in message.text + message.html
