"""Send what is due: claim, send outside any transaction, write down what became of it.

Several processes may do this at once. A message is claimed by a conditional UPDATE with a lease and
a number (the fence); the result is written only under that number. Who is killed between the
server's "taken" and our mark leaves a message that is sent once more, with the same Message-ID.
"""

import logging
import random
import time
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import aliased

from hub.core.clock import now
from hub.core.database import db, in_transaction
from hub.core.leases import lease_clock, rows_changed
from hub.outbox.composing import Parcel, compose
from hub.outbox.models import Category, Message, MessageState
from hub.outbox.queries import is_off, outgoing_hold
from hub.outbox.receivers import why_not
from hub.outbox.rendering import receiver_key, unsubscribe_url
from hub.outbox.rules import HOLD_BACK, PAUSE, is_hopeless, wait_after
from hub.outbox.transport import NotSent, Refused, Transport, Unreachable
from hub.timetable.running import asked_to_stop

log = logging.getLogger(__name__)

#: What a killed process was sending is sent again after this. Servers take a second or two over a
#: message; one that dawdles for longer gets it twice, with the same Message-ID.
LEASE_SECONDS = 90.0


class Fate(StrEnum):
    SENT = "sent"
    DROPPED = "dropped"
    LATER = "later"
    FAILED = "failed"
    #: No way out for anybody: the run ends.
    STUCK = "stuck"
    #: Somebody else had the message by the time we knew.
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Claimed:
    """A message that is ours to send; without a parcel it was dropped in claiming."""

    id: UUID
    fence: int
    parcel: Parcel | None


def deliver(transport: Transport, *, sender: str, budget_seconds: float = 60.0) -> dict[Fate, int]:
    """Send what is due, oldest first, until nothing is, or the time is used up, or there is no way
    out; how many messages met which fate."""
    fates = dict.fromkeys(Fate, 0)
    until = time.monotonic() + budget_seconds
    while time.monotonic() < until and not asked_to_stop():
        claimed = in_transaction(claim_next)
        if claimed is None:
            break
        fate = _send(transport, claimed, sender=sender)
        fates[fate] += 1
        if fate is Fate.STUCK:
            break
    return fates


def claim_next() -> Claimed | None:
    """The oldest message that may leave, now ours for a while; None when there is none."""
    if outgoing_hold() is not None:
        return None
    while (message := _oldest_due()) is not None:
        reason = _reason_to_drop(message)
        if not _claim(message, reason):
            continue  # another process was quicker
        fence = message.fence + 1
        return Claimed(message.id, fence, None if reason else _parcel(message))
    return None


def _oldest_due() -> Message | None:
    """First what a dead process left, then what waits; nothing that another process looks at."""
    left = select(Message).where(
        Message.state == MessageState.SENDING, Message.lease_until < lease_clock()
    )
    due = select(Message).where(
        Message.state == MessageState.QUEUED, Message.next_attempt_at <= now(), ~_has_elder()
    )
    return _first(left) or _first(due)


def _first(query: Select[Message]) -> Message | None:
    ordered = query.order_by(Message.made_at, Message.id).limit(1)
    # Reloaded, for a row that another process has just changed may be in this session.
    fresh = ordered.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return db.session.scalars(fresh).first()


def _has_elder() -> ColumnElement[bool]:
    """Whether an earlier message to the same address is about to leave: they go in order. One that
    waits for longer holds nobody up."""
    elder = aliased(Message)
    earlier = or_(
        elder.made_at < Message.made_at,
        and_(elder.made_at == Message.made_at, elder.id < Message.id),
    )
    soon = and_(elder.state == MessageState.QUEUED, elder.next_attempt_at <= now() + HOLD_BACK)
    leaving = or_(elder.state == MessageState.SENDING, soon)
    return exists().where(elder.to_email == Message.to_email, earlier, leaving)


