"""The plan on paper, and as a table to keep."""

from collections.abc import Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.emails.plans import place_of
from accelerator.mentor_days.models import DayMeeting, MentorDay
from accelerator.mentor_days.names import MEETING_STATES
from accelerator.mentor_days.queries.boards import Across
from accelerator.mentor_days.queries.days import Gathering, gathering
from accelerator.mentor_days.queries.mine import (
    get_own_mentor,
    get_own_startup,
    meetings_for,
)
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import DAY, MANAGE, day_of_staff
from accelerator.mentor_days.views.mine import MENTOR, STARTUP
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.errors import NotFound
from hub.core.formats import long_day, span
from hub.core.i18n import gettext as _
from hub.paper.sheets import Sheet, Sheets, sheets
from hub.web.access import Audience, open_to
from hub.web.exports import Format, attachment, export


@bp.get(f"{DAY}/plans.pdf")
@open_to(Audience.STAFF, permission=MANAGE)
def plans_pdf(mentor_day_id: UUID) -> ResponseReturnValue:
    """A page for each startup, mentor or room: `?of=startups`."""
    found, person = day_of_staff(mentor_day_id), signed_in_person()
    try:
        across = Across(request.args.get("of", "startups"))
    except ValueError as error:
        raise NotFound(_("There is no such page.")) from error
    made = _sheets_of(gathering(found, person), across, reader=person)
    return _pdf(found, made, across=across)


@bp.get(f"{STARTUP}/plan.pdf")
@open_to(Audience.PEOPLE)
def startup_pdf(day_startup_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    mine = get_own_startup(day_startup_id, person)
    rows = [_row(each, Across.STARTUPS, reader=person) for each in meetings_for(mine)]
    return _pdf(mine.day, [Sheet(mine.startup.name, rows)], across=Across.STARTUPS)


@bp.get(f"{MENTOR}/plan.pdf")
@open_to(Audience.PEOPLE)
def mentor_pdf(day_mentor_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    mine = get_own_mentor(day_mentor_id, person)
    rows = [_row(each, Across.MENTORS, reader=person) for each in meetings_for(mine)]
    return _pdf(mine.day, [Sheet(mine.mentor.name, rows)], across=Across.MENTORS)


@bp.get(f"{DAY}/plan.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def export_plan(mentor_day_id: UUID, format: str) -> ResponseReturnValue:
    """Without the startups that a conflict keeps from the reader."""
    if format not in set(Format):
        raise NotFound(_("There is no such page."))
    found = day_of_staff(mentor_day_id)
    meetings = gathering(found, signed_in_person()).meetings
    columns = {
        "starts_at": _("From"),
        "ends_at": _("Until"),
        "zone": _("Time zone"),
        "startup": _("Startup"),
        "mentor": _("Mentor"),
        "place": _("Where"),
        "state": _("State"),
        "fixed": _("Fixed by hand"),
    }
    rows = list(_rows(found, meetings))
    return export(columns, rows, name=in_words(found.name), format=Format(format))


def _rows(day: MentorDay, meetings: list[DayMeeting]) -> Iterator[list[object]]:
    zone = ZoneInfo(day.zone)
    for each in meetings:
        start, end = (at.astimezone(zone) for at in (each.starts_at, each.ends_at))
        place, state = place_of(each) or _("Video"), str(MEETING_STATES[each.state][0])
        names = (each.startup.name, each.mentor.name, place)
        yield [start, end, day.zone, *names, state, each.is_fixed]


def _sheets_of(gathered: Gathering, across: Across, *, reader: User) -> list[Sheet]:
    name = {"rooms": "room_id", "mentors": "mentor_id", "startups": "startup_id"}[across.value]
    places = {
        Across.ROOMS: [(each.id, each.name) for each in gathered.rooms],
        Across.MENTORS: [(each.mentor_id, each.mentor.name) for each in gathered.mentors],
        Across.STARTUPS: [(each.startup_id, each.startup.name) for each in gathered.startups],
    }[across]
    return [
        Sheet(
            label,
            [
                _row(each, across, reader=reader)
                for each in gathered.meetings
                if getattr(each, name) == key
            ],
        )
        for key, label in places
    ]


def _row(meeting: DayMeeting, across: Across, *, reader: User) -> list[str]:
    """The time of the day's place, and of the reader's where it is another."""
    when = span(meeting.starts_at, meeting.ends_at, meeting.day.zone)
    there = span(meeting.starts_at, meeting.ends_at, reader.zone)
    cells = {
        Across.STARTUPS: [meeting.mentor.name, place_of(meeting) or _("Video")],
        Across.MENTORS: [meeting.startup.name, place_of(meeting) or _("Video")],
        Across.ROOMS: [meeting.startup.name, meeting.mentor.name],
    }[across]
    return [when if there == when else f"{when}\n{there}", *cells]


def _pdf(day: MentorDay, made: list[Sheet], *, across: Across) -> Response:
    columns = {
        Across.STARTUPS: [_("Time"), _("Mentor"), _("Where")],
        Across.MENTORS: [_("Time"), _("Startup"), _("Where")],
        Across.ROOMS: [_("Time"), _("Startup"), _("Mentor")],
    }[across]
    title = in_words(day.name)
    paper = sheets(
        Sheets(
            title=title,
            about=f"{long_day(day.held_on)} · {day.zone}",
            head=f"{in_words(day.cohort.name)} · {title}",
            columns=columns,
            sheets=made,
            nothing=_("No meetings."),
            made_at=now(),
            zone=day.zone,
        )
    )
    answer = Response(paper, content_type="application/pdf")
    answer.headers["Content-Disposition"] = attachment(f"{title}-{across.value}.pdf")
    return answer
