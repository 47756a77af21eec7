"""The API's part about the desk: close spaces with what that means, and notes for staff."""

from collections.abc import Iterable
from uuid import UUID

from booking.bookings import services as bookings
from booking.bookings.errors import SlotTaken
from booking.bookings.models import Booking
from booking.bookings.notes import get_note, page_of_notes
from booking.bookings.queries import get_booking
from booking.frontdesk import services
from booking.frontdesk.errors import NothingToClose, Undecided
from booking.frontdesk.permissions import can_close_at
from booking.frontdesk.queries.closures import closures_at
from booking.frontdesk.queries.hits import Closing, hits_of
from booking.frontdesk.queries.places import places_to_close
from booking.frontdesk.schemas import (
    BookingNoteShown,
    BookingNoteWritten,
    ClosingBody,
    ClosingPreviewShown,
    ClosuresAsked,
    HitResolved,
    SiteClosureShown,
    SpacesClosedShown,
    WhatToClose,
)
from booking.frontdesk.services import Choice
from booking.spaces.models import Space
from booking.spaces.queries import spaces_of
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown, Paged

endpoints = Endpoints(
    "Front desk", "For the staff of a site: close spaces and say whom it hits; notes on bookings."
)
STAFF, ADMIN = Audience.STAFF, TokenScope.ADMIN
CLOSE, SEE, MANAGE = "spaces:manage", "bookings:see", "bookings:manage"
AT_SITE = "/sites/<code>/closures"
NOTES = "/bookings/<uuid:booking_id>/notes"


@endpoints.serves(
    Endpoint(
        "GET",
        AT_SITE,
        "What is closed at a site, and what will be",
        answers=ListShown[SiteClosureShown],
        query=ClosuresAsked,
        audience=STAFF,
        permission=CLOSE,
        refuses=(NotFound, NotAllowed),
        note="Soonest first, or past ones latest first.",
    )
)
def site_closures(code: str, query: ClosuresAsked) -> ListShown[SiteClosureShown]:
    page = closures_at(_mine(code), past=query.past, cursor=query.cursor, limit=query.limit)
    return ListShown(items=[SiteClosureShown.named(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{AT_SITE}/preview",
        "Whom closing spaces would hit, and what each could have instead",
        answers=ClosingPreviewShown,
        scope=ADMIN,
        audience=STAFF,
        permission=CLOSE,
        body=WhatToClose,
        refuses=(NotFound, NotAllowed),
        note="Changes nothing.",
    )
)
def preview_closing(code: str, body: WhatToClose) -> ClosingPreviewShown:
    closing = _closing(_mine(code), body)
    return ClosingPreviewShown.of(closing, hits_of(closing))


@endpoints.serves(
    Endpoint(
        "POST",
        AT_SITE,
        "Close spaces, moving or cancelling what is in the way",
        answers=SpacesClosedShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=CLOSE,
        body=ClosingBody,
        refuses=(NotFound, NotAllowed, Undecided, NothingToClose, SlotTaken, Conflict),
        note="All of it or nothing. `resolve` says for every booking of the preview what becomes of"
        " it; each person is told by mail. Rooms of sessions and classes are moved by those.",
    )
)
def close_spaces(code: str, body: ClosingBody) -> SpacesClosedShown:
    site = _mine(code)
    choices = _choices(body.resolve, spaces_of(site))
    return SpacesClosedShown.of(
        services.close_spaces(_closing(site, body), choices, by=signed_in_person())
    )


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


def _mine(code: str) -> Site:
    site = site_by_code(code)
    if not can_close_at(signed_in_person(), site):
        raise NotAllowed(_("Only the hub's managers see when a space is closed."))
    return site


def _closing(site: Site, body: WhatToClose) -> Closing:
    spaces = places_to_close(site, ids=body.spaces, level=body.level, whole_site=body.whole_site)
    return Closing(spaces, body.slot, body.reason)


def _choices(resolve: Iterable[HitResolved], spaces: Iterable[Space]) -> dict[UUID, Choice]:
    by_id = {space.id: space for space in spaces}
    found: dict[UUID, Choice] = {}
    for each in resolve:
        space = by_id.get(each.space) if each.space else None
        if each.space and space is None:
            sentence = _("There is no such space.")
            raise Invalid(sentence, errors={"resolve": [sentence]})
        found[each.booking] = Choice(each.do, space, each.slot, each.word)
    return found
