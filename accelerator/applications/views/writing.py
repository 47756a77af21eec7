"""Writing an application: one section a page, saved by a button; script saves as one types."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications.errors import CallIsOver
from accelerator.applications.queries import get_application
from accelerator.applications.rules.progress import first_open
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.saving import given_on_page, said_wrong, save_section
from accelerator.applications.views.sheets import Sheet, Typed, part_of_sheet
from accelerator.forms.rules import asked_for_rows
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.errors import NotFound
from hub.core.formats import clock
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

BASE = "/applications/<uuid:application_id>"


@bp.get(f"{BASE}/apply")
@open_to(Audience.PEOPLE)
def go_on(application_id: UUID) -> ResponseReturnValue:
    """To the first section that is not complete."""
    sheet = sheet_of(application_id)
    key = first_open(sheet.progress)
    if key is None or sheet.done == len(sheet.progress):
        return redirect(url_for(".review", application_id=application_id))
    return redirect(url_for(".write", application_id=application_id, section=key))


@bp.get(f"{BASE}/apply/<section>")
@open_to(Audience.PEOPLE)
def write(application_id: UUID, section: str) -> ResponseReturnValue:
    return _page(sheet_of(application_id), section)


@bp.post(f"{BASE}/apply/<section>")
@open_to(Audience.PEOPLE)
def save(application_id: UUID, section: str) -> ResponseReturnValue:
    """By button. What cannot be saved stays in its field, with the reason beside it."""
    sheet = sheet_of(application_id)
    wanted = sheet.section(section)
    try:
        typed = save_section(sheet, wanted)
    except CallIsOver as over:
        values = {key: each.value for key, each in given_on_page(sheet, wanted).items()}
        kept = Typed(values=values)
        return _page(sheet_of(application_id), section, typed=kept, problem=str(over)), 409
    if typed.clashes or typed.errors:
        status = 409 if typed.clashes else 422
        page = _page(sheet_of(application_id), section, typed=typed, problem=said_wrong(typed))
        return page, status
    return _onward(sheet_of(application_id), section)


def sheet_of(application_id: UUID) -> Sheet:
    """Raises NotFound for all but the team."""
    person = signed_in_person()
    return Sheet(get_application(application_id, seen_by=person), person)


def _onward(sheet: Sheet, section: str) -> ResponseReturnValue:
    """Stay for one more row or another question; else go where the button said."""
    here, (_before, after) = sheet.application.id, sheet.neighbours(section)
    key = request.form.get("add-row") or request.form.get("remove-row", "").rpartition("-")[0]
    if asked_for_rows(request.form) or "take-out" in request.form:
        key = key or request.form.get("take-out", "").partition(":")[0]
        return redirect(
            url_for(".write", application_id=here, section=section, _anchor=f"q-{key}-box")
        )
    if request.form.get("go") == "on":
        if after is None:
            return redirect(url_for(".review", application_id=here))
        return redirect(url_for(".write", application_id=here, section=after))
    flash(_("Saved at %(time)s.", time=clock(now(), sheet.person.zone)), "ok")
    return redirect(url_for(".write", application_id=here, section=section))


def _page(sheet: Sheet, section: str, *, typed: Typed | None = None, problem: str = "") -> str:
    part = part_of_sheet(sheet, section, typed=typed)
    if not part.asked:
        raise NotFound(_("There is no such part of the form."))
    return render_template(
        "accelerator/applications/write.html",
        sheet=sheet,
        application=sheet.application,
        part=part,
        problem=problem,
    )
