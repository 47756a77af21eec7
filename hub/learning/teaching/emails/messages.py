"""A message of who teaches: in their words, with the frame in the receiver's language."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import speaking
from hub.learning.classes.models import ClassRun
from hub.learning.teaching.rules.messages import Word
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Message
from hub.outbox.services import is_mail_written, send_mails
from hub.web.addresses import public_url


def was_sent(run: ClassRun, once: UUID) -> bool:
    written = select(Message.id).where(Message.key.startswith(_key(run, once)))
    return db.session.scalars(written.limit(1)).first() is not None


def send(run: ClassRun, people: Sequence[User], *, word: Word, by: User) -> None:
    if is_mail_written():
        send_mails([_mail(run, person, word=word, by=by) for person in people])


def _mail(run: ClassRun, person: User, *, word: Word, by: User) -> tuple[Letter, Receiver, str]:
    with speaking(person.language):
        name = in_words(run.name)
    values = {
        "class_name": name,
        "author": by.name,
        "title": word.title,
        "lines": word.text.splitlines(),
        "url": public_url("enrolments.place", slug=run.slug),
    }
    to = Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)
    return Letter("teaching/message", values), to, f"{_key(run, word.once)}{person.id}"


def _key(run: ClassRun, once: UUID) -> str:
    return f"class-message:{run.id}:{once}:"
