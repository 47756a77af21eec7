"""The API's part about the guests of a booking."""

from uuid import UUID

from booking.bookings import queries, services
from booking.bookings.guests import guests_of
from booking.bookings.models import BookingGuest
from booking.bookings.schemas.guests import GuestShown, GuestsToInvite
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, Endpoints, ListShown

of_guests = Endpoints(
    "Guests",
    "Who is asked to come to a booking by mail, and hears of every change. Its people and the staff"
    " of its site see their addresses, nobody else; they are deleted 30 days after its end.",
)

CHANGES = TokenScope.BOOKINGS_WRITE


@of_guests.serves(
    Endpoint(
        "GET",
        "/bookings/<uuid:booking_id>/guests",
        "The guests of a booking",
        answers=ListShown[GuestShown],
        refuses=(NotFound,),
    )
)
def booking_guests(booking_id: UUID) -> ListShown[GuestShown]:
    return _list(guests_of(queries.get_booking(booking_id, seen_by=signed_in_person())))


@of_guests.serves(
    Endpoint(
        "POST",
        "/bookings/<uuid:booking_id>/guests",
        "Invite guests",
        answers=ListShown[GuestShown],
        scope=CHANGES,
        body=GuestsToInvite,
        refuses=(NotFound, NotAllowed, Conflict),
        note="Each who is new on the list gets a mail. Answers with the whole list, at most 50.",
    )
)
def invite_guests(booking_id: UUID, body: GuestsToInvite) -> ListShown[GuestShown]:
    person = signed_in_person()
    booking = queries.get_booking(booking_id, seen_by=person)
    services.invite(booking, body.invited, by=person, language=body.language)
    return _list(guests_of(booking))


@of_guests.serves(
    Endpoint(
        "DELETE",
        "/bookings/<uuid:booking_id>/guests/<uuid:guest_id>",
        "Take a guest off the list",
        answers=ListShown[GuestShown],
        scope=CHANGES,
        refuses=(NotFound, NotAllowed),
        note="They get a mail that takes the entry out of their calendar. Answers with those who"
        " are left.",
    )
)
def uninvite_guest(booking_id: UUID, guest_id: UUID) -> ListShown[GuestShown]:
    person = signed_in_person()
    booking = queries.get_booking(booking_id, seen_by=person)
    guest = next((each for each in guests_of(booking) if each.id == guest_id), None)
    if guest is None:
        raise NotFound(_("This guest is not on the list."))
    services.uninvite(booking, guest, by=person)
    return _list(guests_of(booking))


def _list(guests: list[BookingGuest]) -> ListShown[GuestShown]:
    return ListShown(items=[GuestShown.of(guest) for guest in guests], next=None)
