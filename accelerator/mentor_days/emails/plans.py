"""To mentors and startups' people: would you say when and whom, your plan, what changed, it is off.

One calendar entry for each of them, from their first meeting to their last, with the order of the
day in it; it keeps its UID, and its SEQUENCE rises with each change.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from accelerator.mentor_days.models import DayMeeting, DayMentor, DayStartup, MentorDay
from accelerator.vocabulary.words import in_words
from booking.bookings.icalendar_text import Entry, Method, Person, calendar_text
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.formats import span
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.core.waiting import TO_THE_END, Watch, go_on
from hub.organisations.models import Membership
from hub.outbox.letters import Attachment, Letter, Receiver
from hub.outbox.services import send_mails
from hub.web.addresses import public_url

Part = DayMentor | DayStartup
Mail = tuple[Letter, Receiver, str]


@dataclass(frozen=True)
class News:
    """`before` is what they were told the last time, `after` what they are told now; the calendar
    entry gets this `sequence`."""

    part: Part
    meetings: Sequence[DayMeeting]
    before: dict[str, Any] | None
    after: dict[str, Any]
    sequence: int


def written(news: Sequence[News], *, watch: Watch = TO_THE_END) -> list[Mail]:
    """Each person's plan as it is now; to whom nothing is left, that it is off. Only reads.

    Raises: GivenUp.
    """
    people = people_of([each.part for each in news])
    mails = []
    for each in news:
        go_on(watch)
        mails += [_plan(each, person) for person in people[each.part.id]]
    return mails


def ask(parts: Sequence[Part]) -> int:
    """Mentors when they are there, startups whom they would like to meet; once a day at most."""
    people = people_of(parts)
    mails = [_question(part, person) for part in parts for person in people[part.id]]
    send_mails(mails)
    return len(mails)


def people_of(parts: Sequence[Part]) -> dict[UUID, list[User]]:
    """Who is written to, by part: the mentor, or all of a startup's people."""
    startups = [part for part in parts if isinstance(part, DayStartup)]
    query = (
        select(Membership.organisation_id, User)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.organisation_id.in_({each.startup.organisation_id for each in startups}),
            Membership.left_at.is_(None),
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    members: dict[UUID, list[User]] = defaultdict(list)
    for organisation_id, person in db.session.execute(query):
        members[organisation_id].append(person)
    return {
        part.id: members[part.startup.organisation_id]
        if isinstance(part, DayStartup)
        else [part.mentor.user]
        for part in parts
    }


def standing(meetings: Iterable[DayMeeting]) -> dict[str, Any]:
    """What somebody is told of their meetings, to be compared with the next time."""
    return {
        "order": [
            [
                each.starts_at.isoformat(),
                each.ends_at.isoformat(),
                str(each.startup_id),
                str(each.mentor_id),
                place_of(each),
            ]
            for each in meetings
        ]
    }


def place_of(meeting: DayMeeting) -> str:
    """The room with its site; nothing on video: the link is behind the button."""
    room = meeting.room
    if room is None:
        return ""
    if room.space is None:
        return room.name
    own = [] if room.name == room.space.name else [room.name]
    return ", ".join([*own, room.space.name, room.space.site.name])


def _plan(news: News, person: User) -> Mail:
    part, meetings = news.part, news.meetings
    url = _address(part)
    changed = news.before is not None and bool(news.before["order"])
    with speaking(person.language):
        values = _about(part.day) | {"url": url, "changed": changed, "lines": _lines(news)}
        attachments = _calendar(news, person, url=url)
    letter = Letter("mentor_days/plan", values, attachments=attachments)
    gone = changed and not meetings
    if gone:
        letter = Letter("mentor_days/off", values, attachments=attachments)
    return letter, _receiver(person), f"mentor-day:{part.id}:{news.sequence}:{person.id}"


def _question(part: Part, person: User) -> Mail:
    day = part.day
    with speaking(person.language):
        values = _about(day) | {
            "url": _address(part),
            "is_mentor": isinstance(part, DayMentor),
            "wishes_until": day.wishes_until,
        }
    letter = Letter("mentor_days/asked", values, useful_until=day.wishes_until)
    key = f"mentor-day-asked:{part.id}:{now():%Y%m%d}:{person.id}"
    return letter, _receiver(person), key


def _lines(news: News) -> list[dict[str, Any]]:
    with_mentors = isinstance(news.part, DayStartup)
    return [
        {
            "starts_at": each.starts_at,
            "ends_at": each.ends_at,
            "whom": each.mentor.name if with_mentors else each.startup.name,
            "place": place_of(each),
        }
        for each in news.meetings
    ]


def _calendar(news: News, person: User, *, url: str) -> list[Attachment]:
    order = standing(news.meetings)["order"] or (news.before or {}).get("order")
    if not order:
        return []
    method = Method.REQUEST if news.meetings else Method.CANCEL
    day, lines = news.part.day, _lines(news)
    rows = [
        f"{span(each['starts_at'], each['ends_at'], day.zone)} {each['whom']}"
        f" ({each['place'] or _('video')})"
        for each in lines
    ]
    entry = Entry(
        uid=f"mentor-day-{news.part.id}@futurecityhub",
        sequence=news.sequence,
        starts_at=min(datetime.fromisoformat(each[0]) for each in order),
        ends_at=max(datetime.fromisoformat(each[1]) for each in order),
        zone=day.zone,
        title=f"{in_words(day.name)}: {in_words(day.cohort.name)}",
        place=next((each["place"] for each in lines if each["place"]), ""),
        text="\n".join([*rows, _("All about it: %(url)s", url=url)]),
        url=url,
        at=now(),
        made_at=now(),
        organiser=Person.from_header(current_app.config["MAIL_FROM"]),
        attendee=Person(person.name, person.email),
        cancelled=method is Method.CANCEL,
    )
    kind = f"text/calendar; method={method}; charset=utf-8"
    return [Attachment("mentor-day.ics", kind, calendar_text([entry], method=method))]


def _about(day: MentorDay) -> dict[str, Any]:
    return {
        "day": in_words(day.name),
        "note": in_words(day.note),
        "cohort": in_words(day.cohort.name),
        "held_on": day.held_on,
        "zone": day.zone,
    }


def _address(part: Part) -> str:
    if isinstance(part, DayMentor):
        return public_url("mentor_days.mentor", day_mentor_id=str(part.id))
    return public_url("mentor_days.startup", day_startup_id=str(part.id))


def _receiver(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)
