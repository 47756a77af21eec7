"""Office hours by API."""

from uuid import UUID

from accelerator.mentors.queries.mentors import mentor_of
from accelerator.programmes.queries import get_cohort
from accelerator.sessions.api.groups import WRITES, space_of
from accelerator.sessions.api.groups import of_office_hours as endpoints
from accelerator.sessions.errors import BadTime, Busy, NotNow, TooMany
from accelerator.sessions.queries import office_hours as queries
from accelerator.sessions.schemas.office_hours import (
    OfficeHourCancelSent,
    OfficeHourSeatShown,
    OfficeHourShown,
    OfficeHoursOpenedShown,
    OfficeHoursSent,
)
from accelerator.sessions.services import office_hours as services
from accelerator.startups.models import Startup
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.places.errors import AlreadyHere, NotAsItStands, OfferExpired
from hub.places.models import Place
from hub.web.api import Endpoint, ListShown

HOUR = "/office-hours/<uuid:hour_id>"
SEAT = "/office-hour-seats/<uuid:seat_id>"
ANSWERING = (NotFound, NotAllowed, NotNow, TooMany, Busy, OfferExpired, NotAsItStands)


@endpoints.serves(
    Endpoint(
        "GET",
        "/office-hours",
        "Office hours to come",
        answers=ListShown[OfficeHourShown],
        note="Open to the startups that you lead; then those that you have opened as a mentor.",
    )
)
def office_hours_to_come() -> ListShown[OfficeHourShown]:
    person = signed_in_person()
    mentor = mentor_of(person)
    found = [
        each
        for cohort, startup in queries.cohorts_led_by(person)
        for each in queries.open_hours(cohort, startup)
    ]
    found += queries.hours_of_mentor(mentor) if mentor else []
    return ListShown(items=[OfficeHourShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "POST",
        "/office-hours",
        "Open office hours",
        answers=OfficeHoursOpenedShown,
        status=201,
        scope=WRITES,
        body=OfficeHoursSent,
        refuses=(NotFound, NotAllowed, NotNow, BadTime, Invalid),
        note="For mentors who are in for the cohort. What cannot be had is listed in `skipped`.",
    )
)
def open_office_hour(body: OfficeHoursSent) -> OfficeHoursOpenedShown:
    person = signed_in_person()
    mentor = mentor_of(person)
    if mentor is None:
        raise NotAllowed(_("Only mentors open office hours."))
    wish = body.wish(zone=person.zone, space=space_of(body.space))
    cohort = get_cohort(body.cohort)
    made, skipped = services.open_office_hours(mentor, cohort, wish=wish, by=person)
    return OfficeHoursOpenedShown(
        items=[OfficeHourShown.of(queries.shown_hour(each, None)) for each in made],
        skipped=[f"{wall:%Y-%m-%dT%H:%M}" for wall in skipped],
    )


@endpoints.serves(
    Endpoint(
        "POST",
        f"{HOUR}/take",
        "Take an office hour, or wait for it",
        answers=OfficeHourShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow, TooMany, Busy, AlreadyHere),
        note="For the startup that you lead in its cohort.",
    )
)
def take_an_office_hour(hour_id: UUID) -> OfficeHourShown:
    person = signed_in_person()
    hour = queries.get_office_hour(hour_id, seen_by=person)
    startup = _startup_in(hour.cohort_id)
    services.take(hour, startup, by=person)
    return OfficeHourShown.of(queries.shown_hour(hour, startup))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{HOUR}/cancel",
        "Cancel an office hour",
        answers=OfficeHourShown,
        scope=WRITES,
        body=OfficeHourCancelSent,
        refuses=(NotFound, NotAllowed, NotNow),
        note="By its mentor or staff. Who has it and who waits is told.",
    )
)
def call_off_office_hour(hour_id: UUID, body: OfficeHourCancelSent) -> OfficeHourShown:
    person = signed_in_person()
    hour = queries.office_hour_to_change(hour_id, by=person)
    services.cancel_office_hour(hour, by=person, reason=body.reason)
    return OfficeHourShown.of(queries.shown_hour(hour, None))


@endpoints.serves(
    Endpoint("GET", SEAT, "Your place in line", answers=OfficeHourSeatShown, refuses=(NotFound,))
)
def office_hour_seat(seat_id: UUID) -> OfficeHourSeatShown:
    place, hour, _startup = queries.get_place(seat_id, seen_by=signed_in_person())
    return _seat(place, hour.id)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{SEAT}/accept",
        "Take what is offered",
        answers=OfficeHourSeatShown,
        scope=WRITES,
        refuses=ANSWERING,
    )
)
def accept_office_hour(seat_id: UUID) -> OfficeHourSeatShown:
    return _answered(seat_id, accept=True)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{SEAT}/decline",
        "Decline what is offered",
        answers=OfficeHourSeatShown,
        scope=WRITES,
        refuses=ANSWERING,
    )
)
def decline_office_hour(seat_id: UUID) -> OfficeHourSeatShown:
    return _answered(seat_id, accept=False)


@endpoints.serves(
    Endpoint(
        "DELETE",
        SEAT,
        "Wait no longer",
        answers=OfficeHourSeatShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotAsItStands),
    )
)
def leave_office_hour(seat_id: UUID) -> OfficeHourSeatShown:
    person = signed_in_person()
    place, hour, startup = queries.get_place(seat_id, seen_by=person)
    return _seat(services.leave_line(place, hour, startup=startup, by=person), hour.id)


def _answered(seat_id: UUID, *, accept: bool) -> OfficeHourSeatShown:
    person = signed_in_person()
    place, hour, startup = queries.get_place(seat_id, seen_by=person)
    return _seat(services.answer(place, hour, startup=startup, by=person, accept=accept), hour.id)


def _seat(place: Place, hour_id: UUID) -> OfficeHourSeatShown:
    state, until = place.seen_state(), place.expires_at
    return OfficeHourSeatShown(id=place.id, office_hour=hour_id, state=state, expires_at=until)


def _startup_in(cohort_id: UUID) -> Startup:
    for cohort, startup in queries.cohorts_led_by(signed_in_person()):
        if cohort.id == cohort_id:
            return startup
    raise NotFound(_("There is no such office hour."))
