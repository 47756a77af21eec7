"""What spaces can have: the house's own words, and those that staff added."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.spaces import services
from booking.spaces.forms.house import EquipmentForm, NewEquipmentForm
from booking.spaces.managing import (
    all_equipment,
    equipment_called,
    equipment_in_use,
    spaces_with,
)
from booking.spaces.models import Equipment
from booking.spaces.names import EQUIPMENT_NAMES, equipment_name
from booking.spaces.views.blueprint import MANAGE, bp, refuse
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

HERE = "/admin/equipment"
ONE = f"{HERE}/<thing>"


@bp.get(HERE)
@open_to(Audience.STAFF, permission=MANAGE)
def equipment() -> ResponseReturnValue:
    return _page(NewEquipmentForm(formdata=None))


@bp.post(HERE)
@open_to(Audience.STAFF, permission=MANAGE)
def add_equipment() -> ResponseReturnValue:
    form = NewEquipmentForm()
    if form.validate():
        try:
            with transaction():
                code, by = (form.code.data or "").strip(), signed_in_person()
                services.add_equipment(form.names.data, code=code, by=by)
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            flash(_("It can be given to spaces now, and looked for."), "ok")
            return redirect(url_for(".equipment"))
    return _page(form)


@bp.route(ONE, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def rename_equipment(thing: str) -> ResponseReturnValue:
    found = _added(thing)
    form = EquipmentForm(data={"names": found.names})
    if form.validate_on_submit():
        try:
            with transaction():
                services.rename_equipment(found, form.names.data, by=signed_in_person())
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".equipment"))
    page = render_template(
        "booking/spaces/rename_equipment.html",
        form=form,
        equipment=found,
        entries=shown_history_of(found),
    )
    return page, 422 if form.errors else 200


@bp.get(f"{ONE}/retire")
@open_to(Audience.STAFF, permission=MANAGE)
def retiring(thing: str) -> ResponseReturnValue:
    """What it means: the spaces that have it, which keep it."""
    _known(thing)
    return render_template(
        "booking/spaces/retire.html",
        code=thing,
        name=equipment_name(thing),
        spaces=spaces_with(thing),
    )


@bp.post(f"{ONE}/retire")
@open_to(Audience.STAFF, permission=MANAGE)
def retire(thing: str) -> ResponseReturnValue:
    _known(thing)
    try:
        with transaction():
            services.retire(thing, by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("It is no longer offered."), "ok")
    return redirect(url_for(".equipment"))


@bp.post(f"{ONE}/offer")
@open_to(Audience.STAFF, permission=MANAGE)
def offer_again(thing: str) -> ResponseReturnValue:
    found = _added(thing)
    try:
        with transaction():
            services.offer_again(found, by=signed_in_person())
    except Conflict as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("It is offered again."), "ok")
    return redirect(url_for(".equipment"))


def _added(code: str) -> Equipment:
    """Raises: NotFound, also for what the house names itself and nobody retired."""
    found = equipment_called(code)
    if found is None:
        raise NotFound(_("There is no such equipment."))
    return found


def _known(code: str) -> None:
    if code not in EQUIPMENT_NAMES and code not in {each.code for each in all_equipment()}:
        raise NotFound(_("There is no such equipment."))


def _page(form: NewEquipmentForm) -> ResponseReturnValue:
    rows = {each.code: each for each in all_equipment()}
    codes = [*EQUIPMENT_NAMES, *(code for code in rows if code not in EQUIPMENT_NAMES)]
    page = render_template(
        "booking/spaces/equipment.html",
        form=form,
        listed=[(code, equipment_name(code), rows.get(code)) for code in codes],
        used=equipment_in_use(),
        own=EQUIPMENT_NAMES,
    )
    return page, 422 if form.errors else 200
