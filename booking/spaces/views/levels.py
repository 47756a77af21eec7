"""The levels of a site, and drawing the plan of one."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.spaces import services
from booking.spaces.errors import LevelNotEmpty
from booking.spaces.forms.house import LevelForm, OutlineForm
from booking.spaces.managing import get_level, spaces_by_level, spaces_on
from booking.spaces.queries import levels_of
from booking.spaces.views.blueprint import MANAGE, bp, kept_site, refuse
from booking.spaces.views.drawing import Sketch, read_sketch, sketch_of
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.web.access import Audience, open_to

LEVELS = "/sites/<code>/levels"
LEVEL = f"{LEVELS}/<uuid:level_id>"


@bp.get(LEVELS)
@open_to(Audience.STAFF, permission=MANAGE)
def levels(code: str) -> ResponseReturnValue:
    return _levels(kept_site(code), LevelForm(formdata=None))


@bp.post(LEVELS)
@open_to(Audience.STAFF, permission=MANAGE)
def add_level(code: str) -> ResponseReturnValue:
    site, form = kept_site(code), LevelForm()
    if form.validate():
        try:
            with transaction():
                level = services.make_level(site, form.name.data or "", by=signed_in_person())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            flash(_("%(name)s is there. Draw its plan now.", name=level.name), "ok")
            return redirect(url_for(".level", code=code, level_id=level.id))
    return _levels(site, form)


@bp.post(f"{LEVEL}/move")
@open_to(Audience.STAFF, permission=MANAGE)
def move_level(code: str, level_id: UUID) -> ResponseReturnValue:
    """Up, or down with `steps` of 1."""
    level = get_level(kept_site(code), level_id)
    with transaction():
        steps = 1 if request.form.get("steps") == "1" else -1
        services.move_level(level, steps=steps, by=signed_in_person())
    return redirect(url_for(".levels", code=code))


@bp.post(f"{LEVEL}/rename")
@open_to(Audience.STAFF, permission=MANAGE)
def rename_level(code: str, level_id: UUID) -> ResponseReturnValue:
    site = kept_site(code)
    level, form = get_level(site, level_id), LevelForm()
    if form.validate():
        try:
            with transaction():
                services.change_level(level, form.name.data or "", by=signed_in_person())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".level", code=code, level_id=level.id))
    return _plan(site, sketch_of(level), name_form=form)


@bp.route(LEVEL, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def level(code: str, level_id: UUID) -> ResponseReturnValue:
    """Draw the plan: by numbers, and with script by moving the rooms."""
    site = kept_site(code)
    found = get_level(site, level_id)
    if request.method == "GET":
        return _plan(site, sketch_of(found))
    sketch = read_sketch(found, OutlineForm())
    if sketch.is_readable and "look" not in request.form:
        try:
            with transaction():
                services.draw(found, sketch.drawing, by=signed_in_person())
        except Invalid as refusal:
            sketch.refuse(refusal)
        else:
            flash(_("The plan is saved."), "ok")
            return redirect(url_for(".level", code=code, level_id=found.id))
    return _plan(site, sketch)


@bp.route(f"{LEVEL}/delete", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def delete_level(code: str, level_id: UUID) -> ResponseReturnValue:
    site = kept_site(code)
    found, refusal = get_level(site, level_id), None
    if request.method == "POST":
        try:
            with transaction():
                services.delete_level(found, by=signed_in_person())
        except LevelNotEmpty as full:
            refusal = full
        else:
            flash(_("The level is deleted."), "ok")
            return redirect(url_for(".levels", code=code))
    spaces = spaces_on(found, archived=True)
    shown = render_template(
        "booking/spaces/delete_level.html", site=site, level=found, spaces=spaces
    )
    return shown, 409 if refusal else 200


def _levels(site: Site, form: LevelForm) -> ResponseReturnValue:
    page = render_template(
        "booking/spaces/levels.html",
        site=site,
        levels=levels_of(site),
        counts=spaces_by_level(site),
        form=form,
    )
    return page, 422 if form.errors else 200


def _plan(site: Site, sketch: Sketch, *, name_form: LevelForm | None = None) -> ResponseReturnValue:
    page = render_template(
        "booking/spaces/level.html",
        site=site,
        level=sketch.level,
        sketch=sketch,
        form=sketch.form,
        name_form=name_form or LevelForm(formdata=None, data={"name": sketch.level.name}),
        entries=shown_history_of(sketch.level),
    )
    refused = sketch.is_refused or (name_form is not None and name_form.errors)
    return page, 422 if refused else 200
