"""What arrives: readable by every mail program, with nothing in a header that is not ours."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from hub.config import ROOT
from hub.outbox.composing import Parcel, compose
from hub.outbox.letters import Attachment
from hub.outbox.transport import FolderTransport, SmtpTransport, Unreachable, transport_for
from tests.factories import MONDAY

SENDER = "Future City Hub <hub@futurecityhub.example>"
LONG_LINK = "https://hub.example/mail/stop/" + "abcDEF123_-" * 20


def parcel(**changed: object) -> Parcel:
    usual = {
        "to_email": "ayu@people.example",
        "to_name": "Ayu Rahma",
        "language": "id",
        "subject": "Ruang Ciliwung milik Anda",
        "text": "Halo Ayu,\n\nruang ini milik Anda.\n",
        "html": "<p>Halo Ayu</p>",
        "attachments": (),
        "message_id": "<1@hub.example>",
        "made_at": MONDAY,
        "unsubscribe_url": None,
    }
    return Parcel(**(usual | changed))  # type: ignore[arg-type]


def arrived(**changed: object) -> EmailMessage:
    raw = compose(parcel(**changed), sender=SENDER)
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_mail_has_a_text_and_an_html_part():
    message = arrived()

    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert text_of(message) == "Halo Ayu,\n\nruang ini milik Anda.\n"
    assert message["From"] == SENDER
    assert message["To"] == "Ayu Rahma <ayu@people.example>"
    assert message["Message-ID"] == "<1@hub.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "id"


def test_words_outside_ascii_arrive_as_they_were_written():
    message = arrived(
        to_name="Jörg Größmann ผู้ใช้",
        subject="Größer: ห้องประชุม ist gebucht – 14:30 ✓ " + "ä" * 100,
        text="Schöne Grüße, สวัสดี\n" + "ü" * 500 + "\n",
    )

    assert message["To"].addresses[0].display_name == "Jörg Größmann ผู้ใช้"
    assert message["Subject"] == "Größer: ห้องประชุม ist gebucht – 14:30 ✓ " + "ä" * 100
    assert text_of(message) == "Schöne Grüße, สวัสดี\n" + "ü" * 500 + "\n"


def test_a_long_link_in_a_plain_text_stays_whole_for_every_reader():
    raw = compose(parcel(text=f"Open {LONG_LINK}?key=1\n"), sender=SENDER)

    assert f"\r\nOpen {LONG_LINK}?key=1\r\n".encode() in raw


def test_only_seven_bits_and_short_lines_travel():
    raw = compose(parcel(subject="Grüße", text="ü" * 3000, html="<p>" + "x" * 3000), sender=SENDER)

    assert raw.isascii()
    assert max(len(line) for line in raw.splitlines()) <= 998


def test_other_than_service_mail_can_be_stopped_by_the_mail_program():
    raw = compose(parcel(unsubscribe_url=LONG_LINK), sender=SENDER)
    message = message_from_bytes(raw, policy=policy.default)

    assert f"\r\nList-Unsubscribe: <{LONG_LINK}>\r\n".encode() in raw
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_service_mail_cannot():
    assert arrived()["List-Unsubscribe"] is None


def test_an_invitation_can_be_accepted_and_kept():
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Größe\r\nEND:VCALENDAR\r\n"
    invitation = Attachment("booking.ics", "text/calendar; method=REQUEST; charset=utf-8", calendar)

    message = arrived(attachments=(vars(invitation),))

    shown, kept = message.iter_parts()
    kinds = [part.get_content_type() for part in shown.iter_parts()]
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert part.get_content().replace("\r\n", "\n") == calendar.replace("\r\n", "\n")
    assert (kept.get_content_type(), kept.get_filename()) == ("application/ics", "booking.ics")
    assert kept.get_content() == calendar.encode()


def test_several_files_travel_together():
    plain = Attachment("list.csv", "text/csv", "a,b\r\n")
    invitation = Attachment("b.ics", "text/calendar; method=CANCEL", "BEGIN:VCALENDAR\r\n")

    message = arrived(attachments=(vars(plain), vars(invitation)))

    assert [part.get_filename() for part in message.iter_attachments()] == ["list.csv", "b.ics"]
    assert message.get_body(("plain",)) is not None


@pytest.mark.parametrize("breaking", ["\r\n", "\n", "\r", "\u2028", "\x00"])
def test_a_name_cannot_begin_a_header(breaking):
    raw = compose(parcel(to_name=f"Ayu{breaking}Bcc: x@evil.example"), sender=SENDER)
    message = message_from_bytes(raw, policy=policy.default)

    assert message["Bcc"] is None
    assert [each.addr_spec for each in message["To"].addresses] == ["ayu@people.example"]


def test_a_file_is_there_completely_or_not_at_all(tmp_path: Path):
    way_out = transport_for(f"file://{tmp_path}/mail", root=ROOT)

    way_out.send(b"first", sender="a", to="b", name="2026-1")
    way_out.send(b"again", sender="a", to="b", name="2026-1")

    assert [(file.name, file.read_bytes()) for file in (tmp_path / "mail").iterdir()] == [
        ("2026-1.eml", b"again")
    ]


def test_a_folder_that_cannot_be_written_is_no_fault_of_the_message(tmp_path: Path):
    (tmp_path / "mail").write_text("a file stands where the folder should be")

    with pytest.raises(Unreachable):
        transport_for(f"file://{tmp_path}/mail", root=ROOT).send(b"", sender="a", to="b", name="c")


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password"),
    [
        ("smtp://mail.example", "mail.example", 25, "", ""),
        ("smtp://ann:p%40ss@mail.example:2525", "mail.example", 2525, "ann", "p@ss"),
        ("starttls://mail.example", "mail.example", 587, "", ""),
        ("smtps://ann:x@mail.example", "mail.example", 465, "ann", "x"),
    ],
)
def test_mail_urls_name_a_server(url, host, port, user, password):
    way_out = transport_for(url, root=ROOT)

    assert isinstance(way_out, SmtpTransport)
    assert (way_out.host, way_out.port, way_out.user, way_out.password) == (
        host,
        port,
        user,
        password,
    )
    assert way_out.timeout == 30


def test_a_relative_folder_lies_in_the_repository():
    way_out = transport_for("file:instance/mail", root=ROOT)

    assert isinstance(way_out, FolderTransport)
    assert way_out.folder == ROOT / "instance/mail"


def test_an_unknown_way_out_is_refused():
    with pytest.raises(ValueError, match="MAIL_URL"):
        transport_for("http://mail.example", root=ROOT)