def _reason_to_drop(message: Message) -> str:
    """What has come to pass since it was written that makes sending it wrong."""
    if message.useful_until is not None and message.useful_until <= now():
        return "too late to be of use"
    receiver = receiver_key(message.user_id, message.to_email)
    if message.category is not Category.SERVICE and is_off(receiver, message.category):
        return "the receiver does not want this kind of mail"
    return why_not(message.user_id) or ""


def _claim(message: Message, reason: str) -> bool:
    values: dict[str, Any] = {"fence": message.fence + 1}
    if reason:
        values |= {"state": MessageState.DROPPED, "lease_until": None, "last_error": reason[:200]}
    else:
        values |= {"state": MessageState.SENDING, "lease_until": lease_clock() + LEASE_SECONDS}
    as_read = (Message.fence == message.fence, Message.state == message.state)
    claim = update(Message).where(Message.id == message.id, *as_read).values(values)
    return rows_changed(claim.execution_options(synchronize_session=False)) == 1


def _parcel(message: Message) -> Parcel:
    receiver = receiver_key(message.user_id, message.to_email)
    return Parcel(
        to_email=message.to_email,
        to_name=message.to_name,
        language=message.language,
        subject=message.subject,
        text=message.text,
        html=message.html,
        attachments=tuple(message.attachments),
        message_id=message.message_id,
        made_at=message.made_at,
        unsubscribe_url=unsubscribe_url(receiver, message.category),
    )


def _send(transport: Transport, claimed: Claimed, *, sender: str) -> Fate:
    """No transaction is open here: a slow server must not hold anybody's lock."""
    parcel = claimed.parcel
    if parcel is None:
        return Fate.DROPPED
    name = f"{parcel.made_at:%Y%m%dT%H%M%S}.{parcel.made_at.microsecond:06}-{claimed.id}"
    failure: NotSent | None = None
    try:
        raw = compose(parcel, sender=sender)
        transport.send(raw, sender=parseaddr(sender)[1], to=parcel.to_email, name=name)
    except NotSent as error:
        failure = error
    except Exception as error:
        # A message that cannot even be put together must not hold up the others.
        log.exception("message %s could not be composed", claimed.id)
        failure = Refused(f"could not be composed: {type(error).__name__}")
    return in_transaction(lambda: _mark(claimed, failure))


def _mark(claimed: Claimed, failure: NotSent | None) -> Fate:
    message = db.session.get(Message, claimed.id, populate_existing=True)
    if message is None:
        return Fate.OVERTAKEN
    fate, values = _outcome(message, failure)
    ours = (Message.fence == claimed.fence, Message.state == MessageState.SENDING)
    mark = update(Message).where(Message.id == claimed.id, *ours).values(lease_until=None, **values)
    if rows_changed(mark.execution_options(synchronize_session=False)) != 1:
        log.warning("message %s was sent by another process meanwhile", claimed.id)
        return Fate.OVERTAKEN
    if fate is not Fate.SENT:
        log.warning("message %s not sent: %s", claimed.id, failure)
    return fate


def _outcome(message: Message, failure: NotSent | None) -> tuple[Fate, dict[str, Any]]:
    moment, state = now(), MessageState
    if failure is None:
        wiped = {"text": "", "html": "", "attachments": []} if message.confidential else {}
        attempts = message.attempts + 1
        sent = {"state": state.SENT, "sent_at": moment, "last_error": "", "attempts": attempts}
        return Fate.SENT, sent | wiped
    noted = {"last_error": str(failure)[:200]}
    hopeless = is_hopeless(message.retried_at or message.made_at, moment)
    if isinstance(failure, Refused) or hopeless:
        return Fate.FAILED, noted | {"state": state.FAILED, "attempts": message.attempts + 1}
    if isinstance(failure, Unreachable):
        return Fate.STUCK, noted | {"state": state.QUEUED, "next_attempt_at": moment + PAUSE}
    attempts = message.attempts + 1
    again = moment + wait_after(attempts, jitter=random.uniform(-1, 1))  # noqa: S311
    return Fate.LATER, noted | {
        "state": state.QUEUED,
        "attempts": attempts,
        "next_attempt_at": again,
    }
