"""A class session as calendars have it. Where one meets on video stands in none of them: the entry
leads to our own page, which asks who comes (public ones to the page of the class)."""

from collections.abc import Iterable

from flask import current_app

from accelerator.vocabulary.words import in_words
from booking.bookings.icalendar_text import Entry, Method, Person, calendar_text
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.learning.classes.models import ClassRun, ClassSession
from hub.web.addresses import public_url


def place_of(session: ClassSession) -> str:
    """The room with its site; nothing for who only meets on video."""
    if session.booking is None:
        return ""
    space = session.booking.space
    address = [space.site.address] if space.site.address else []
    return ", ".join([space.name, space.site.name, *address])


def title_of(session: ClassSession) -> str:
    """The class, and the session's own title where it has one."""
    own = in_words(session.title)
    return f"{in_words(session.run.name)}: {own}" if own else in_words(session.run.name)


def way_url(session: ClassSession) -> str:
    return public_url("joining.go", session_id=str(session.id))


def invitation(session: ClassSession, person: User, *, off: bool) -> tuple[str, Method]:
    """The text for one person, in their language, and its method."""
    method = Method.CANCEL if off else Method.REQUEST
    with speaking(person.language):
        return calendar_text([_entry(session, person=person)], method=method), method


def sessions_for(sessions: Iterable[ClassSession], person: User, *, name: str) -> str:
    """Several of them to keep, in somebody's language; cancelled ones leave the calendars that have
    them."""
    with speaking(person.language):
        entries = [_entry(session) for session in sessions]
        return calendar_text(entries, method=Method.PUBLISH, name=name)


def public_calendar(run: ClassRun, sessions: Iterable[ClassSession]) -> str:
    """Of a class, for everybody: its entries lead to the page of the class."""
    entries = [_entry(session, public=True) for session in sessions]
    return calendar_text(entries, method=Method.PUBLISH, name=in_words(run.name))


def _entry(session: ClassSession, *, person: User | None = None, public: bool = False) -> Entry:
    page = public_url("classes.show", slug=session.run.slug)
    url = page if public else way_url(session)
    if public or not session.is_online:
        text = _("All about the class: %(url)s", url=page)
    else:
        text = _("The way in, from a quarter of an hour before: %(url)s", url=url)
    return Entry(
        uid=session.ical_uid,
        sequence=session.ical_sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        title=title_of(session),
        place=_where(session),
        text=text,
        url=url,
        at=now(),
        made_at=session.made_at or now(),
        organiser=Person.from_header(current_app.config["MAIL_FROM"]),
        attendee=Person(person.name, person.email) if person else None,
        cancelled=session.cancelled_at is not None,
    )


def _where(session: ClassSession) -> str:
    return " · ".join(filter(None, (place_of(session), _("Online") if session.is_online else "")))
