"""The API's part about calendars: bring one in, look at what goes where, decide."""

from uuid import UUID

from flask import g

from booking.calendars import queries, services
from booking.calendars.errors import ImportOver, NotACalendar, NotAllFree
from booking.calendars.models import ImportState
from booking.calendars.queries import plan_of
from booking.calendars.rules import LARGEST, Proposal
from booking.calendars.schemas import (
    CalendarAppliedShown,
    CalendarImportInFullShown,
    CalendarImportShown,
    Decisions,
    NewCalendarImport,
)
from booking.spaces.models import Space
from booking.spaces.queries import get_space
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown, Paged

endpoints = Endpoints("Calendars", "For staff: bring calendars from elsewhere into a space.")

STAFF, IMPORT, ADMIN = Audience.STAFF, "calendars:import", TokenScope.ADMIN
ONE = "/calendar-imports/<uuid:import_id>"
#: In JSON every line break takes four characters instead of two.
LARGEST_BODY = 2 * LARGEST


@endpoints.serves(
    Endpoint(
        "GET",
        "/calendar-imports",
        "Imports into the spaces of your sites, latest first",
        answers=ListShown[CalendarImportShown],
        query=Paged,
        audience=STAFF,
        permission=IMPORT,
    )
)
def calendar_imports(query: Paged) -> ListShown[CalendarImportShown]:
    page = queries.imports_seen_by(signed_in_person(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[CalendarImportShown.of(each) for each in page.items], next=page.next)


def read_calendar(body: NewCalendarImport) -> None:
    """Before the transaction: reading can take seconds, and others want to write meanwhile."""
    try:
        plan = services.preview(body.text, _space(body.space), by=signed_in_person())
    except NotACalendar as refusal:
        refusal.errors = {"text": [str(refusal)]}
        raise
    g.calendar_read = plan.proposal


@endpoints.serves(
    Endpoint(
        "POST",
        "/calendar-imports",
        "See what a calendar would bring",
        answers=CalendarImportInFullShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=IMPORT,
        body=NewCalendarImport,
        refuses=(NotAllowed,),
        location="/calendar-imports/{id}",
        beforehand=read_calendar,
        largest_body=LARGEST_BODY,
        note="Nothing is booked yet. The file waits a day for your decision; only its times and "
        "titles are kept.",
    )
)
def start_calendar_import(body: NewCalendarImport) -> CalendarImportInFullShown:
    space, person = _space(body.space), signed_in_person()
    pending = services.begin(body.text.encode(), space, name=body.name, by=person)
    reading = _read() or services.reading_of(pending, by=person)
    return CalendarImportInFullShown.waiting(pending, plan_of(reading, space))


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "What a calendar would bring, or has brought",
        answers=CalendarImportInFullShown,
        audience=STAFF,
        permission=IMPORT,
        refuses=(NotFound, ImportOver),
    )
)
def calendar_import(import_id: UUID) -> CalendarImportInFullShown:
    person = signed_in_person()
    found = queries.get_import(import_id, seen_by=person)
    if found.state is ImportState.PENDING:
        return CalendarImportInFullShown.waiting(found, services.plan_for(found, by=person))
    return CalendarImportInFullShown.done(found)


def read_waiting(import_id: UUID, body: Decisions) -> None:
    """As `read_calendar`, of an upload that waits."""
    person = signed_in_person()
    g.calendar_read = services.reading_of(queries.get_import(import_id, seen_by=person), by=person)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/apply",
        "Bring the dates into the space",
        answers=CalendarAppliedShown,
        scope=ADMIN,
        audience=STAFF,
        permission=IMPORT,
        body=Decisions,
        refuses=(NotFound, NotAllFree, ImportOver),
        beforehand=read_waiting,
        note="What is taken by now is left out and told. The same file brings nothing twice.",
    )
)
def apply_calendar_import(import_id: UUID, body: Decisions) -> CalendarAppliedShown:
    person = signed_in_person()
    pending = queries.get_import(import_id, seen_by=person)
    strict = body.all_or_nothing
    result = services.apply(
        pending, body.choices, by=person, all_or_nothing=strict, reading=_read()
    )
    return CalendarAppliedShown.told(pending, result)


@endpoints.serves(
    Endpoint(
        "DELETE",
        ONE,
        "Put an upload away",
        answers=CalendarImportShown,
        scope=ADMIN,
        audience=STAFF,
        permission=IMPORT,
        refuses=(NotFound, ImportOver),
        note="Nothing is imported.",
    )
)
def put_calendar_import_away(import_id: UUID) -> CalendarImportShown:
    person = signed_in_person()
    pending = queries.get_import(import_id, seen_by=person)
    shown = CalendarImportShown.of(pending)
    services.put_away(pending, by=person)
    return shown


def _read() -> Proposal | None:
    """What was read for this request before its transaction."""
    found: Proposal | None = g.pop("calendar_read", None)
    return found


def _space(space_id: UUID) -> Space:
    try:
        return get_space(space_id)
    except NotFound as unknown:
        raise Invalid(str(unknown), errors={"space": [str(unknown)]}) from unknown
