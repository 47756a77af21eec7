"""Staff give and end roles."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.forms.people import ReasonForm, RoleForm
from hub.accounts.models import Role
from hub.accounts.queries.people import get_grant, get_person, shown_grants
from hub.accounts.scopes import offered_to
from hub.accounts.services.grants import end_role as end
from hub.accounts.services.grants import give_role as give
from hub.accounts.sign_in import signed_in_person
from hub.accounts.views.blueprint import people_bp as bp
from hub.accounts.views.people import person_page
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.post("/admin/people/<uuid:person_id>/roles")
@open_to(Audience.STAFF, permission="roles:grant")
def give_role(person_id: UUID) -> ResponseReturnValue:
    person = get_person(person_id)
    form = RoleForm()
    form.offer_scopes(offered_to(person.id))
    if form.validate_on_submit():
        role, scope, reason = Role(form.role.data), form.chosen_scope(), form.reason.data or ""
        try:
            with transaction():
                give(person, role, in_scope=scope, by=signed_in_person(), reason=reason)
        except (Invalid, Conflict) as refusal:
            form.refuse("role", refusal)
        else:
            flash(_("The role is given, and a mail tells %(name)s.", name=person.name), "ok")
            return redirect(url_for(".show", person_id=person.id))
    return person_page(person, form)


@bp.route("/admin/people/<uuid:person_id>/roles/<uuid:grant_id>/end", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission="roles:grant")
def end_role(person_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    person = get_person(person_id)
    grant = get_grant(person, grant_id)
    form = ReasonForm()
    if form.validate_on_submit():
        with transaction():
            end(grant, by=signed_in_person(), reason=form.reason.data or "")
        flash(_("The role is ended, and the person is signed out everywhere."), "ok")
        return redirect(url_for(".show", person_id=person.id))
    [shown] = shown_grants([grant])
    page = render_template("hub/people/end_role.html", form=form, subject=person, grant=shown)
    return page, 422 if form.errors else 200
