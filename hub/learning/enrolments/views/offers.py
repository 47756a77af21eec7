"""The page behind the link of an offer's mail. Opening it answers nothing; a button does. Whoever
holds the link is the person whom the mail went to, signed in or not."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.core.database import transaction
from hub.core.errors import Conflict, Gone, NotFound
from hub.core.i18n import gettext as _
from hub.history.services import Acting, acting_as
from hub.learning.enrolments.forms.enrolling import LeaveForm
from hub.learning.enrolments.models import OfferLink
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.services import answer_by_link, link_of
from hub.learning.enrolments.views.blueprint import bp
from hub.web.access import Audience, open_to
from hub.web.acting import said_no

ANSWERS = {"accept": True, "decline": False}


@bp.get("/class-offers/<token>")
@open_to(Audience.EVERYONE)
def offer(token: str) -> ResponseReturnValue:
    return _page(link_of(token), LeaveForm(), token=token)


@bp.post("/class-offers/<token>")
@open_to(Audience.EVERYONE)
def answer_offer(token: str) -> ResponseReturnValue:
    link, form = link_of(token), LeaveForm()
    said = request.form.get("answer", "")
    if said not in ANSWERS:
        raise NotFound(_("There is no such answer."))
    if not form.validate():
        return _page(link, form, token=token), 422
    try:
        with acting_as(Acting(actor_id=link.enrolment.user_id, via="link")), transaction():
            answer_by_link(link, accepts=ANSWERS[said], reason=form.reason.data or "")
    except (Conflict, Gone) as refusal:
        said_no(refusal)
    else:
        flash(_said(accepted=ANSWERS[said]), "ok")
    return redirect(url_for(".offer", token=token), 303)


def _page(link: OfferLink, form: LeaveForm, *, token: str) -> str:
    enrolment, place = link.enrolment, link.place
    is_newest = place.offer_number == link.offer_number
    return render_template(
        "hub/learning/enrolments/offer.html",
        token=token,
        form=form,
        run=enrolment.run,
        reader=enrolment.user,
        place=place,
        standing=Standing(place.seen_state().value),
        is_newest=is_newest,
    )


def _said(*, accepted: bool) -> str:
    if accepted:
        return _("The place is yours. Welcome!")
    return _("You have declined, and the place goes to the next in line. Thank you for telling us.")
