"""Invitations: when a session stands, has moved, or is off. Its calendar entry keeps its UID, and
SEQUENCE rises. Where it is held on video is never said here: the entry leads to our own page, which
opens the link to the two sides, near the time."""

from collections.abc import Sequence
from typing import Any

from flask import current_app

from accelerator.mentors.models import Side
from accelerator.sessions.models import MentorSession
from accelerator.sessions.queries.parties import people_of
from accelerator.vocabulary.words import in_words
from booking.bookings.icalendar_text import Entry, Method, Person, calendar_text
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.outbox.letters import Attachment, Letter, Receiver
from hub.outbox.services import is_mail_written, send_mails
from hub.web.addresses import public_url

Mail = tuple[Letter, Receiver, str]


def stands(session: MentorSession, *, changed: bool = False) -> None:
    """To both sides: it stands; or it stands at another time or place than before."""
    if not is_mail_written():
        return
    send_mails(
        [
            _mail([session], to, template="booked", values={"changed": changed})
            for to in people_of([session])[session.id]
        ]
    )


def series_stands(
    sessions: Sequence[MentorSession], *, skipped: Sequence[dict[str, str]], every_weeks: int
) -> None:
    """One mail with all dates of a series; each has its own entry, so that each can move."""
    if not sessions or not is_mail_written():
        return
    values = {"skipped": len(skipped), "every_weeks": every_weeks}
    send_mails(
        [
            _mail(sessions, to, template="series", values=values)
            for to in people_of(sessions[:1])[sessions[0].id]
        ]
    )


def is_off(sessions: Sequence[MentorSession], *, by: User | None, reason: str) -> None:
    """To both sides, also to who cancelled it: the entries leave their calendars."""
    if not sessions or not is_mail_written():
        return
    values = {"reason": reason, "late": any(each.cancelled_late for each in sessions)}
    mails = []
    for to in people_of(sessions[:1])[sessions[0].id]:
        own = by is not None and by.id == to[1].id
        who = {"by": by.name if by and not own else "", "own": own}
        mails.append(_mail(sessions, to, template="cancelled", values=values | who))
    send_mails(mails)


def about(session: MentorSession, side: Side) -> dict[str, Any]:
    """What every mail says of a session, to one side of it."""
    return {
        "other": session.startup.name if side is Side.MENTOR else session.mentor.name,
        "to_mentor": side is Side.MENTOR,
        "cohort": in_words(session.cohort.name),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "zone": session.zone,
        "place": place_of(session),
        "agenda": session.agenda,
        "goals": list(session.goals),
        "url": session_url(session),
    }


def place_of(session: MentorSession) -> str:
    """The room with its site; nothing on video."""
    if session.booking is None:
        return ""
    space = session.booking.space
    return ", ".join(
        [space.name, space.site.name, *([space.site.address] if space.site.address else [])]
    )


def session_url(session: MentorSession) -> str:
    return public_url("sessions.show", session_id=str(session.id))


def receiver_of(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)


def _mail(
    sessions: Sequence[MentorSession],
    to: tuple[Side, User],
    *,
    template: str,
    values: dict[str, Any],
) -> Mail:
    first, (side, person) = sessions[0], to
    with speaking(person.language):
        method = _method(sessions, template)
        entries = [
            _entry(each, side, person=person, cancelled=method is Method.CANCEL)
            for each in sessions
        ]
        text = calendar_text(entries, method=method)
        told = about(first, side) | values
    told["times"] = [{"starts_at": s.starts_at, "ends_at": s.ends_at} for s in sessions]
    kind = f"text/calendar; method={method}; charset=utf-8"
    letter = Letter(
        f"sessions/{template}", told, attachments=[Attachment("session.ics", kind, text)]
    )
    key = f"session-{template}:{first.id}:{first.ical_sequence}:{len(sessions)}:{person.id}"
    return letter, receiver_of(person), key


def _method(sessions: Sequence[MentorSession], template: str) -> Method:
    """A message that asks to attend, or not to, is about one entry (RFC 5546, 3.2.2); of several a
    copy is sent, whose entries say themselves that they are off."""
    if len(sessions) > 1:
        return Method.PUBLISH
    return Method.CANCEL if template == "cancelled" else Method.REQUEST


def _entry(session: MentorSession, side: Side, *, person: User, cancelled: bool) -> Entry:
    url = session_url(session)
    other = session.startup.name if side is Side.MENTOR else session.mentor.name
    return Entry(
        uid=session.ical_uid,
        sequence=session.ical_sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        title=_("Session with %(other)s", other=other),
        place=place_of(session) or _("On video"),
        text=_("Agenda, notes and the way in: %(url)s", url=url),
        url=url,
        at=now(),
        made_at=session.made_at or now(),
        organiser=Person.from_header(current_app.config["MAIL_FROM"]),
        attendee=Person(person.name, person.email),
        cancelled=cancelled or session.cancelled_at is not None,
    )
