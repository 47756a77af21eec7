"""What can be done with messages. Nothing here sends: that is `delivery`, run by a job."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hub.core.clock import now
from hub.core.database import db, is_sqlite, is_writing
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.core.leases import lease_clock, rows_changed
from hub.history.services import record
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Category, MailPreference, Message, MessageState, OutgoingHold
from hub.outbox.queries import is_off, outgoing_hold
from hub.outbox.rendering import message_id_for, receiver_key, rendered
from hub.outbox.rules import LONGEST_NAME, is_address, one_line

#: Mails that are written with one statement.
CHUNK = 200
_silent: ContextVar[bool] = ContextVar("writes_no_mail", default=False)


@contextmanager
def writing_no_mail() -> Iterator[None]:
    """What happens inside the block is not mailed about: its people do not exist (demo worlds)."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def is_mail_written() -> bool:
    """For writers whose letters take long to put together."""
    return not _silent.get()


def send_mail(letter: Letter, *, to: Receiver, key: str, is_new: bool = False) -> None:
    """Write a mail in the caller's transaction; a job sends it after the commit.

    Args:
        key: names this very mail, such as `booking.confirmed:<id>`; the same key a second time is
            ignored, so that whatever calls this may be repeated.
        is_new: nobody can have written it before, for it is about what was made just now: whether
            somebody has need not be asked before it is put into words.

    Raises:
        Invalid: the address cannot be written to.
    """
    send_mails([(letter, to, key)], are_new=is_new)


def send_mails(mails: Sequence[tuple[Letter, Receiver, str]], *, are_new: bool = False) -> None:
    """As `send_mail`, for many (letter, receiver, key) at once.

    Raises:
        Invalid: one of the addresses cannot be written to; nothing is written then.
    """
    if not is_writing():
        raise RuntimeError("mail is written inside `with transaction():` only")
    if not all(is_address(to.email) for _letter, to, _key in mails):
        raise Invalid(_("This is not an e-mail address we can write to."))
    if not is_mail_written():
        return
    db.session.flush()
    for start in range(0, len(mails), CHUNK):
        chunk = mails[start : start + CHUNK]
        written = set() if are_new else _written(chunk)
        rows = [_columns(letter, to, key=key) for letter, to, key in chunk if key not in written]
        if rows:
            db.session.execute(_insert(on_sqlite=is_sqlite()), rows)


def _written(mails: Sequence[tuple[Letter, Receiver, str]]) -> set[str]:
    keys = [key for _letter, _to, key in mails]
    return set(db.session.scalars(select(Message.key).where(Message.key.in_(keys))))


@cache
def _insert(*, on_sqlite: bool) -> Any:
    insert = sqlite.insert if on_sqlite else postgresql.insert
    table: Any = Message.__table__
    return insert(table).on_conflict_do_nothing(index_elements=["key"])


def _columns(letter: Letter, to: Receiver, *, key: str) -> dict[str, object]:
    words = rendered(letter, to)
    message: UUID = new_id()
    private = letter.confidential
    return {
        "id": message,
        "key": key,
        "category": Category(letter.category),
        "template": letter.template,
        "to_email": to.email,
        "to_name": one_line(to.name, LONGEST_NAME),
        "user_id": to.user_id,
        "language": to.language if to.language in LANGUAGES else "en",
        "subject": words.subject,
        "text": words.text,
        "html": words.html,
        "attachments": [vars(attachment) for attachment in letter.attachments],
        "confidential": letter.template.startswith("accounts/") if private is None else private,
        "message_id": message_id_for(message),
        "state": MessageState.QUEUED,
        "next_attempt_at": now(),
        "useful_until": letter.useful_until,
        "made_at": now(),
    }


def withdraw_mail(key: str, *, reason: str) -> bool:
    """Do not send the mail with this key after all, if it has not left; say whether it had not.

    For what is no longer true: a reminder of a booking that was cancelled since.
    """
    waiting = (Message.key == key, Message.state == MessageState.QUEUED)
    dropped = {"state": MessageState.DROPPED, "last_error": one_line(reason, 200)}
    return rows_changed(update(Message).where(*waiting).values(dropped)) == 1


