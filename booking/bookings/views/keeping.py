"""See one's bookings, take them along, give them back."""

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import services
from booking.bookings.emails import entry_of
from booking.bookings.forms import CancelForm
from booking.bookings.icalendar_text import Method, calendar_text
from booking.bookings.models import Booking
from booking.bookings.queries import bookings_of, get_booking
from booking.bookings.views.blueprint import bp
from booking.bookings.views.record import Record, listed
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict
from hub.core.i18n import gettext as _
from hub.core.pagination import Page
from hub.web.access import Audience, open_to

PAST = "past"


@bp.get("/bookings")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    person, when = signed_in_person(), request.args.get("when")
    page = bookings_of(person, past=when == PAST, cursor=request.args.get("cursor"))
    return render_template(
        "booking/bookings/mine.html",
        items=[listed(booking, person) for booking in page.items],
        tabs=[_tab(_("Coming"), None, chosen=when), _tab(_("Past"), PAST, chosen=when)],
        pages=_pages(page, PAST if when == PAST else None),
        past=when == PAST,
    )


@bp.get("/bookings/<uuid:booking_id>")
@open_to(Audience.PEOPLE)
def show(booking_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    return render_template("booking/bookings/show.html", record=record)


@bp.get("/bookings/<uuid:booking_id>.ics")
@open_to(Audience.PEOPLE)
def ics(booking_id: UUID) -> ResponseReturnValue:
    """A copy for whatever calendar the person keeps."""
    booking = get_booking(booking_id, seen_by=signed_in_person())
    text = calendar_text([entry_of(booking)], method=Method.PUBLISH)
    answer = Response(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    name = f"booking-{booking.reference}.ics"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.get("/bookings/<uuid:booking_id>/cancel")
@open_to(Audience.PEOPLE)
def cancel(booking_id: UUID) -> ResponseReturnValue:
    """Says what will happen; changes nothing."""
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    if not record.can_be_cancelled:
        flash(_("This booking cannot be cancelled any more."), "info")
        return redirect(record.url)
    return render_template("booking/bookings/cancel.html", record=record, form=CancelForm())


@bp.post("/bookings/<uuid:booking_id>/cancel")
@open_to(Audience.PEOPLE)
def give_back(booking_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), CancelForm()
    booking = get_booking(booking_id, seen_by=person)
    if not form.validate():
        record = Record(booking, person)
        return render_template("booking/bookings/cancel.html", record=record, form=form), 422
    try:
        with transaction():
            services.cancel(booking, by=person, reason=form.reason.data or "")
    except Conflict as refusal:  # pressed twice, or a colleague was quicker
        flash(str(refusal), "info")
        return redirect(url_for("bookings.show", booking_id=booking_id), 303)
    flash(_gone(booking), "success")
    return redirect(url_for("bookings.mine"), 303)


def _tab(label: str, when: str | None, *, chosen: str | None) -> dict[str, Any]:
    current = (chosen == PAST) is (when == PAST)
    return {"label": label, "url": url_for("bookings.mine", when=when), "current": current}


def _pages(page: Page[Booking], when: str | None) -> dict[str, Any]:
    """What `components/pager.html` takes; the list has no total, for counting would cost."""

    def url(cursor: str | None) -> str | None:
        return url_for("bookings.mine", when=when, cursor=cursor) if cursor else None

    return {
        "shown": len(page.items),
        "total": None,
        "prev_url": url(page.previous),
        "next_url": url(page.next),
    }


def _gone(booking: Booking) -> str:
    return _("%(space)s is given back. Somebody else can have it now.", space=booking.space.name)
