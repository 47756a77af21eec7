"""The plans of a house: made, changed, put away."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.houses.forms import PlanForm
from booking.houses.names import PERIODS, SUBJECTS
from booking.houses.queries.hours import today_at
from booking.houses.queries.plans import get_plan, members_on, plans_of, quotas_of
from booking.houses.views.blueprint import MANAGE, bp, kept_by_me, mine
from booking.plans import services
from booking.plans.models import Plan
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm

ONE = "/admin/plans/<uuid:plan_id>"


@bp.get("/admin/sites/<code>/plans")
@open_to(Audience.STAFF, permission=MANAGE)
def plans(code: str) -> ResponseReturnValue:
    site = kept_by_me(code)
    found = plans_of(site)
    return render_template(
        "booking/houses/plans.html",
        site=site,
        plans=found,
        members=members_on(today_at(site), found),
        quotas=quotas_of(site),
        periods=PERIODS,
        subjects=SUBJECTS,
    )


@bp.route("/admin/sites/<code>/plans/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def create_plan(code: str) -> ResponseReturnValue:
    site, form = kept_by_me(code), PlanForm()
    if form.validate_on_submit():
        try:
            with transaction():
                made = services.make_plan(site, form.draft(), by=signed_in_person())
        except (Conflict, Invalid) as refusal:
            form.refuse("name", refusal)
        else:
            flash(_("The plan is made. Say what it allows, and who is on it."), "ok")
            return redirect(url_for(".plan", plan_id=made.id))
    page = render_template("booking/houses/create_plan.html", form=form, site=site)
    return page, 422 if form.errors else 200


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit_plan(plan_id: UUID) -> ResponseReturnValue:
    plan = kept_plan(plan_id)
    form = PlanForm(obj=plan)
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_plan(plan, form.draft(), by=signed_in_person())
        except (Conflict, Invalid) as refusal:
            form.refuse("name", refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".plan", plan_id=plan.id))
    page = render_template("booking/houses/edit_plan.html", form=form, plan=plan, site=plan.site)
    return page, 422 if form.errors else 200


@bp.route(f"{ONE}/archive", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def archive_plan(plan_id: UUID) -> ResponseReturnValue:
    plan, form = kept_plan(plan_id), HubForm()
    if form.validate_on_submit():
        with transaction():
            services.archive_plan(plan, by=signed_in_person())
        flash(_("The plan is archived. What was booked on it stands."), "ok")
        return redirect(url_for(".plans", code=plan.site.code))
    on_it = members_on(today_at(plan.site), [plan]).get(plan.id, 0)
    return render_template(
        "booking/houses/archive_plan.html", plan=plan, site=plan.site, on_it=on_it
    )


@bp.post(f"{ONE}/restore")
@open_to(Audience.STAFF, permission=MANAGE)
def restore_plan(plan_id: UUID) -> ResponseReturnValue:
    plan = kept_plan(plan_id)
    with transaction():
        services.restore_plan(plan, by=signed_in_person())
    flash(_("The plan counts again."), "ok")
    return redirect(url_for(".plan", plan_id=plan.id))


def kept_plan(plan_id: UUID) -> Plan:
    """Raises: NotFound; NotAllowed when its site is somebody else's."""
    plan = get_plan(plan_id)
    mine(plan.site)
    return plan
