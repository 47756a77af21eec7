"""Who has been introduced to a space that asks for it: given, taken back."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.houses.forms import InductionForm, SearchForm
from booking.houses.queries.hours import today_at
from booking.houses.queries.inductions import get_induction, introduced_counts, introduced_to
from booking.houses.views.blueprint import MANAGE, bp, kept_by_me
from booking.spaces import services
from booking.spaces.managing import space_of
from booking.spaces.models import Space
from booking.spaces.queries import spaces_of
from hub.accounts.queries.people import person_called
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm
from hub.web.paging import pager_of

INTRODUCTIONS = "/admin/sites/<code>/introductions"
ONE = f"{INTRODUCTIONS}/<uuid:space_id>"


@bp.get(INTRODUCTIONS)
@open_to(Audience.STAFF, permission=MANAGE)
def introductions(code: str) -> ResponseReturnValue:
    """The spaces that ask for one, and how many people have it."""
    site = kept_by_me(code)
    asking = [space for space in spaces_of(site) if space.needs_induction]
    counts = introduced_counts(asking, today=today_at(site))
    return render_template(
        "booking/houses/introductions.html", site=site, spaces=asking, counts=counts
    )


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def introduced(code: str, space_id: UUID) -> ResponseReturnValue:
    space = space_of(kept_by_me(code), space_id)
    return _page(space, InductionForm(formdata=None))


@bp.post(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def introduce(code: str, space_id: UUID) -> ResponseReturnValue:
    space, form = space_of(kept_by_me(code), space_id), InductionForm()
    person = person_called(form.email.data or "") if form.validate_on_submit() else None
    if person is None:
        if not form.errors:
            form.refuse("email", _("Nobody has an account with this address."))
        return _page(space, form)
    try:
        with transaction():
            services.give_induction(
                space, person, valid_until=form.valid_until.data, by=signed_in_person()
            )
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(space, form)
    flash(_("%(name)s can book %(space)s now.", name=person.name, space=space.name), "ok")
    return redirect(url_for(".introduced", code=code, space_id=space.id))


@bp.route(f"{ONE}/<uuid:induction_id>/take-back", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def take_back_introduction(code: str, space_id: UUID, *, induction_id: UUID) -> ResponseReturnValue:
    space, form = space_of(kept_by_me(code), space_id), HubForm()
    row = get_induction(space, induction_id)
    if form.validate_on_submit():
        with transaction():
            services.take_back_induction(row.induction, by=signed_in_person())
        flash(_("%(name)s needs a new introduction to book it.", name=row.person.name), "ok")
        return redirect(url_for(".introduced", code=code, space_id=space.id))
    return render_template("booking/houses/take_back_introduction.html", space=space, row=row)


def _page(space: Space, form: InductionForm) -> ResponseReturnValue:
    search = SearchForm(request.args)
    found = introduced_to(space, text=search.text.data or "", cursor=request.args.get("cursor"))
    page = render_template(
        "booking/houses/introduced.html",
        site=space.site,
        space=space,
        rows=found.items,
        today=today_at(space.site),
        pager=pager_of(found),
        search=search,
        form=form,
    )
    return page, 422 if form.errors else 200
