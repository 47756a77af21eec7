"""What staff tell each other about a booking."""

from uuid import UUID

from booking.bookings import services as bookings
from booking.bookings.models import Booking
from booking.bookings.notes import get_note, page_of_notes
from booking.bookings.queries import get_booking
from booking.frontdesk.api.chapter import ADMIN, STAFF, endpoints
from booking.frontdesk.schemas import BookingNoteShown, BookingNoteWritten
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.web.api import Endpoint, ListShown, Paged

SEE, MANAGE = "bookings:see", "bookings:manage"
NOTES = "/bookings/<uuid:booking_id>/notes"


@endpoints.serves(
    Endpoint(
        "GET",
        NOTES,
        "What staff noted on a booking, the oldest first",
        answers=ListShown[BookingNoteShown],
        query=Paged,
        audience=STAFF,
        permission=SEE,
        refuses=(NotFound, NotAllowed),
        note="For staff of its site; never for the person whose booking it is.",
    )
)
def notes(booking_id: UUID, query: Paged) -> ListShown[BookingNoteShown]:
    page = page_of_notes(
        _seen(booking_id), seen_by=signed_in_person(), cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[BookingNoteShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        NOTES,
        "Note something on a booking",
        answers=BookingNoteShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=BookingNoteWritten,
        refuses=(NotFound, NotAllowed),
    )
)
def write_note(booking_id: UUID, body: BookingNoteWritten) -> BookingNoteShown:
    by = signed_in_person()
    return BookingNoteShown.of(bookings.write_note(_seen(booking_id), body.text, by=by))


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{NOTES}/<uuid:note_id>",
        "Remove a note",
        answers=BookingNoteShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
    )
)
def remove_note(booking_id: UUID, note_id: UUID) -> BookingNoteShown:
    by = signed_in_person()
    note = get_note(_seen(booking_id), note_id, seen_by=by)
    bookings.remove_note(note, by=by)
    return BookingNoteShown.of(note)


def _seen(booking_id: UUID) -> Booking:
    return get_booking(booking_id, seen_by=signed_in_person())
