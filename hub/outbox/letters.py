"""What a capability hands to the outbox: a letter, and who is to receive it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.outbox.models import Category


@dataclass(frozen=True)
class Receiver:
    """An address, the name and language to speak to it in, and where its clock stands.

    With `user_id` the message is dropped if that account is closed before it leaves; leave it out
    for what must arrive all the same, such as the news that the account was closed.
    """

    email: str
    name: str
    language: str
    zone: str
    user_id: UUID | None = None


@dataclass(frozen=True)
class Attachment:
    """A text to send along. For iCalendar the type carries the method:
    `text/calendar; method=REQUEST`."""

    filename: str
    content_type: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A template under templates/emails/ (both `.html` and `.txt`) and the values it shows.

    The first line of the `.txt` is `Subject: …`, then `{% extends "emails/layout.txt" %}`. Give
    `values` whole instants and zones, not formatted times: the template writes them in the
    receiver's language.

    Args:
        category: anything but "service" carries a way to unsubscribe.
        useful_until: not sent any more after this instant.
        confidential: it holds a link or a code that opens something; staff never see its text, and
            it is wiped once sent. By default so for everything about accounts.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    category: Category | str = Category.SERVICE
    attachments: Sequence[Attachment] = ()
    useful_until: datetime | None = None
    confidential: bool | None = None
