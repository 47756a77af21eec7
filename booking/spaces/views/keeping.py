"""The list of a site's spaces; making, changing, archiving one."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.spaces import services
from booking.spaces.coming import coming_count, coming_page
from booking.spaces.errors import PlacesTaken, SpaceInUse
from booking.spaces.forms.spaces import ArchiveForm, SpaceForm, SpacesForm, filled
from booking.spaces.managing import (
    first_pictures,
    how_made,
    joinable_spaces,
    managed_spaces,
    parts_of,
    pictures_of,
    space_of,
    spaces_sharing,
)
from booking.spaces.models import Space
from booking.spaces.names import equipment_name, equipment_offered, kind_name
from booking.spaces.queries import levels_of
from booking.spaces.views.blueprint import MANAGE, SITE, SPACE, bp, kept_site, kept_sites, refuse
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of

NAMED = {"hourly_rate_minor": "rate", "level_id": "level"}


@bp.get("/admin/spaces")
@open_to(Audience.STAFF, permission=MANAGE)
def manage() -> ResponseReturnValue:
    """On to the spaces of the first site that somebody manages."""
    return redirect(url_for(".index", code=kept_sites()[0].code))


@bp.get(SITE)
@open_to(Audience.STAFF, permission=MANAGE)
def index(code: str) -> ResponseReturnValue:
    site, form = kept_site(code), SpacesForm(request.args)
    sought = form.sought() if form.validate() else SpacesForm(None).sought()
    page = managed_spaces(site, sought, cursor=request.args.get("cursor"))
    return render_template(
        "booking/spaces/index.html",
        site=site,
        sites=kept_sites(),
        form=form,
        spaces=page.items,
        pictures=first_pictures(page.items),
        sharing=spaces_sharing(page.items),
        pager=pager_of(page),
        kind_name=kind_name,
        is_sought=bool(sought.text or sought.kind or sought.archived),
    )


@bp.route(f"{SITE}/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new(code: str) -> ResponseReturnValue:
    site = kept_site(code)
    form = _form(site, None, values=_USUAL)
    if form.validate_on_submit():
        try:
            with transaction():
                made = form.made()
                space = services.make_space(site, form.draft(), made=made, by=signed_in_person())
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal, named=NAMED)
        else:
            flash(_("%(name)s can be booked from now on.", name=space.name), "ok")
            return redirect(url_for(".show", code=code, space_id=space.id))
    page = render_template(
        "booking/spaces/edit.html", site=site, form=form, space=None, in_use=None
    )
    return page, 422 if form.errors else 200


@bp.get(SPACE)
@open_to(Audience.STAFF, permission=MANAGE)
def show(code: str, space_id: UUID) -> ResponseReturnValue:
    site = kept_site(code)
    space = space_of(site, space_id)
    return render_template(
        "booking/spaces/show.html",
        site=site,
        space=space,
        made=how_made(space),
        parts=parts_of(space),
        pictures=pictures_of(space),
        coming=coming_count(space),
        entries=shown_history_of(space),
        kind_name=kind_name,
        equipment_name=equipment_name,
    )


@bp.route(f"{SPACE}/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit(code: str, space_id: UUID) -> ResponseReturnValue:
    site = kept_site(code)
    space = space_of(site, space_id)
    form, in_use = _form(site, space, values=filled(space, how_made(space))), None
    if form.validate_on_submit():
        in_use = _changed(space, form)
        if in_use is None and not form.errors:
            return redirect(url_for(".show", code=code, space_id=space.id))
    page = render_template(
        "booking/spaces/edit.html",
        site=site,
        form=form,
        space=space,
        in_use=in_use,
        coming=_coming(space, form) if in_use else None,
    )
    return page, 409 if in_use else 422 if form.errors else 200


@bp.get(f"{SPACE}/coming")
@open_to(Audience.STAFF, permission=MANAGE)
def coming(code: str, space_id: UUID) -> ResponseReturnValue:
    """What is booked to come; with `over`, only what is for more people than that."""
    site = kept_site(code)
    space = space_of(site, space_id)
    over = request.args.get("over", 0, type=int)
    page = coming_page(space, over=over, cursor=request.args.get("cursor"))
    return render_template(
        "booking/spaces/coming.html",
        site=site,
        space=space,
        over=over,
        coming=page.items,
        pager=pager_of(page),
    )


@bp.route(f"{SPACE}/archive", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def archive(code: str, space_id: UUID) -> ResponseReturnValue:
    space, form = space_of(kept_site(code), space_id), ArchiveForm()
    if form.validate_on_submit():
        try:
            with transaction():
                reason, by = form.reason.data or "", signed_in_person()
                services.archive_space(space, by=by, reason=reason, keep=form.seen)
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            flash(_("%(name)s is archived.", name=space.name), "ok")
            return redirect(url_for(".index", code=code))
    return _archiving(space, form), 422 if form.errors else 200


@bp.post(f"{SPACE}/restore")
@open_to(Audience.STAFF, permission=MANAGE)
def restore(code: str, space_id: UUID) -> ResponseReturnValue:
    space = space_of(kept_site(code), space_id)
    try:
        with transaction():
            services.restore_space(space, by=signed_in_person())
    except Invalid as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("%(name)s can be booked again.", name=space.name), "ok")
    return redirect(url_for(".show", code=code, space_id=space.id))


_USUAL: dict[str, object] = {
    "rate": "0",
    "setup_minutes": 0,
    "cleanup_minutes": 0,
    "buffer_minutes": 0,
    "grid_minutes": 15,
    "shortest_minutes": 30,
    "longest_minutes": 600,
    "lead_minutes": 0,
    "window_days": 120,
    "position": 0,
}


def _archiving(space: Space, form: ArchiveForm) -> str:
    page = coming_page(space, cursor=request.args.get("cursor"))
    return render_template(
        "booking/spaces/archive.html",
        site=space.site,
        space=space,
        form=form,
        coming=page.items,
        pager=pager_of(page),
        count=coming_count(space),
    )


def _form(site: Site, space: Space | None, *, values: dict[str, object]) -> SpaceForm:
    form = SpaceForm(data=values)
    offered = equipment_offered()
    had = {code: equipment_name(code) for code in (space.equipment if space else ())}
    form.offer(levels_of(site), offered | had, joinable=joinable_spaces(site, but=space))
    form.rate.description = _("In %(currency)s; 0 is free of charge.", currency=site.currency)
    return form


def _changed(space: Space, form: SpaceForm) -> SpaceInUse | None:
    """The refusal that asks for another look, if that is what was answered."""
    try:
        with transaction():
            by = signed_in_person()
            services.change_space(space, form.draft(), made=form.made(), by=by, keep=form.seen)
    except SpaceInUse as refusal:
        return refusal
    except PlacesTaken as refusal:
        form.refuse("places", refusal)
    except (Invalid, Conflict) as refusal:
        refuse(form, refusal, named=NAMED)
    else:
        flash(_("Saved."), "ok")
    return None


def _coming(space: Space, form: SpaceForm) -> object:
    """Those that the change concerns: all, or those for more people than it will hold."""
    people = form.capacity_people.data or 0
    over = people if people < space.capacity_people else 0
    return {"items": coming_page(space, over=over, limit=10).items, "over": over}
