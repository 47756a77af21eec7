"""One place, for the staff: what became of it, more time to answer, and taking it back. Each of the
two is asked on a page of its own, which says what will happen."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.selection import services
from accelerator.selection.forms.keeping import ExtendForm, TakeBackForm
from accelerator.selection.queries.offers import Offered
from accelerator.selection.queries.placed import get_place, moves_up
from accelerator.selection.views.blueprint import bp
from accelerator.selection.views.doors import MANAGE, parts_of
from accelerator.selection.words import PLACE_STATES
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Gone, Invalid
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.places.queries import counts
from hub.places.rules.steps import HOLDING, LIVE, PlaceState
from hub.web.access import Audience, open_to

ONE = "/admin/places/<uuid:place_id>"


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def place(place_id: UUID) -> ResponseReturnValue:
    found = get_place(place_id, by=signed_in_person())
    return _page("place", found, entries=shown_history_of(found.place))


@bp.route(f"{ONE}/more-time", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def extend_offer(place_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), ExtendForm()
    found = get_place(place_id, by=person)
    if not form.validate_on_submit():
        return _asked("place_extend", found, form=form)
    try:
        with transaction():
            until = form.instant(found.application.cohort.zone)
            services.extend_offer(found, until, by=person, reason=form.reason.data or "")
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _asked("place_extend", found, form=form)
    except (Conflict, Gone) as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The offer runs longer, and the team has mail about it."), "ok")
    return redirect(url_for(".place", place_id=place_id), 303)


@bp.route(f"{ONE}/take-back", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def take_back_place(place_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), TakeBackForm()
    found = get_place(place_id, by=person)
    if not form.validate_on_submit():
        return _asked("place_take_back", found, form=form)
    try:
        with transaction():
            services.take_back(found, by=person, reason=form.reason.data or "")
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _asked("place_take_back", found, form=form)
    except Conflict as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The place is taken back, and the team has mail about it."), "ok")
    return redirect(url_for(".place", place_id=place_id), 303)


def _asked(name: str, found: Offered, *, form: ExtendForm | TakeBackForm) -> ResponseReturnValue:
    """The question; what cannot be done any more leads back to the place."""
    possible = {PlaceState.OFFERED} if isinstance(form, ExtendForm) else LIVE
    if found.state not in possible:
        flash(_("That cannot be done as this place stands."), "error")
        return redirect(url_for(".place", place_id=found.place.id), 303)
    if isinstance(form, ExtendForm) and not form.is_submitted() and found.place.expires_at:
        form.until.data = to_wall(found.place.expires_at, found.application.cohort.zone)
    return _page(name, found, form=form), 422 if form.errors else 200


def _page(name: str, found: Offered, **more: object) -> str:
    cohort, pool = found.application.cohort, found.place.pool
    return render_template(
        f"accelerator/selection/{name}.html",
        offered=found,
        application=found.application,
        cohort=cohort,
        parts=parts_of(cohort, "selection.places"),
        state=PLACE_STATES[found.state],
        counts=counts(pool),
        holds_seat=found.state in HOLDING,
        moves_up=found.state in HOLDING and moves_up(pool),
        may_extend=found.state is PlaceState.OFFERED,
        may_take_back=found.state in LIVE,
        **more,
    )
