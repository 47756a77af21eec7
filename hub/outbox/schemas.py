"""How messages look in JSON."""

from typing import Any
from uuid import UUID

from pydantic import Field

from hub.outbox.models import Category, Message, MessageState, OutgoingHold
from hub.outbox.rules import without_secrets
from hub.web.api import Body, Instant, Line, Paged, Shown


class MailAsked(Paged):
    state: MessageState | None = None


class MessageShown(Shown):
    """To whom, about what, and what became of it; not what it says."""

    id: UUID
    category: Category
    template: str = Field(examples=["bookings/confirmed"])
    to_name: str
    to_email: str
    language: str
    state: MessageState
    attempts: int
    next_attempt_at: Instant
    last_error: str
    made_at: Instant
    sent_at: Instant | None

    @classmethod
    def of(cls, message: Message) -> "MessageShown":
        return cls(**_fields(message))


class MessageInFullShown(MessageShown):
    """Also what it says, without what opens something."""

    subject: str | None = Field(description="Null: it holds a secret, its receiver's alone.")
    text: str | None
    attachments: list[str] = Field(description="The files' names.")

    @classmethod
    def of(cls, message: Message) -> "MessageInFullShown":
        secret = message.confidential
        return cls(
            **_fields(message),
            subject=None if secret else message.subject,
            text=None if secret else without_secrets(message.text),
            attachments=[each["filename"] for each in message.attachments],
        )


def _fields(message: Message) -> dict[str, Any]:
    return {name: getattr(message, name) for name in MessageShown.model_fields}


class NewHold(Body):
    reason: Line = Field(min_length=1, max_length=300, examples=["A copy of the real hub."])


class HoldShown(Shown):
    """Whether mail may leave the house."""

    held: bool
    reason: str
    since: Instant | None

    @classmethod
    def of(cls, hold: OutgoingHold | None) -> "HoldShown":
        if hold is None:
            return cls(held=False, reason="", since=None)
        return cls(held=True, reason=hold.reason, since=hold.held_since)


class RetriedShown(Shown):
    retried: int
