"""Staff act for somebody: they begin with a reason, and stop by the banner."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.forms.people import ReasonForm
from hub.accounts.permissions import may_act_for
from hub.accounts.queries.people import get_person
from hub.accounts.services.acting import start_acting
from hub.accounts.services.acting import stop_acting as stop
from hub.accounts.sign_in import current_sign_in, signed_in_person
from hub.accounts.views.blueprint import bp, people_bp
from hub.core.database import transaction
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@people_bp.route("/admin/people/<uuid:person_id>/act", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission="people:act-for")
def act(person_id: UUID) -> ResponseReturnValue:
    person = get_person(person_id)
    if not may_act_for(signed_in_person(), person):
        raise NotAllowed(_("You cannot act for this person."))
    form = ReasonForm()
    if form.validate_on_submit():
        with transaction():
            start_acting(current_sign_in(), person, reason=form.reason.data or "")
        return redirect(url_for("home.index"))
    page = render_template("hub/people/act.html", form=form, subject=person)
    return page, 422 if form.errors else 200


@bp.post("/account/stop-acting")
@open_to(Audience.PEOPLE)
def stop_acting() -> ResponseReturnValue:
    sign_in = current_sign_in()
    acted_for = sign_in.acting_for_id
    with transaction():
        stop(sign_in)
    if acted_for is None:
        return redirect(url_for("home.index"))
    flash(_("You are yourself again."), "ok")
    return redirect(url_for("people.show", person_id=acted_for))
