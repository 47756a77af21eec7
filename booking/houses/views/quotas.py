"""How much may be booked on a plan, or by those who are on none."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.houses.forms import QuotaForm
from booking.houses.names import PERIODS, SUBJECTS
from booking.houses.queries.plans import get_plan, get_quota
from booking.houses.views.blueprint import MANAGE, bp, kept_by_me, mine
from booking.plans import services
from booking.plans.models import Plan, Quota
from booking.plans.services.quotas import draft_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm

QUOTA = "/admin/quotas/<uuid:quota_id>"


@bp.route("/admin/sites/<code>/quotas/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def create_quota(code: str) -> ResponseReturnValue:
    """For the plan that the address names; without one, for those who are on no plan."""
    site, form = kept_by_me(code), QuotaForm()
    plan = _plan_named(site)
    if form.validate_on_submit():
        try:
            with transaction():
                services.set_quota(site, form.draft(), plan=plan, by=signed_in_person())
        except (Conflict, Invalid) as refusal:
            _refuse(form, refusal)
        else:
            flash(_("The quota holds from now on. What is booked stands."), "ok")
            return redirect(_back(site, plan))
    page = render_template(
        "booking/houses/create_quota.html", form=form, site=site, plan=plan, back=_back(site, plan)
    )
    return page, 422 if form.errors else 200


@bp.route(QUOTA, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def quota(quota_id: UUID) -> ResponseReturnValue:
    found, site = _kept_quota(quota_id)
    form = QuotaForm.of(draft_of(found))
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_quota(found, form.draft(), by=signed_in_person())
        except (Conflict, Invalid) as refusal:
            _refuse(form, refusal)
        else:
            flash(_("The quota holds from now on. What is booked stands."), "ok")
            return redirect(_back(site, found.plan))
    back = _back(site, found.plan)
    page = render_template(
        "booking/houses/quota.html", form=form, site=site, quota=found, plan=found.plan, back=back
    )
    return page, 422 if form.errors else 200


@bp.route(f"{QUOTA}/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def remove_quota(quota_id: UUID) -> ResponseReturnValue:
    found, site = _kept_quota(quota_id)
    back, form = _back(site, found.plan), HubForm()
    if form.validate_on_submit():
        with transaction():
            services.remove_quota(found, by=signed_in_person())
        flash(_("The quota is removed."), "ok")
        return redirect(back)
    return render_template(
        "booking/houses/remove_quota.html",
        quota=found,
        site=site,
        back=back,
        periods=PERIODS,
        subjects=SUBJECTS,
    )


def _plan_named(site: Site) -> Plan | None:
    named = request.args.get("plan", "")
    if not named:
        return None
    try:
        plan = get_plan(UUID(named))
    except ValueError:
        plan = None
    if plan is None or plan.site_id != site.id:
        raise NotFound(_("There is no such plan."))
    return plan


def _kept_quota(quota_id: UUID) -> tuple[Quota, Site]:
    found = get_quota(quota_id)
    return found, mine(db.session.get_one(Site, found.site_id))


def _refuse(form: QuotaForm, refusal: Conflict | Invalid) -> None:
    if isinstance(refusal, Invalid):
        form.refuse_all(refusal)
    else:
        form.refuse("period", refusal)


def _back(site: Site, plan: Plan | None) -> str:
    if plan is None:
        return url_for(".plans", code=site.code)
    return url_for(".plan", plan_id=plan.id)
