"""Verify, archive and restore an organisation."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.organisations import services
from hub.organisations.forms import WhyForm
from hub.organisations.models import Organisation
from hub.organisations.permissions import can_archive, can_manage
from hub.organisations.queries import get_organisation
from hub.organisations.views.blueprint import bp
from hub.web.access import Audience, open_to


@bp.post("/organisations/<uuid:organisation_id>/verify")
@open_to(Audience.STAFF, permission="organisations:manage")
def verify(organisation_id: UUID) -> ResponseReturnValue:
    organisation = get_organisation(organisation_id)
    with transaction():
        services.verify(organisation, by=signed_in_person())
    flash(_("%(name)s is verified.", name=organisation.name), "ok")
    return _back(organisation)


@bp.route("/organisations/<uuid:organisation_id>/unverify", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission="organisations:manage")
def unverify(organisation_id: UUID) -> ResponseReturnValue:
    organisation, staff = get_organisation(organisation_id), signed_in_person()
    if not can_manage(staff, organisation):
        raise NotAllowed(_("Only the hub's staff verify organisations."))
    form = WhyForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.unverify(organisation, by=staff, reason=form.reason.data or "")
            return _back(organisation)
        except Invalid as refusal:
            form.refuse_all(refusal)
    page = render_template("hub/organisations/unverify.html", form=form, organisation=organisation)
    return page, 422 if form.errors else 200


@bp.route("/organisations/<uuid:organisation_id>/archive", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def archive(organisation_id: UUID) -> ResponseReturnValue:
    organisation, person = get_organisation(organisation_id), signed_in_person()
    if not can_archive(person, organisation):
        raise NotAllowed(_("Only its owners archive or restore an organisation."))
    form = WhyForm()
    if form.validate_on_submit():
        with transaction():
            services.archive(organisation, by=person, reason=form.reason.data or "")
        flash(_("%(name)s is archived.", name=organisation.name), "ok")
        return _back(organisation)
    page = render_template("hub/organisations/archive.html", form=form, organisation=organisation)
    return page, 422 if form.errors else 200


@bp.post("/organisations/<uuid:organisation_id>/restore")
@open_to(Audience.PEOPLE)
def restore(organisation_id: UUID) -> ResponseReturnValue:
    organisation = get_organisation(organisation_id)
    with transaction():
        services.restore(organisation, by=signed_in_person())
    flash(_("%(name)s is in the network again.", name=organisation.name), "ok")
    return _back(organisation)


def _back(organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for(".show", organisation_id=organisation.id))
