"""Staff look after people: find them, see what they are, close and open accounts."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.forms.people import PeopleForm, ReasonForm, RoleForm
from hub.accounts.models import ScopeKind, User
from hub.accounts.names import ROLES
from hub.accounts.permissions import Permission, covers, may, may_act_for, may_somewhere
from hub.accounts.queries.factors import has_second_factor
from hub.accounts.queries.history import shown_history_of
from hub.accounts.queries.people import PeopleSought, get_person, people, shown_grants
from hub.accounts.scopes import offered_to
from hub.accounts.services.people import disable, enable
from hub.accounts.sign_in import signed_in_person
from hub.accounts.views.blueprint import people_bp as bp
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of


@bp.get("/admin/people")
@open_to(Audience.STAFF, permission="people:see")
def index() -> ResponseReturnValue:
    form = PeopleForm(request.args)
    sought = form.sought() if form.validate() else PeopleSought()
    page = people(sought, cursor=request.args.get("cursor"))
    return render_template(
        "hub/people/index.html", form=form, people=page.items, pager=pager_of(page), roles=ROLES
    )


@bp.get("/admin/people/<uuid:person_id>")
@open_to(Audience.STAFF, permission="people:see")
def show(person_id: UUID) -> ResponseReturnValue:
    person = get_person(person_id)
    return person_page(person, empty_role_form(person))


@bp.route("/admin/people/<uuid:person_id>/close", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission="people:manage")
def close(person_id: UUID) -> ResponseReturnValue:
    person = get_person(person_id)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            with transaction():
                disable(person, by=signed_in_person(), reason=form.reason.data or "")
        except Invalid as refusal:
            form.refuse_all(refusal)
        else:
            flash(_("The account is closed."), "ok")
            return redirect(url_for(".show", person_id=person.id))
    page = render_template("hub/people/close.html", form=form, subject=person)
    return page, 422 if form.errors else 200


@bp.post("/admin/people/<uuid:person_id>/open")
@open_to(Audience.STAFF, permission="people:manage")
def reopen(person_id: UUID) -> ResponseReturnValue:
    person = get_person(person_id)
    with transaction():
        enable(person, by=signed_in_person())
    flash(_("The account is open again. The person has to sign in anew."), "ok")
    return redirect(url_for(".show", person_id=person.id))


def empty_role_form(person: User) -> RoleForm:
    form = RoleForm(formdata=None)
    form.offer_scopes(offered_to(person.id))
    return form


def person_page(person: User, role_form: RoleForm) -> ResponseReturnValue:
    """What staff see of somebody; each action is offered to those who may take it."""
    staff = signed_in_person()
    another = staff.id != person.id
    page = render_template(
        "hub/people/show.html",
        subject=person,
        grants=shown_grants(person.grants),
        organisations=offered_to(person.id).get(ScopeKind.ORGANISATION, []),
        has_second_factor=has_second_factor(person),
        role_form=role_form if another and may_somewhere(staff, Permission.ROLES_GRANT) else None,
        may_manage=another and may(staff, Permission.PEOPLE_MANAGE) and covers(staff, person),
        may_act=may_act_for(staff, person),
        entries=shown_history_of(person) if may(staff, Permission.HISTORY_SEE) else None,
        viewer_zone=staff.zone,
    )
    return page, 422 if role_form.errors else 200
