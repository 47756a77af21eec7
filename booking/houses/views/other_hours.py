"""Other hours on one day or on several in a row; taken back."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.houses import services
from booking.houses.errors import BookingsOutsideHours
from booking.houses.forms import OtherHoursForm, RemoveForm
from booking.houses.queries.hours import get_other_hours
from booking.houses.views.blueprint import MANAGE, bp, kept_by_me
from booking.spaces.managing import space_of
from booking.spaces.models import Space
from booking.spaces.queries import spaces_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.web.access import Audience, open_to

DAYS = "/admin/sites/<code>/other-hours"


@bp.route(f"{DAYS}/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_other_hours(code: str) -> ResponseReturnValue:
    site = kept_by_me(code)
    form, hit = OtherHoursForm(place=request.args.get("space", "")), None
    form.offer_places((str(space.id), space.name) for space in spaces_of(site))
    if form.validate_on_submit():
        try:
            _set(site, form)
        except BookingsOutsideHours as refusal:
            hit = refusal
        except Invalid as refusal:
            form.refuse_all(refusal)
        else:
            flash(_("The hours are set."), "ok")
            return redirect(url_for(".hours", code=code))
    page = render_template("booking/houses/new_other_hours.html", form=form, site=site, hit=hit)
    return page, 409 if hit else 422 if form.errors else 200


@bp.route(f"{DAYS}/<uuid:exception_id>/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def remove_other_hours(code: str, exception_id: UUID) -> ResponseReturnValue:
    site = kept_by_me(code)
    found = get_other_hours(site, exception_id)
    form, hit = RemoveForm(), None
    if form.validate_on_submit():
        try:
            with transaction():
                services.remove_other_hours(found, by=signed_in_person(), agreed=form.is_agreed)
        except BookingsOutsideHours as refusal:
            hit = refusal
        else:
            flash(_("The day has its usual hours again."), "ok")
            return redirect(url_for(".hours", code=code))
    page = render_template(
        "booking/houses/remove_other_hours.html", form=form, site=site, day=found, hit=hit
    )
    return page, 409 if hit else 200


def _set(site: Site, form: OtherHoursForm) -> None:
    place: Site | Space = site
    if form.place.data:
        place = space_of(site, UUID(form.place.data))
    with transaction():
        services.set_other_hours(
            place, form.hours(), on=form.days, by=signed_in_person(), agreed=form.is_agreed
        )
