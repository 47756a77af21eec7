"""From a stored message to the bytes that travel (RFC 5322, MIME)."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

from hub.outbox.rules import LONGEST_NAME, one_line


class _Unbroken(EmailPolicy):
    """Python would fold a long address, and encode the pieces so that nobody can click them."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() == "list-unsubscribe":
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() == "list-unsubscribe":
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


#: Seven bits, so that no server on the way has to change what we wrote.
POLICY = _Unbroken(linesep=SMTP.linesep, cte_type="7bit")


@dataclass(frozen=True)
class Parcel:
    """A claimed message, copied out of the database, ready to be sent without it."""

    to_email: str
    to_name: str
    language: str
    subject: str
    text: str
    html: str
    attachments: tuple[dict[str, str], ...]
    message_id: str
    made_at: datetime
    unsubscribe_url: str | None


def compose(parcel: Parcel, *, sender: str) -> bytes:
    """The same bytes for the same parcel, boundaries aside, so that a repeat is one.

    Args:
        sender: the From header, `Name <address>`.
    """
    message = EmailMessage(policy=POLICY.clone(utf8=not parcel.to_email.isascii()))
    name, address = parseaddr(sender)
    message["From"] = Address(display_name=name, addr_spec=address)
    to_name = one_line(parcel.to_name, LONGEST_NAME)
    message["To"] = Address(display_name=to_name, addr_spec=parcel.to_email)
    message["Subject"] = parcel.subject
    message["Date"] = format_datetime(parcel.made_at)
    message["Message-ID"] = parcel.message_id
    # RFC 3834: keeps holiday notices from answering a machine.
    message["Auto-Submitted"] = "auto-generated"
    if parcel.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{parcel.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(parcel.text, cte=_encoding(parcel.text))
    message.add_alternative(parcel.html, subtype="html", cte=_encoding(parcel.html))
    for attachment in parcel.attachments:
        _add_invitation(message, attachment)
    for attachment in parcel.attachments:
        _add_file(message, attachment)
    message["Content-Language"] = parcel.language  # last, for parts take such headers with them
    return message.as_bytes()


def _encoding(text: str) -> str | None:
    """As it is where that may travel (RFC 5322 §2.1.1), so that links stay whole for every reader;
    else None, and the library chooses."""
    may_travel = text.isascii() and all(len(line) <= 998 for line in text.splitlines())
    return "7bit" if may_travel else None


def _add_invitation(message: EmailMessage, attachment: dict[str, str]) -> None:
    """A calendar with a method is also a third way to read the mail (RFC 6047 §2.4): that is what
    puts the buttons to accept into people's calendars."""
    kind, parameters = _content_type(attachment)
    if kind == "text/calendar" and "method" in parameters:
        method = {"method": parameters["method"]}
        message.add_alternative(attachment["text"], subtype="calendar", params=method)


def _add_file(message: EmailMessage, attachment: dict[str, str]) -> None:
    kind, parameters = _content_type(attachment)
    if kind == "text/calendar" and "method" in parameters:
        kind = "application/ics"  # the invitation itself stands above; this is a file to keep
    main, _, sub = kind.partition("/")
    content = attachment["text"].encode()
    message.add_attachment(content, maintype=main, subtype=sub, filename=attachment["filename"])


def _content_type(attachment: dict[str, str]) -> tuple[str, dict[str, str]]:
    kind, *parameters = attachment["content_type"].split(";")
    pairs = (each.partition("=") for each in parameters)
    return kind.strip().lower(), {name.strip().lower(): value.strip() for name, _, value in pairs}
