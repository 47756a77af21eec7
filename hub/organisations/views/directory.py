"""The network: find organisations, see one, register and change one's own."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.organisations.errors import NameTaken
from hub.organisations.forms import OrganisationForm, OrganisationsForm
from hub.organisations.names import KINDS, MEMBER_ROLES
from hub.organisations.permissions import (
    can_archive,
    can_edit,
    can_manage,
    can_see_members,
    part_in,
)
from hub.organisations.queries import (
    OrganisationsSought,
    cities,
    get_organisation,
    members_of,
    organisations,
)
from hub.organisations.services import change, register
from hub.organisations.views.blueprint import bp
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of


@bp.get("/organisations")
@open_to(Audience.EVERYONE)
def index() -> ResponseReturnValue:
    form = OrganisationsForm(request.args)
    form.offer_cities(cities())
    sought = form.sought() if form.validate() else OrganisationsSought()
    page = organisations(sought, cursor=request.args.get("cursor"))
    return render_template(
        "hub/organisations/index.html",
        form=form,
        organisations=page.items,
        pager=pager_of(page),
        kinds=KINDS,
    )


@bp.get("/organisations/<uuid:organisation_id>")
@open_to(Audience.EVERYONE)
def show(organisation_id: UUID) -> ResponseReturnValue:
    """Public, but for the members and what happened: those are for its people and staff."""
    organisation = get_organisation(organisation_id)
    visitor = person_or_none()
    inside = can_see_members(visitor, organisation)
    return render_template(
        "hub/organisations/show.html",
        organisation=organisation,
        kinds=KINDS,
        member_roles=MEMBER_ROLES,
        own_part=part_in(visitor, organisation),
        may_edit=can_edit(visitor, organisation) and not organisation.archived_at,
        may_archive=can_archive(visitor, organisation),
        may_verify=can_manage(visitor, organisation),
        members=members_of(organisation) if inside else None,
        entries=shown_history_of(organisation) if inside else None,
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def create() -> ResponseReturnValue:
    person = signed_in_person()
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            with transaction():
                organisation = register(form.draft(), by=person)
        except (Invalid, NameTaken) as refusal:
            _refuse(form, refusal)
        else:
            flash(_("It is in the network now. Staff will have a look and verify it."), "ok")
            return redirect(url_for(".show", organisation_id=organisation.id))
    page = render_template("hub/organisations/create.html", form=form)
    return page, 422 if form.errors else 200


@bp.route("/organisations/<uuid:organisation_id>/edit", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def edit(organisation_id: UUID) -> ResponseReturnValue:
    organisation, person = get_organisation(organisation_id), signed_in_person()
    if not can_edit(person, organisation):
        raise NotAllowed(_("Only its owners and coordinators change this organisation."))
    form = OrganisationForm(obj=organisation, data={"tags": ", ".join(organisation.tags)})
    if form.validate_on_submit():
        try:
            with transaction():
                change(organisation, form.draft(), by=person)
        except (Invalid, NameTaken) as refusal:
            _refuse(form, refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".show", organisation_id=organisation.id))
    page = render_template("hub/organisations/edit.html", form=form, organisation=organisation)
    return page, 422 if form.errors else 200


def _refuse(form: OrganisationForm, refusal: Invalid | NameTaken) -> None:
    if isinstance(refusal, Invalid):
        form.refuse_all(refusal)
    else:
        form.refuse("name", refusal)
