"""The panels of a day."""

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from accelerator.interviews.forms.days import EmptyForm, PanelForm, panel_fields
from accelerator.interviews.models import InterviewDay, Panel
from accelerator.interviews.queries.days import reviewers_to_seat
from accelerator.interviews.services import days
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.doors import (
    DAY,
    MANAGE,
    PANEL,
    day_of_staff,
    page,
    panel_of_staff,
    to_day,
)
from booking.spaces.queries import sites_with_spaces, spaces_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.acting import said_no
from hub.web.choices import options


@bp.route(f"{DAY}/panels/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_panel(day_id: UUID) -> ResponseReturnValue:
    return _page(day_of_staff(day_id), None)


@bp.route(PANEL, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def panel(panel_id: UUID) -> ResponseReturnValue:
    found = panel_of_staff(panel_id)
    return _page(found.day, found)


@bp.post(f"{PANEL}/remove")
@open_to(Audience.STAFF, permission=MANAGE)
def remove_panel(panel_id: UUID) -> ResponseReturnValue:
    found = panel_of_staff(panel_id)
    day_id = found.day_id
    if EmptyForm().validate():
        try:
            with transaction():
                days.remove_panel(found, by=signed_in_person())
        except Conflict as refusal:
            said_no(refusal)
    return to_day(day_id)


def _page(day: InterviewDay, panel: Panel | None) -> ResponseReturnValue:
    form = _form(panel)
    if form.validate_on_submit():
        try:
            _save(day, panel, form=form)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Saved."), "ok")
            return to_day(day.id)
    shown = page("panel", day.cohort, day=day, panel=panel, form=form)
    return shown, 422 if form.errors else 200


def _save(day: InterviewDay, panel: Panel | None, *, form: PanelForm) -> None:
    with transaction():
        if panel is None:
            days.add_panel(day, form.draft(), by=signed_in_person())
        else:
            days.change_panel(panel, form.draft(), by=signed_in_person())


def _form(panel: Panel | None) -> PanelForm:
    form = PanelForm(data=panel_fields(panel) if panel else {})
    rooms = [
        (str(space.id), f"{site.city}: {space.name} ({_people(space.capacity_people)})")
        for site in sites_with_spaces()
        for space in spaces_of(site)
        if not space.is_pooled
    ]
    form.space_id.choices = options([("", _("None: online only")), *rooms])
    form.reviewer_ids.choices = options(
        (str(each.id), each.user.name) for each in reviewers_to_seat()
    )
    return form


def _people(number: int) -> str:
    return ngettext("one person", "%(num)s people", number)
