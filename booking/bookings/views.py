"""Pages about bookings."""

from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from booking.bookings.emails import entry_of
from booking.bookings.icalendar_text import Method, calendar_text
from booking.bookings.queries import get_booking
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience, open_to

bp = Blueprint("bookings", __name__, url_prefix="/bookings")


@bp.get("/<uuid:booking_id>")
@open_to(Audience.PEOPLE)
def show(booking_id: UUID) -> ResponseReturnValue:
    booking = get_booking(booking_id, seen_by=signed_in_person())
    return render_template("booking/bookings/show.html", booking=booking)


@bp.get("/<uuid:booking_id>.ics")
@open_to(Audience.PEOPLE)
def ics(booking_id: UUID) -> ResponseReturnValue:
    """A copy for whatever calendar the person keeps."""
    booking = get_booking(booking_id, seen_by=signed_in_person())
    text = calendar_text([entry_of(booking)], method=Method.PUBLISH)
    answer = Response(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    name = f"booking-{booking.reference}.ics"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
