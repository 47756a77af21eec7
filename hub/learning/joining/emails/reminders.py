"""It is soon: a day and an hour before."""

from collections.abc import Sequence

from hub.learning.classes.models import ClassSession
from hub.learning.joining.emails.notices import about, receiver_of
from hub.learning.joining.queries.people import Told
from hub.outbox.letters import Letter
from hub.outbox.models import Category
from hub.outbox.services import is_mail_written, send_mails


def send(due: Sequence[tuple[ClassSession, Told, str]]) -> None:
    if not due or not is_mail_written():
        return
    mails = []
    for session, told, kind in due:
        letter = Letter(
            "joining/reminder",
            about(session, told) | {"kind": kind},
            category=Category.REMINDERS,
            useful_until=session.starts_at,
        )
        key = f"class-reminder:{kind}:{session.id}:{session.ical_sequence}:{told.person.id}"
        mails.append((letter, receiver_of(told), key))
    send_mails(mails)
