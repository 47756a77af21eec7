"""Messages to people, what they do not want to hear, and the switch that holds everything back."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Float, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.core.clock import now
from hub.core.database import Model


class Category(StrEnum):
    """What a message is about. Everything but SERVICE can be turned off by whoever receives it."""

    SERVICE = "service"
    REMINDERS = "reminders"
    INVITATIONS = "invitations"
    NEWS = "news"


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    #: Given up; staff can send it on its way again.
    FAILED = "failed"
    #: Not sent on purpose: unsubscribed, account closed, no longer true, too late.
    DROPPED = "dropped"


#: States in which something will still happen to a message by itself.
WAITING = frozenset({MessageState.QUEUED, MessageState.SENDING})


class Message(Model):
    """One mail to one address, written in the transaction of what it tells about."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("key"),
        UniqueConstraint("message_id"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_a_time"),
        CheckConstraint(
            "(state = 'sending') = (lease_until IS NOT NULL)", name="sending_is_leased"
        ),
        Index(None, "state", "next_attempt_at"),
        Index(None, "to_email", "state"),
        Index(None, "state", "made_at", "id"),
        Index(None, "made_at", "id"),
        Index(None, "user_id"),
    )

    #: What the message is about, from its writer; the same key is never sent twice.
    key: Mapped[str] = mapped_column(String(200))
    category: Mapped[Category]
    template: Mapped[str] = mapped_column(String(80))
    to_email: Mapped[str] = mapped_column(String(320))
    to_name: Mapped[str] = mapped_column(String(120))
    #: No foreign key: people live on a higher floor.
    user_id: Mapped[UUID | None]
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    #: List of {filename, content_type, text}.
    attachments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: Holds a link or a code that opens something: never shown, and wiped once sent.
    confidential: Mapped[bool] = mapped_column(default=False)
    #: The Message-ID header, the same at every attempt, so that a repeat is recognised as one.
    message_id: Mapped[str] = mapped_column(String(300))
    state: Mapped[MessageState] = mapped_column(default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    #: After this it would only confuse (a reminder of what is past); None is never.
    useful_until: Mapped[datetime | None]
    #: Seconds since 1970 by the database's clock, not the hub's (see hub.core.leases).
    lease_until: Mapped[float | None] = mapped_column(Float(53))
    #: Counts the claims: who sends under an older number has been overtaken.
    fence: Mapped[int] = mapped_column(default=0)
    #: A code and where it arose, such as `550 5.1.1 to the receiver`; never an address or a text.
    last_error: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: When staff last sent it on its way again: giving up counts from here.
    retried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class MailPreference(Model):
    """Somebody does not want a category. `receiver` is a person's id, else a bare address."""

    __tablename__ = "mail_preferences"
    __table_args__ = (UniqueConstraint("receiver", "category"),)

    receiver: Mapped[str] = mapped_column(String(320))
    category: Mapped[Category]
    off_since: Mapped[datetime] = mapped_column(default=now)


class OutgoingHold(Model):
    """The switch: while a row stands here that is not released, nothing leaves the house."""

    __tablename__ = "outgoing_holds"
    __table_args__ = (Index(None, "released_at"),)

    reason: Mapped[str] = mapped_column(String(300))
    held_since: Mapped[datetime] = mapped_column(default=now)
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[UUID | None]
