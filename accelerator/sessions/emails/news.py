"""What else is written about sessions: somebody asks for another time, did not come; it is soon;
how was it?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accelerator.mentors.models import Side
from accelerator.sessions.emails.invitations import Mail, about, receiver_of
from accelerator.sessions.models import MentorSession, SessionMove
from accelerator.sessions.names import other_side
from accelerator.sessions.queries.parties import people_of
from accelerator.sessions.rules.times import LOOKS_BACK
from hub.accounts.models import User
from hub.core.i18n import speaking
from hub.outbox.letters import Letter
from hub.outbox.models import Category
from hub.outbox.services import is_mail_written, send_mails
from hub.web.addresses import public_url


@dataclass(frozen=True)
class News:
    """`key` names the occasion; who receives it is added."""

    template: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    category: Category = Category.SERVICE
    useful_until: datetime | None = None


def move_asked(move: SessionMove) -> None:
    """To the side that answers."""
    values = {"note": move.note, "times": _spans(move), "asked_by": move.asked_by.name}
    news = News("move_asked", f"session-move:{move.id}", values)
    _to_side(move.session, other_side(move.side), news=news)


def move_declined(move: SessionMove) -> None:
    """To the side that asked: it stays as it was."""
    _to_side(move.session, move.side, news=News("move_declined", f"session-move-no:{move.id}"))


def missed(session: MentorSession, *, by: User) -> None:
    """To the side that did not come, kindly: they can book anew."""
    if session.missed_by is not None:
        news = News("missed", f"session-missed:{session.id}", {"by": by.name})
        _to_side(session, session.missed_by, news=news)


def remind(due: Sequence[tuple[MentorSession, str]]) -> None:
    """Each once for a person and a version of the time."""
    if not due or not is_mail_written():
        return
    people = people_of([session for session, _kind in due])
    mails: list[Mail] = []
    for session, kind in due:
        news = News(
            "reminder",
            f"session-reminder:{kind}:{session.id}:{session.ical_sequence}",
            {"kind": kind},
            category=Category.REMINDERS,
            useful_until=session.starts_at,
        )
        mails += [_mail(session, to, news=news) for to in people[session.id]]
    send_mails(mails)


def ask_how_it_was(sessions: Sequence[MentorSession]) -> None:
    """Both sides, once."""
    if not sessions or not is_mail_written():
        return
    people = people_of(sessions)
    mails: list[Mail] = []
    for session in sessions:
        news = News(
            "feedback",
            f"session-feedback:{session.id}",
            {"url": public_url("sessions.feedback", session_id=str(session.id))},
            category=Category.REMINDERS,
            useful_until=session.ends_at + LOOKS_BACK,
        )
        mails += [_mail(session, to, news=news) for to in people[session.id]]
    send_mails(mails)


def _to_side(session: MentorSession, side: Side, *, news: News) -> None:
    if is_mail_written():
        send_mails(
            [
                _mail(session, to, news=news)
                for to in people_of([session])[session.id]
                if to[0] is side
            ]
        )


def _mail(session: MentorSession, to: tuple[Side, User], *, news: News) -> Mail:
    side, person = to
    with speaking(person.language):
        told = about(session, side) | news.values
    letter = Letter(
        f"sessions/{news.template}", told, category=news.category, useful_until=news.useful_until
    )
    return letter, receiver_of(person), f"{news.key}:{person.id}"


def _spans(move: SessionMove) -> list[dict[str, datetime]]:
    spans = []
    for each in move.times:
        start = datetime.fromisoformat(each["starts_at"].replace("Z", "+00:00"))
        spans.append({"starts_at": start, "ends_at": start + timedelta(minutes=each["minutes"])})
    return spans
