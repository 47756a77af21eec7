"""Staff look after programmes."""

from uuid import UUID
from zoneinfo import available_timezones

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes import queries, services
from accelerator.programmes.forms import ArchiveForm, ProgrammeForm
from accelerator.programmes.permissions import can_make_programmes
from accelerator.programmes.views.blueprint import bp
from accelerator.programmes.views.calls import call_of
from accelerator.programmes.views.saying import refuse
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.organisations.queries import sites
from hub.web.access import Audience, open_to

MANAGE = "programmes:manage"


@bp.get("/admin/programmes")
@open_to(Audience.STAFF, permission=MANAGE)
def manage() -> ResponseReturnValue:
    staff = signed_in_person()
    found = queries.managed(staff)
    return render_template(
        "accelerator/programmes/manage.html",
        programmes=[(each, [call_of(c) for c in queries.latest_first(each)]) for each in found],
        may_make=can_make_programmes(staff),
    )


@bp.route("/admin/programmes/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def create() -> ResponseReturnValue:
    staff = signed_in_person()
    form = _form()
    if form.validate_on_submit():
        try:
            with transaction():
                programme = services.make_programme(form.draft(), by=staff)
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            flash(_("The programme is there. Nobody sees it until you publish it."), "ok")
            return redirect(url_for(".programme", programme_id=programme.id))
    page = render_template("accelerator/programmes/edit.html", form=form, programme=None)
    return page, 422 if form.errors else 200


@bp.get("/admin/programmes/<uuid:programme_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def programme(programme_id: UUID) -> ResponseReturnValue:
    found = queries.managed_programme(programme_id, by=signed_in_person())
    return render_template(
        "accelerator/programmes/programme.html",
        programme=found,
        calls=[call_of(cohort) for cohort in queries.latest_first(found)],
        entries=shown_history_of(found),
    )


@bp.route("/admin/programmes/<uuid:programme_id>/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit(programme_id: UUID) -> ResponseReturnValue:
    staff = signed_in_person()
    found = queries.managed_programme(programme_id, by=staff)
    form = _form(**ProgrammeForm.shown(services.programme_draft_of(found)))
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_programme(found, form.draft(), by=staff)
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".programme", programme_id=found.id))
    page = render_template("accelerator/programmes/edit.html", form=form, programme=found)
    return page, 422 if form.errors else 200


@bp.post("/admin/programmes/<uuid:programme_id>/publish")
@open_to(Audience.STAFF, permission=MANAGE)
def publish(programme_id: UUID) -> ResponseReturnValue:
    staff = signed_in_person()
    found = queries.managed_programme(programme_id, by=staff)
    with transaction():
        services.publish_programme(found, by=staff)
    flash(_("Everybody sees the programme now."), "ok")
    return redirect(url_for(".programme", programme_id=programme_id))


@bp.route("/admin/programmes/<uuid:programme_id>/archive", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def archive(programme_id: UUID) -> ResponseReturnValue:
    staff = signed_in_person()
    found = queries.managed_programme(programme_id, by=staff)
    form = ArchiveForm()
    if form.validate_on_submit():
        with transaction():
            services.archive_programme(found, by=staff, reason=form.reason.data or "")
        flash(_("The programme is archived. You can restore it at any time."), "ok")
        return redirect(url_for(".programme", programme_id=programme_id))
    page = render_template("accelerator/programmes/archive.html", form=form, programme=found)
    return page, 422 if form.errors else 200


@bp.post("/admin/programmes/<uuid:programme_id>/restore")
@open_to(Audience.STAFF, permission=MANAGE)
def restore(programme_id: UUID) -> ResponseReturnValue:
    staff = signed_in_person()
    found = queries.managed_programme(programme_id, by=staff)
    with transaction():
        services.restore_programme(found, by=staff)
    flash(_("The programme is back."), "ok")
    return redirect(url_for(".programme", programme_id=programme_id))


def _form(**shown: object) -> ProgrammeForm:
    form = ProgrammeForm(**(shown or {"zone": "Asia/Jakarta", "currency": "IDR"}))
    form.offer(sites(), sorted(zone for zone in available_timezones() if "/" in zone))
    return form