def retry(message: Message, *, by: UUID | None) -> Message:
    """Put a message that was given up, or dropped by mistake, back in line as if it were new.

    Raises:
        Conflict: it was sent, is waiting already, or its text was wiped.
    """
    if message.state not in (MessageState.FAILED, MessageState.DROPPED):
        raise Conflict(_("This mail is not waiting for a retry."))
    before = message.state
    message.state = MessageState.QUEUED
    message.attempts = 0
    message.next_attempt_at = now()
    message.retried_at = now()
    record("mail.retried", message, before={"state": before}, after={"by": by})
    db.session.flush()
    return message


def retry_all_failed(*, by: UUID | None, limit: int = 1000) -> int:
    """`retry` for everything that was given up, oldest first; how many there were."""
    failed = select(Message).where(Message.state == MessageState.FAILED)
    messages = list(db.session.scalars(failed.order_by(Message.made_at, Message.id).limit(limit)))
    for message in messages:
        retry(message, by=by)
    return len(messages)


def hold_outgoing(reason: str) -> None:
    """Nothing leaves the house from now on: after a restore, or in a copy of the real hub.

    Mail goes on being written; it waits. A second hold keeps the first one's reason.
    """
    if outgoing_hold() is not None:
        return
    hold = OutgoingHold(reason=one_line(reason, 300))
    db.session.add(hold)
    record("mail.held", hold, after={"reason": hold.reason}, reason=hold.reason)
    db.session.flush()


def release_outgoing(by: UUID | None) -> bool:
    """What waits may leave again; whether anything was held at all."""
    hold = outgoing_hold()
    if hold is None:
        return False
    hold.released_at = now()
    hold.released_by_id = by
    record("mail.released", hold, before={"reason": hold.reason})
    db.session.flush()
    return True


def turn_off(receiver: str, category: Category) -> None:
    """`receiver` gets no more mail of the category, not even what is already waiting.

    Raises:
        Invalid: service mail cannot be turned off.
    """
    if category is Category.SERVICE:
        raise Invalid(_("Mail about your own account and bookings cannot be turned off."))
    if is_off(receiver, category):
        return
    preference = MailPreference(receiver=receiver, category=category)
    db.session.add(preference)
    record("mail.turned-off", preference, after={"category": category})
    db.session.flush()


def turn_on(receiver: str, category: Category) -> None:
    off = select(MailPreference).where(
        MailPreference.receiver == receiver, MailPreference.category == category
    )
    for preference in db.session.scalars(off):
        record("mail.turned-on", preference, after={"category": category})
        db.session.delete(preference)
    db.session.flush()


def forget_receiver(*, user_id: UUID | None, email: str) -> int:
    """For an erasure: no trace of the receiver stays in the outbox; how many messages that were."""
    theirs = (Message.to_email == email) | (Message.user_id == user_id)
    gone = rows_changed(delete(Message).where(theirs))
    keys = {receiver_key(user_id, email), email.lower()}
    db.session.execute(delete(MailPreference).where(MailPreference.receiver.in_(keys)))
    return gone


def forget_mails(keys: Sequence[str]) -> int:
    """Delete mails by the keys under which they were sent, whatever became of them; how many."""
    gone = 0
    for start in range(0, len(keys), 500):
        old = delete(Message).where(Message.key.in_(keys[start : start + 500]))
        gone += rows_changed(old.execution_options(synchronize_session=False))
    return gone


def forget_old_mail(*, days: int = 90) -> int:
    """Delete what was sent or dropped that long ago. What was given up stays until staff decide.

    By the hub's clock or the database's, whichever is behind, so that a clock that was moved ahead
    deletes nothing that is not old.
    """
    behind = min(now(), datetime.fromtimestamp(lease_clock(), UTC))
    over = Message.state.in_((MessageState.SENT, MessageState.DROPPED))
    old = delete(Message).where(over, Message.made_at < behind - timedelta(days=days))
    return rows_changed(old.execution_options(synchronize_session=False))
