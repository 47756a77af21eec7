"""How messages look in JSON."""

from uuid import UUID

from pydantic import Field

from hub.outbox.models import Category, Message, MessageState
from hub.web.api import Instant, Paged, Shown


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
        return cls(**{name: getattr(message, name) for name in cls.model_fields})


class RetriedShown(Shown):
    retried: int
