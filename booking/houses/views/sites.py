"""The sites that somebody keeps: opened, changed, and each with what is so today."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.houses import services
from booking.houses.errors import SiteInUse
from booking.houses.forms import SiteForm
from booking.houses.queries.hours import other_hours_of, today_at
from booking.houses.queries.plans import plans_of
from booking.houses.views.blueprint import MANAGE, bp, kept_by_me
from booking.spaces.permissions import can_manage_spaces
from booking.spaces.queries import hours_at, spaces_of
from hub.accounts.permissions import Permission, at_site, may
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.organisations.permissions import can_make_sites
from hub.organisations.queries import coming_holidays
from hub.organisations.queries import sites as all_sites
from hub.organisations.services import make_site
from hub.web.access import Audience, open_to


@bp.get("/admin/sites")
@open_to(Audience.STAFF, permission=MANAGE)
def index() -> ResponseReturnValue:
    """Those that somebody keeps."""
    person = signed_in_person()
    kept = [each for each in all_sites() if can_manage_spaces(person, each)]
    coming = coming_holidays(((each, today_at(each)) for each in kept), each=2)
    may_make = can_make_sites(person)
    return render_template(
        "booking/houses/index.html", sites=kept, coming=coming, may_make=may_make
    )


@bp.route("/admin/sites/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission="sites:manage")
def create() -> ResponseReturnValue:
    form = SiteForm()
    if form.validate_on_submit():
        try:
            with transaction():
                made = make_site(form.draft(), by=signed_in_person())
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.refuse("code", refusal)
        else:
            flash(_("The site is open. Say when, and what can be booked in it."), "ok")
            return redirect(url_for(".hours", code=made.code))
    page = render_template("booking/houses/create.html", form=form)
    return page, 422 if form.errors else 200


@bp.get("/admin/sites/<code>")
@open_to(Audience.STAFF, permission=MANAGE)
def site(code: str) -> ResponseReturnValue:
    found, person = kept_by_me(code), signed_in_person()
    may_look_back = may(person, Permission.HISTORY_SEE, at_site(found.id))
    return render_template(
        "booking/houses/site.html",
        site=found,
        may_edit=can_make_sites(person),
        spaces=spaces_of(found),
        hours=hours_at(found),
        holidays=coming_holidays([(found, today_at(found))], each=3)[found.id],
        others=other_hours_of(found, limit=3).items,
        plans=[plan for plan in plans_of(found) if plan.archived_at is None],
        entries=shown_history_of(found) if may_look_back else None,
    )


@bp.route("/admin/sites/<code>/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission="sites:manage")
def edit(code: str) -> ResponseReturnValue:
    found = kept_by_me(code)
    if not can_make_sites(signed_in_person()):
        raise NotAllowed(_("Only administrators change a site."))
    form = SiteForm(obj=found)
    if form.validate_on_submit() and _changed(found, form):
        flash(_("Saved."), "ok")
        return redirect(url_for(".site", code=found.code))
    page = render_template("booking/houses/edit.html", form=form, site=found, code=code)
    return page, 422 if form.errors else 200


def _changed(site: Site, form: SiteForm) -> bool:
    """Whether nothing spoke against it; what did, stands beside its field."""
    try:
        with transaction():
            services.change_site(site, form.draft(), by=signed_in_person())
    except SiteInUse as refusal:
        form.refuse(refusal.details["field"], refusal)
    except Invalid as refusal:
        form.refuse_all(refusal)
    except Conflict as refusal:
        form.refuse("code", refusal)
    else:
        return True
    return False
