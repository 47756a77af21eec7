"""Questions about messages."""

from uuid import UUID

from sqlalchemy import func, select

from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.outbox.models import Category, MailPreference, Message, MessageState, OutgoingHold


def get_message(message_id: UUID) -> Message:
    """Raises NotFound."""
    message = db.session.get(Message, message_id)
    if message is None:
        raise NotFound(_("There is no such mail."))
    return message


def messages(
    *, state: MessageState | None = None, cursor: str | None = None, limit: int = 30
) -> Page[Message]:
    """Newest first."""
    query = select(Message)
    if state is not None:
        query = query.where(Message.state == state)
    by = [Message.made_at, Message.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=True)


def count_by_state() -> dict[MessageState, int]:
    counted = db.session.execute(select(Message.state, func.count()).group_by(Message.state))
    found = dict(counted.all())
    return {state: found.get(state, 0) for state in MessageState}


def outgoing_hold() -> OutgoingHold | None:
    """Why nothing leaves the house; None when the way is open."""
    held = select(OutgoingHold).where(OutgoingHold.released_at.is_(None))
    return db.session.scalars(held.order_by(OutgoingHold.held_since).limit(1)).first()


def is_off(receiver: str, category: Category) -> bool:
    off = select(MailPreference.id).where(
        MailPreference.receiver == receiver, MailPreference.category == category
    )
    return db.session.scalar(off) is not None


def turned_off_by(receiver: str) -> set[Category]:
    off = select(MailPreference.category).where(MailPreference.receiver == receiver)
    return set(db.session.scalars(off))
