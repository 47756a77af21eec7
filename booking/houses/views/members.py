"""Who is on a plan: people and organisations, from a day on and until one."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.houses.forms import EndMemberForm, MembersForm, NewMemberForm
from booking.houses.names import PERIODS, SUBJECTS
from booking.houses.queries.hours import today_at
from booking.houses.queries.plans import (
    MembersSought,
    every_member_of,
    get_member,
    members_of,
    organisation_called,
    organisation_names,
    quotas_of,
)
from booking.houses.views.blueprint import MANAGE, bp
from booking.houses.views.plans import ONE, kept_plan
from booking.plans import services
from booking.plans.models import Plan
from booking.plans.services import MemberDraft
from hub.accounts.models import User
from hub.accounts.permissions import Permission, at_site, may
from hub.accounts.queries.history import shown_history_of
from hub.accounts.queries.people import person_called
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export
from hub.web.paging import pager_of


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def plan(plan_id: UUID) -> ResponseReturnValue:
    """What it allows, and who is on it."""
    found = kept_plan(plan_id)
    return _page(found, NewMemberForm(formdata=None, starts_on=today_at(found.site)))


@bp.post(f"{ONE}/members")
@open_to(Audience.STAFF, permission=MANAGE)
def add_member(plan_id: UUID) -> ResponseReturnValue:
    found, form = kept_plan(plan_id), NewMemberForm()
    if form.validate_on_submit() and _added(found, form):
        flash(_("%(name)s is on the plan.", name=form.email.data or form.organisation.data), "ok")
        return redirect(url_for(".plan", plan_id=found.id))
    return _page(found, form)


@bp.get(f"{ONE}/members.csv")
@open_to(Audience.STAFF, permission=MANAGE)
def members_table(plan_id: UUID) -> ResponseReturnValue:
    found = kept_plan(plan_id)
    columns = {
        "name": _("Name"), "email": _("E-mail"), "organisation": _("Whole organisation"),
        "from": _("From"), "until": _("Until"),
    }  # fmt: skip
    rows = [
        (
            row.who.name,
            row.email,
            _("yes") if row.is_organisation else _("no"),
            row.member.starts_on,
            row.member.ends_on,
        )
        for row in every_member_of(found)
    ]
    return export(columns, rows, name=f"{found.site.code} {found.name}", format=Format.CSV)


@bp.route(f"{ONE}/members/<uuid:member_id>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def member(plan_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Say until when somebody is on the plan."""
    found = kept_plan(plan_id)
    row = get_member(found, member_id)
    form = EndMemberForm(obj=row.member)
    if form.validate_on_submit():
        try:
            with transaction():
                services.end_on_plan(row.member, form.ends_on.data, by=signed_in_person())
        except (Conflict, Invalid) as refusal:
            form.refuse("ends_on", refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".plan", plan_id=found.id))
    page = render_template("booking/houses/member.html", form=form, plan=found, row=row)
    return page, 422 if form.errors else 200


def _added(plan: Plan, form: NewMemberForm) -> bool:
    """Whether nothing spoke against it; what did, stands beside its field."""
    who = _meant(form)
    if who is None or form.starts_on.data is None:
        return False
    draft = MemberDraft(who, form.starts_on.data, form.ends_on.data)
    try:
        with transaction():
            services.add_to_plan(plan, draft, by=signed_in_person())
    except Invalid as refusal:
        form.refuse_all(refusal)
        return False
    except Conflict as refusal:
        form.refuse("email" if isinstance(who, User) else "organisation", refusal)
        return False
    return True


def _meant(form: NewMemberForm) -> User | Organisation | None:
    email, name = (form.email.data or "").strip(), (form.organisation.data or "").strip()
    if bool(email) is bool(name):
        form.refuse("email", _("Either a person or an organisation, please."))
        return None
    found = person_called(email) if email else organisation_called(name)
    if found is None and email:
        form.refuse("email", _("Nobody has an account with this address."))
    elif found is None:
        form.refuse("organisation", _("There is no organisation with this name."))
    return found


def _page(plan: Plan, form: NewMemberForm) -> ResponseReturnValue:
    search = MembersForm(request.args)
    sought = MembersSought(search.text.data or "", ended=bool(search.ended.data))
    today = today_at(plan.site)
    members = members_of(plan, sought, today=today, cursor=request.args.get("cursor"))
    may_look_back = may(signed_in_person(), Permission.HISTORY_SEE, at_site(plan.site_id))
    page = render_template(
        "booking/houses/plan.html",
        plan=plan,
        site=plan.site,
        quotas=quotas_of(plan.site).get(plan.id, []),
        periods=PERIODS,
        subjects=SUBJECTS,
        members=members.items,
        today=today,
        pager=pager_of(members),
        search=search,
        sought=sought,
        form=form,
        organisation_names=organisation_names(),
        entries=shown_history_of(plan) if may_look_back else None,
    )
    return page, 422 if form.errors else 200
