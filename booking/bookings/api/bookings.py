"""The API's part about bookings: book, change, give back."""

from uuid import UUID

from booking.bookings import queries, services
from booking.bookings.errors import HoldExpired, SlotTaken
from booking.bookings.mine import Sought, page_of_mine
from booking.bookings.models import Booking, BookingState
from booking.bookings.permissions import can_manage
from booking.bookings.schemas import (
    BookingChange,
    BookingsAsked,
    BookingShown,
    CancellationAsked,
    CancelledShown,
    Confirmation,
    NewBooking,
    fields_of,
)
from booking.bookings.services import Aside, Said, Wish
from booking.spaces.models import Space
from booking.spaces.queries import get_space
from hub.accounts.models import TokenScope, User
from hub.accounts.queries.history import people_in
from hub.accounts.queries.people import person_called
from hub.accounts.schemas import EntryShown
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.core.money import Money
from hub.history.queries import history_of
from hub.history.services import Acting, act
from hub.organisations.api import named_site
from hub.web.addresses import public_url
from hub.web.api import Endpoint, Endpoints, ListShown, MoneyShown, Paged, expect_version

endpoints = Endpoints("Bookings", "What is free, and who has what. A booking is never given twice.")

CHANGES = TokenScope.BOOKINGS_WRITE


@endpoints.serves(
    Endpoint(
        "GET",
        "/bookings",
        "Your bookings: those for you and those that you made",
        answers=ListShown[BookingShown],
        query=BookingsAsked,
        note="Coming ones soonest first, or past ones latest first.",
    )
)
def bookings(query: BookingsAsked) -> ListShown[BookingShown]:
    site = named_site(query.site) if query.site else None
    sought = Sought(past=query.past, site=site, organisation_id=query.organisation)
    page = page_of_mine(signed_in_person(), sought, cursor=query.cursor, limit=query.limit)
    return ListShown(items=[shown(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        "/bookings",
        "Book a space, or hold it for ten minutes",
        answers=BookingShown,
        status=201,
        scope=CHANGES,
        body=NewBooking,
        refuses=(SlotTaken, NoSuchTime, TimeHappensTwice, NotAllowed),
        location="/bookings/{id}",
        versioned=True,
        note="Refused with 409 when somebody has it, and with 422 and the rule's code when a rule "
        "of the house says no; both with `alternatives`.",
    )
)
def book(body: NewBooking) -> BookingShown:
    person = signed_in_person()
    wish = _wish(body)
    receiver = receiver_of(body.on_behalf_of, person, site_id=wish.space.site_id)
    make = services.hold if body.hold else services.book
    return shown(make(wish, booked_by=person, booked_for=receiver))


@endpoints.serves(
    Endpoint(
        "GET",
        "/bookings/<uuid:booking_id>",
        "One booking",
        answers=BookingShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def booking(booking_id: UUID) -> BookingShown:
    return shown(queries.get_booking(booking_id, seen_by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PATCH",
        "/bookings/<uuid:booking_id>",
        "Change what it is for or for how many, or move it",
        answers=BookingShown,
        scope=CHANGES,
        body=BookingChange,
        refuses=(NotFound, NotAllowed, Conflict, SlotTaken, NoSuchTime, TimeHappensTwice),
        versioned=True,
        note="To another time, a longer or shorter one, or to another space of the site: all of it"
        " or nothing. What the booking itself takes is not in its way.",
    )
)
def change_booking(booking_id: UUID, body: BookingChange) -> BookingShown:
    person = signed_in_person()
    found = _locked(booking_id, person)
    if body.changes:
        services.change_details(found, by=person, **body.changes)
    if body.moves:
        space = space_of(body.space) if body.space else None
        zone = (space or found.space).site.zone
        services.move(found, body.slot(zone) if body.has_times else None, by=person, space=space)
    return shown(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/bookings/<uuid:booking_id>",
        "Cancel a booking",
        answers=CancelledShown,
        scope=CHANGES,
        query=CancellationAsked,
        refuses=(NotFound, NotAllowed, Conflict),
        versioned=True,
        note="Others can have the time at once. The booking stays readable.",
    )
)
def cancel_booking(booking_id: UUID, query: CancellationAsked) -> CancelledShown:
    person = signed_in_person()
    gone = services.cancel(_locked(booking_id, person), by=person, reason=query.reason)
    # Nothing is charged yet, so nothing is paid back.
    refund = MoneyShown.of(Money(0, gone.currency))
    return CancelledShown(**fields_of(gone), checkout_url=None, refund=refund)


@endpoints.serves(
    Endpoint(
        "POST",
        "/bookings/<uuid:booking_id>/confirm",
        "Turn a hold into a booking",
        answers=BookingShown,
        scope=CHANGES,
        body=Confirmation,
        refuses=(NotFound, NotAllowed, Conflict, SlotTaken, HoldExpired),
        versioned=True,
        note="One that ran out is taken again when it is still free, else answered with 410.",
    )
)
def confirm_booking(booking_id: UUID, body: Confirmation) -> BookingShown:
    person = signed_in_person()
    found = _locked(booking_id, person)
    organisation = body.organisation if body.names_organisation else found.organisation_id
    said = Said(found.booked_for, organisation, **body.changes)
    return shown(services.check_out(found, said, by=person, aside=_aside(body)))


@endpoints.serves(
    Endpoint(
        "GET",
        "/bookings/<uuid:booking_id>/history",
        "What happened to a booking, newest first",
        answers=ListShown[EntryShown],
        query=Paged,
        refuses=(NotFound,),
    )
)
def booking_history(booking_id: UUID, query: Paged) -> ListShown[EntryShown]:
    found = queries.get_booking(booking_id, seen_by=signed_in_person())
    page = history_of(found, cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)


def _locked(booking_id: UUID, person: User) -> Booking:
    """The booking in the version that the caller saw, kept from others until we are done."""
    found = queries.get_booking(booking_id, seen_by=person)
    lock(found)
    expect_version(found.version)
    return found


def space_of(space_id: UUID) -> Space:
    try:
        return get_space(space_id)
    except NotFound as unknown:
        raise Invalid(str(unknown), errors={"space": [str(unknown)]}) from unknown


def _wish(body: NewBooking) -> Wish:
    space = space_of(body.space)
    slot = body.slot(space.site.zone)
    return Wish(
        space,
        slot,
        body.people,
        body.purpose,
        organisation_id=body.organisation,
        aside=_aside(body),
        needs=body.needs,
    )


def _aside(body: NewBooking | Confirmation) -> Aside | None:
    why = (body.override_reason or "").strip()
    return Aside(signed_in_person(), why) if why else None


def receiver_of(named: str | None, person: User, *, site_id: UUID) -> User:
    """Raises NotAllowed before it says whether there is such a person."""
    if named is None or named in (str(person.id), person.email):
        return person
    if not can_manage(person, site_id):
        raise NotAllowed(_("Only the hub's staff book for somebody else."))
    found = person_called(named)
    if found is None:
        sentence = _("There is nobody with this id or e-mail address.")
        raise Invalid(sentence, errors={"on_behalf_of": [sentence]})
    act(Acting(actor_id=person.id, for_id=found.id, via="api"))
    return found


def shown(booking: Booking) -> BookingShown:
    return BookingShown.of(booking, checkout_url=_checkout_url(booking))


def _checkout_url(booking: Booking) -> str | None:
    if booking.state is not BookingState.HELD:
        return None
    return public_url("bookings.checkout", booking_id=str(booking.id))
