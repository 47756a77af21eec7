"""A team's place: what is offered, until when, and its answer. Nothing is answered by a link: a
mail leads to the page, and a button there answers."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.selection import services
from accelerator.selection.errors import MustAgree
from accelerator.selection.forms.answering import AcceptForm, DeclineForm
from accelerator.selection.permissions import can_answer
from accelerator.selection.queries.offers import (
    Offered,
    can_take_back,
    condition_of,
    get_offer,
)
from accelerator.selection.views.blueprint import bp
from accelerator.selection.words import PLACE_STATES
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.places.errors import NotAsItStands, OfferExpired, SeatGone
from hub.places.queries import story_of
from hub.web.access import Audience, open_to

BASE = "/offers/<uuid:place_id>"
#: What somebody who was too late, or answered twice, reads above the page.
TOO_LATE = (OfferExpired, SeatGone, NotAsItStands)


@bp.get(BASE)
@open_to(Audience.PEOPLE)
def offer(place_id: UUID) -> ResponseReturnValue:
    return _page(get_offer(place_id, seen_by=signed_in_person()), AcceptForm())


@bp.post(f"{BASE}/accept")
@open_to(Audience.PEOPLE)
def accept_offer(place_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), AcceptForm()
    offered = get_offer(place_id, seen_by=person)
    try:
        with transaction():
            services.accept(offered, by=person, agreed=bool(form.agreed.data))
    except MustAgree as refusal:
        form.refuse_all(refusal)
        return _page(offered, form), 422
    except TOO_LATE as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The place is yours. Welcome!"), "ok")
    return redirect(url_for(".offer", place_id=place_id), 303)


@bp.route(f"{BASE}/decline", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def decline_offer(place_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), DeclineForm()
    offered = get_offer(place_id, seen_by=person)
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return render_template(
            "accelerator/selection/decline.html", offered=offered, form=form
        ), status
    try:
        with transaction():
            services.decline(offered, by=person, reason=form.reason.data or "")
    except TOO_LATE as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("You have declined. Thank you for telling us."), "ok")
    return redirect(url_for(".offer", place_id=place_id), 303)


@bp.post(f"{BASE}/undo")
@open_to(Audience.PEOPLE)
def undo_offer(place_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    offered = get_offer(place_id, seen_by=person)
    try:
        with transaction():
            services.undo_decline(offered, by=person)
    except TOO_LATE as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The offer stands again, until the same time as before."), "ok")
    return redirect(url_for(".offer", place_id=place_id), 303)


def _page(offered: Offered, form: AcceptForm) -> str:
    application, person = offered.application, signed_in_person()
    return render_template(
        "accelerator/selection/offer.html",
        offered=offered,
        application=application,
        cohort=application.cohort,
        form=form,
        state=PLACE_STATES[offered.state],
        condition=condition_of(application),
        may_answer=can_answer(person, application),
        may_undo=can_answer(person, application) and can_take_back(offered.place),
        story=story_of(offered.place),
    )
