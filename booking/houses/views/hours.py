"""The week's hours of a house, and of a space instead of the house's."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.houses import services
from booking.houses.errors import BookingsOutsideHours
from booking.houses.forms import HoursForm, RemoveForm
from booking.houses.queries.hours import other_hours_of, week_of
from booking.houses.views.blueprint import MANAGE, bp, kept_by_me
from booking.spaces.managing import space_of
from booking.spaces.models import Space
from booking.spaces.queries import hours_at, spaces_of
from booking.spaces.rules import Hours
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of

HOURS = "/admin/sites/<code>/hours"


@bp.get(HOURS)
@open_to(Audience.STAFF, permission=MANAGE)
def hours(code: str) -> ResponseReturnValue:
    """The week, the spaces with hours of their own, and the days that are different."""
    site = kept_by_me(code)
    past = request.args.get("when") == "past"
    others = other_hours_of(site, past=past, cursor=request.args.get("cursor"))
    spaces = spaces_of(site)
    return render_template(
        "booking/houses/hours.html",
        site=site,
        week=week_of(hours_at(site)),
        spaces=[space for space in spaces if space.opening_rules],
        like_the_house=[space for space in spaces if not space.opening_rules],
        own=_own_hours(spaces),
        others=others.items,
        names={space.id: space.name for space in spaces_of(site, archived=True)},
        past=past,
        pager=pager_of(others),
    )


@bp.route(f"{HOURS}/week", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def week(code: str) -> ResponseReturnValue:
    site = kept_by_me(code)
    form = HoursForm.of(hours_at(site))
    return _set(site, form, back=url_for(".hours", code=code))


@bp.route(f"{HOURS}/spaces/<uuid:space_id>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def space_week(code: str, space_id: UUID) -> ResponseReturnValue:
    """Of one space instead of the house's."""
    space = space_of(kept_by_me(code), space_id)
    own = _own_hours([space])[space.id]
    form = HoursForm.of(own or hours_at(space.site))
    return _set(space, form, back=url_for(".hours", code=code))


@bp.route(f"{HOURS}/spaces/<uuid:space_id>/like-the-house", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def like_the_house(code: str, space_id: UUID) -> ResponseReturnValue:
    """A space gives up its own hours."""
    space = space_of(kept_by_me(code), space_id)
    form, hit = RemoveForm(), None
    if form.validate_on_submit():
        try:
            with transaction():
                services.set_hours(space, [], by=signed_in_person(), agreed=form.is_agreed)
        except BookingsOutsideHours as refusal:
            hit = refusal
        else:
            flash(_("%(space)s is open with the house again.", space=space.name), "ok")
            return redirect(url_for(".hours", code=code))
    page = render_template(
        "booking/houses/like_the_house.html", form=form, space=space, site=space.site, hit=hit
    )
    return page, 409 if hit else 200


def _set(place: Site | Space, form: HoursForm, *, back: str) -> ResponseReturnValue:
    hit = None
    if form.validate_on_submit():
        try:
            with transaction():
                services.set_hours(
                    place, form.hours(), by=signed_in_person(), agreed=form.is_agreed
                )
        except BookingsOutsideHours as refusal:
            hit = refusal
        except Invalid as refusal:
            form.refuse_all(refusal)
        else:
            flash(_("The hours are set."), "ok")
            return redirect(back)
    page = render_template(
        "booking/houses/week.html",
        form=form,
        hit=hit,
        site=place.site if isinstance(place, Space) else place,
        space=place if isinstance(place, Space) else None,
    )
    return page, 409 if hit else 422 if form.errors else 200


def _own_hours(spaces: list[Space]) -> dict[UUID, list[Hours]]:
    return {
        space.id: [Hours(r.weekday, r.opens, r.closes) for r in space.opening_rules]
        for space in spaces
    }
