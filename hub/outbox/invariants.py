"""What must always be true of the outbox; `flask doctor` reads it."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from hub.core.clock import now
from hub.core.database import db
from hub.core.leases import lease_clock
from hub.outbox.delivery import LEASE_SECONDS
from hub.outbox.models import Category, MailPreference, Message, MessageState
from hub.outbox.queries import outgoing_hold

#: A message that could leave and is still here after this long: nobody is delivering.
OVERDUE = timedelta(hours=1)


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _left_behind()
    if early := _count(Message.sent_at < Message.made_at):
        yield f"outbox: {early} messages were sent before they were written"
    off = select(func.count()).where(MailPreference.category == Category.SERVICE)
    if people := db.session.scalar(off):
        yield f"outbox: {people} people turned off service mail, which cannot be"


def _left_behind() -> Iterator[str]:
    half_sent = _count(
        Message.state == MessageState.SENDING,
        Message.lease_until < lease_clock() - 10 * LEASE_SECONDS,
    )
    overdue = _count(
        Message.state == MessageState.QUEUED, Message.next_attempt_at < now() - OVERDUE
    )
    if outgoing_hold() is not None:
        return
    if half_sent:
        yield f"outbox: {half_sent} messages were left half-sent and nobody takes them up"
    if overdue:
        yield f"outbox: {overdue} messages should have left an hour ago; are the jobs running?"


def _count(*conditions: object) -> int:
    query = select(func.count()).select_from(Message).where(*conditions)  # type: ignore[arg-type]
    return db.session.scalar(query) or 0
