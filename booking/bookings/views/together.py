"""Several spaces in one go: choose them, read what it means, then one button has all or none."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.bookings.errors import NotTogether
from booking.bookings.models import Booking
from booking.bookings.queries import get_booking
from booking.bookings.views.blueprint import bp
from booking.bookings.views.choosing import Choosing
from booking.bookings.views.places import site_for
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import in_transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to


@bp.get("/bookings/together")
@open_to(Audience.PEOPLE)
def together() -> ResponseReturnValue:
    """The address holds what was chosen; nothing changes."""
    page = _page(request.args, signed_in_person())
    return _shown(page.look())


@bp.post("/bookings/together")
@open_to(Audience.PEOPLE)
def together_now() -> ResponseReturnValue:
    page = _page(request.form, signed_in_person())
    if not page.is_whole or not page.form.validate():
        return _shown(page.look(), 422)
    try:
        made = in_transaction(page.book)
    except NotTogether as refusal:
        return _shown(page.refused(refusal.refusals), refusal.status)
    except (Conflict, Invalid) as refusal:
        return _shown(page.refused_whole(refusal), refusal.status)
    flash(_said(made), "success")
    return redirect(url_for("bookings.show", booking_id=made[0].id), 303)


def _page(given: MultiDict[str, str], person: User) -> Choosing:
    hold = _hold(given.get("hold"), person)
    site = hold.space.site if hold else site_for(given.get("site"), person)
    return Choosing(given, site, person, hold)


def _hold(text: str | None, person: User) -> Booking | None:
    """Raises NotFound for a booking that is none of this person's business."""
    if not text:
        return None
    try:
        return get_booking(UUID(text), seen_by=person)
    except ValueError as odd:
        raise NotFound(_("There is no such booking, or it is not yours.")) from odd


def _said(made: list[Booking]) -> str:
    return ngettext(
        "%(num)s space is yours. One mail has all of it.",
        "All %(num)s spaces are yours. One mail has all of them.",
        len(made),
    )


def _shown(page: Choosing, status: int = 200) -> ResponseReturnValue:
    return render_template("booking/bookings/together.html", page=page), status
