"""A further session, another time or place, or off: one mail each, with the calendar's entry."""

from collections.abc import Sequence

from accelerator.vocabulary.words import in_words
from hub.core.i18n import speaking
from hub.learning.classes.entries import (
    invitation,
    place_of,
    sessions_for,
    title_of,
    way_url,
)
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.joining.models import ClassReminder
from hub.learning.joining.queries.people import Told
from hub.learning.joining.rules.notices import News, Said
from hub.outbox.letters import Attachment, Letter, Receiver
from hub.outbox.services import is_mail_written, send_mails
from hub.web.addresses import public_url

Mail = tuple[Letter, Receiver, str]
__all__ = ["place_of", "reminder_key", "send"]


def send(session: ClassSession, people: Sequence[Told], *, what: News, before: Said | None) -> None:
    if people and is_mail_written():
        send_mails([_mail(session, told, what=what, before=before) for told in people])


def class_is_off(
    run: ClassRun, sessions: Sequence[ClassSession], *, teachers: Sequence[Told], reason: str
) -> None:
    """To who teaches it; those who learn hear of it with their place."""
    if not is_mail_written():
        return
    mails: list[Mail] = []
    for told in teachers:
        with speaking(told.person.language):
            name = in_words(run.name)
        values = {"run": name, "reason": reason, "teaches": True,
                  "run_url": public_url("classes.show", slug=run.slug)}  # fmt: skip
        text = sessions_for(sessions, told.person, name=name)
        kind = "text/calendar; method=PUBLISH; charset=utf-8"
        letter = Letter(
            "joining/class_off", values, attachments=[Attachment("class.ics", kind, text)]
        )
        mails.append((letter, receiver_of(told), f"class-off:{run.id}:{told.person.id}"))
    send_mails(mails)


def receiver_of(told: Told) -> Receiver:
    person = told.person
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)


def about(session: ClassSession, told: Told) -> dict[str, object]:
    """What every mail says of a session, in the receiver's language."""
    with speaking(told.person.language):
        return {
            "title": title_of(session),
            "run": in_words(session.run.name),
            "teaches": told.teaches,
            "starts_at": session.starts_at,
            "ends_at": session.ends_at,
            "zone": session.zone,
            "place": place_of(session),
            "is_online": session.is_online,
            "url": way_url(session),
            "run_url": public_url("classes.show", slug=session.run.slug),
        }


def reminder_key(reminder: ClassReminder) -> str:
    return (
        f"class-reminder:{reminder.kind}:{reminder.session_id}:{reminder.sequence}"
        f":{reminder.user_id}"
    )


def _mail(session: ClassSession, told: Told, *, what: News, before: Said | None) -> Mail:
    text, method = invitation(session, told.person, off=what is News.CANCELLED)
    values = about(session, told) | {
        "what": what.value,
        "reason": session.cancel_reason,
        "before": {"starts_at": before.starts_at, "ends_at": before.ends_at} if before else None,
        "same_time": before is not None and before.starts_at == session.starts_at,
    }
    kind = f"text/calendar; method={method}; charset=utf-8"
    letter = Letter(f"joining/{what}", values, attachments=[Attachment("class.ics", kind, text)])
    key = f"class-session-{what}:{session.id}:{session.ical_sequence}:{told.person.id}"
    return letter, receiver_of(told), key
