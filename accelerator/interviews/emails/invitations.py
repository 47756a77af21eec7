"""To teams and jurors: choose a time, your time, it is off. Calendar entries keep their UID, and
their SEQUENCE rises with each change."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from accelerator.applications.models import ApplicationMember, TeamRole
from accelerator.interviews.models import InterviewDay, Invited, Panel, PanelMember
from accelerator.interviews.queries.planning import window_of
from accelerator.interviews.rules.days import Way
from accelerator.vocabulary.words import in_words
from booking.bookings.icalendar_text import Entry, Method, Person, calendar_text
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.core.timeslots import TimeSlot
from hub.outbox.letters import Attachment, Letter, Receiver
from hub.outbox.services import send_mail
from hub.web.addresses import public_url

WRITTEN_TO = (TeamRole.OWNER, TeamRole.EDIT)


@dataclass(frozen=True)
class News:
    """`method` says what becomes of the calendar entry for `slot` at `place`."""

    template: str
    method: Method
    slot: TimeSlot
    place: str
    values: dict[str, Any]


def choose_a_time(invited: Invited) -> None:
    """The day is open for choosing."""
    day = invited.day
    for person in _writers(invited.application_id):
        with speaking(person.language):
            values = {**_about(invited), "pick_until": day.pick_until}
        letter = Letter("interviews/choose", values, useful_until=day.pick_until)
        key = f"interview-choose:{invited.id}:{invited.asked_at}:{person.id}"
        send_mail(letter, to=_receiver(person), key=key)


def meeting_stands(invited: Invited, slot: TimeSlot, *, place: str, changed: bool) -> None:
    """Your time; or your new time."""
    values = {"changed": changed, "online": _is_online(invited)}
    _to_team(invited, News("interviews/time", Method.REQUEST, slot, place, values))


def meeting_is_off(invited: Invited, slot: TimeSlot, *, place: str) -> None:
    values = {"may_choose": invited.day.pick_until is not None and invited.day.pick_until > now()}
    _to_team(invited, News("interviews/off", Method.CANCEL, slot, place, values))


def juror_is_expected(member: PanelMember, *, meetings: int, changed: bool) -> None:
    """With the order of the day behind the button; a calendar entry for the whole window."""
    panel = member.panel
    values = {"changed": changed, "meetings": meetings, "panel": panel.name}
    news = News("interviews/juror", Method.REQUEST, window_of(panel), place_of(panel), values)
    _to_juror(member, news)


def juror_is_free(member: PanelMember) -> None:
    panel = member.panel
    news = News("interviews/juror_off", Method.CANCEL, window_of(panel), place_of(panel),
                {"panel": panel.name})  # fmt: skip
    _to_juror(member, news)


def place_of(panel: Panel, way: Way = Way.ROOM) -> str:
    """The room with its site; nothing when it is online: the link is behind the button."""
    if panel.space is None or way is Way.ONLINE:
        return ""
    site = panel.space.site
    return ", ".join([panel.space.name, site.name, *([site.address] if site.address else [])])


def _to_team(invited: Invited, news: News) -> None:
    for person in _writers(invited.application_id):
        with speaking(person.language):
            about = _about(invited)
            entry = _entry(
                invited.ical_uid, news, about=about, person=person, sequence=invited.sequence
            )
            letter = _letter(news, about, entry=entry)
        key = f"interview:{invited.id}:{invited.sequence}:{person.id}"
        send_mail(letter, to=_receiver(person), key=key)


def _to_juror(member: PanelMember, news: News) -> None:
    person, day = member.reviewer.user, member.panel.day
    uid = f"interview-panel-{member.id}@futurecityhub"
    with speaking(person.language):
        about = _of_day(day) | {"url": public_url("interviews.jury", day_id=str(day.id))}
        entry = _entry(uid, news, about=about, person=person, sequence=member.sequence)
        letter = _letter(news, about, entry=entry)
    key = f"interview-juror:{member.id}:{member.sequence}"
    send_mail(letter, to=_receiver(person), key=key)


def _letter(news: News, about: dict[str, Any], *, entry: Entry) -> Letter:
    text = calendar_text([entry], method=news.method)
    kind = f"text/calendar; method={news.method}; charset=utf-8"
    values = about | news.values | {
        "starts_at": news.slot.start, "ends_at": news.slot.end, "place": news.place,
    }  # fmt: skip
    return Letter(news.template, values, attachments=[Attachment("interview.ics", kind, text)])


def _entry(uid: str, news: News, *, about: dict[str, Any], person: User, sequence: int) -> Entry:
    return Entry(
        uid=uid,
        sequence=sequence,
        starts_at=news.slot.start,
        ends_at=news.slot.end,
        zone=about["zone"],
        title=f"{about['day']}: {about['cohort']}",
        place=news.place or _("Online"),
        text=_("All about it: %(url)s", url=about["url"]),
        url=about["url"],
        at=now(),
        made_at=now(),
        organiser=Person.from_header(current_app.config["MAIL_FROM"]),
        attendee=Person(person.name, person.email),
        cancelled=news.method is Method.CANCEL,
    )


def _about(invited: Invited) -> dict[str, Any]:
    application = invited.application
    return _of_day(invited.day) | {
        "reference": application.reference,
        "startup": application.startup.name,
        "url": public_url("interviews.show", invited_id=str(invited.id)),
    }


def _of_day(day: InterviewDay) -> dict[str, Any]:
    return {
        "day": in_words(day.name),
        "note": in_words(day.note),
        "cohort": in_words(day.cohort.name),
        "zone": day.zone,
    }


def _is_online(invited: Invited) -> bool:
    return invited.meeting is not None and invited.meeting.way is Way.ONLINE


def _receiver(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)


def _writers(application_id: UUID) -> list[User]:
    query = (
        select(User)
        .join(ApplicationMember, ApplicationMember.user_id == User.id)
        .where(
            ApplicationMember.application_id == application_id,
            ApplicationMember.left_at.is_(None),
            ApplicationMember.role.in_(WRITTEN_TO),
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    return list(db.session.scalars(query))
