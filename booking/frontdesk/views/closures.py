"""What is closed at a site; open it again, or earlier."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.frontdesk.forms import ReopenForm
from booking.frontdesk.permissions import can_close_at
from booking.frontdesk.queries.closures import closure_by_id, closures_at
from booking.frontdesk.queries.places import site_kept_by, sites_kept_by
from booking.frontdesk.views.blueprint import bp
from booking.spaces import services
from booking.spaces.models import Closure
from hub.accounts.permissions import Permission
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import lock, transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.local_times import instant_of
from hub.core.pagination import Page
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to

CLOSE = {"permission": Permission.SPACES_MANAGE}
PAST = "past"


@bp.get("/closures")
@open_to(Audience.STAFF, **CLOSE)
def closures() -> ResponseReturnValue:
    person, when = signed_in_person(), request.args.get("when")
    site = site_kept_by(person, Permission.SPACES_MANAGE, code=request.args.get("site"))
    page = closures_at(site, past=when == PAST, cursor=request.args.get("cursor"))
    return render_template(
        "booking/frontdesk/closures.html",
        site=site,
        closures=page.items,
        past=when == PAST,
        tabs=[_tab(_("Now and coming"), site.code, when=None, chosen=when),
              _tab(_("Past and lifted"), site.code, when=PAST, chosen=when)],
        sites=[{"label": each.city, "url": url_for(".closures", site=each.code),
                "current": each.id == site.id}
               for each in sites_kept_by(person, Permission.SPACES_MANAGE)],
        pages=_pages(page, site.code, when=PAST if when == PAST else None),
    )  # fmt: skip


@bp.get("/closures/<uuid:closure_id>")
@open_to(Audience.STAFF, **CLOSE)
def closure(closure_id: UUID) -> ResponseReturnValue:
    found = _mine(closure_id)
    zone = found.space.site.zone
    ends = to_wall(found.ends_at, zone)
    return _shown(found, ReopenForm(data={"day": ends.date(), "end": ends.time()}))


@bp.post("/closures/<uuid:closure_id>/lift")
@open_to(Audience.STAFF, **CLOSE)
def lift(closure_id: UUID) -> ResponseReturnValue:
    found = _mine(closure_id)
    try:
        with transaction():
            lock(found)
            services.lift(found, by=signed_in_person())
        flash(_("%(space)s can be booked again.", space=found.space.name), "success")
    except Conflict as refusal:  # by a colleague, meanwhile
        flash(str(refusal), "info")
    return redirect(url_for(".closures", site=found.space.site.code), 303)


@bp.post("/closures/<uuid:closure_id>/shorten")
@open_to(Audience.STAFF, **CLOSE)
def shorten(closure_id: UUID) -> ResponseReturnValue:
    found, form = _mine(closure_id), ReopenForm()
    if not form.validate():
        return _shown(found, form, status=422)
    try:
        until = _until(found, form)
        with transaction():
            lock(found)
            services.shorten(found, until, by=signed_in_person())
    except Conflict as refusal:
        flash(str(refusal), "info")
    except Invalid as refusal:
        form.refuse("end", refusal)
        return _shown(found, form, status=refusal.status)
    else:
        flash(_("The closure of %(space)s ends earlier.", space=found.space.name), "success")
    return redirect(url_for(".closures", site=found.space.site.code), 303)


def _until(closure: Closure, form: ReopenForm) -> datetime:
    if form.day.data is None or form.end.data is None:
        raise Invalid(_("Please say when."))
    wall = datetime.combine(form.day.data, form.end.data)
    return instant_of(wall, closure.space.site.zone, fold=0, field="end")


def _mine(closure_id: UUID) -> Closure:
    """Raises: NotFound, also for another site's."""
    found = closure_by_id(closure_id)
    if not can_close_at(signed_in_person(), found.space.site):
        raise NotFound(_("There is no such closure."))
    return found


def _shown(closure: Closure, form: ReopenForm, *, status: int = 200) -> ResponseReturnValue:
    stands = closure.lifted_at is None and closure.ends_at > now()
    shown = {"closure": closure, "form": form, "stands": stands}
    return render_template("booking/frontdesk/closure.html", **shown), status


def _tab(label: str, site: str, *, when: str | None, chosen: str | None) -> dict[str, Any]:
    current = (chosen == PAST) is (when == PAST)
    return {"label": label, "url": url_for(".closures", site=site, when=when), "current": current}


def _pages(page: Page[Closure], site: str, *, when: str | None) -> dict[str, Any]:
    def url(cursor: str | None) -> str | None:
        return url_for(".closures", site=site, when=when, cursor=cursor) if cursor else None

    return {"shown": len(page.items), "total": None,
            "prev_url": url(page.previous), "next_url": url(page.next)}  # fmt: skip
