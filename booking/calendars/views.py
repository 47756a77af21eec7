"""Pages for staff: upload a calendar, see what goes where, import it, see what came of it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.calendars import queries, services
from booking.calendars.errors import NotACalendar, NotAllFree
from booking.calendars.forms import UploadForm, choices_in
from booking.calendars.models import CalendarImport, ImportState
from booking.calendars.rules import LARGEST
from booking.calendars.shown import left_out, outcome_figures, shown
from booking.spaces.queries import get_space
from hub.accounts.permissions import Permission
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import TooLarge
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

bp = Blueprint("calendars", __name__, url_prefix="/calendars")
IMPORTERS = {"permission": Permission.CALENDARS_IMPORT}


@bp.get("/imports")
@open_to(Audience.STAFF, **IMPORTERS)
def index() -> ResponseReturnValue:
    page = queries.imports_seen_by(signed_in_person(), cursor=request.args.get("cursor"))
    return render_template("booking/calendars/index.html", page=page)


@bp.route("/import", methods=["GET", "POST"])
@open_to(Audience.STAFF, **IMPORTERS)
def upload() -> ResponseReturnValue:
    person, form = signed_in_person(), UploadForm()
    form.offer(queries.spaces_to_import_into(person))
    if form.validate_on_submit():
        raw, name = form.file.data.read(LARGEST + 1), form.file.data.filename or ""
        try:
            services.preview(raw, get_space(UUID(form.space.data)), by=person)
            with transaction():
                space = get_space(UUID(form.space.data))
                pending = services.begin(raw, space, name=name, by=person)
        except (NotACalendar, TooLarge) as refusal:
            form.refuse("file", refusal)
        else:
            return redirect(url_for(".show", import_id=pending.id), 303)
    return render_template("booking/calendars/upload.html", form=form), 422 if form.errors else 200


@bp.get("/imports/<uuid:import_id>")
@open_to(Audience.STAFF, **IMPORTERS)
def show(import_id: UUID) -> ResponseReturnValue:
    """The preview while it waits, and afterwards what came of it."""
    person = signed_in_person()
    found = queries.get_import(import_id, seen_by=person)
    if found.state is ImportState.PENDING:
        return _preview(found)
    return render_template(
        "booking/calendars/show.html",
        done=found,
        figures=outcome_figures(found),
        left_out=left_out(found),
        zone=found.space.site.zone,
    )


@bp.post("/imports/<uuid:import_id>")
@open_to(Audience.STAFF, **IMPORTERS)
def apply(import_id: UUID) -> ResponseReturnValue:
    person, strict = signed_in_person(), request.form.get("mode") == "all"
    pending = queries.get_import(import_id, seen_by=person)
    choices, reading = choices_in(request.form), services.reading_of(pending, by=person)
    try:
        with transaction():
            services.apply(pending, choices, by=person, all_or_nothing=strict, reading=reading)
    except NotAllFree as refusal:
        flash(str(refusal), "error")
        return _preview(queries.get_import(import_id, seen_by=person)), 409
    flash(_("The calendar is imported."), "success")
    return redirect(url_for(".show", import_id=import_id), 303)


@bp.post("/imports/<uuid:import_id>/put-away")
@open_to(Audience.STAFF, **IMPORTERS)
def put_away(import_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    with transaction():
        services.put_away(queries.get_import(import_id, seen_by=person), by=person)
    flash(_("The upload is put away. Nothing was imported."), "success")
    return redirect(url_for(".index"), 303)


def _preview(pending: CalendarImport) -> str:
    plan = services.plan_for(pending, by=signed_in_person())
    return render_template(
        "booking/calendars/preview.html",
        pending=pending,
        plan=shown(plan),
        chosen={key: choice.value for key, choice in choices_in(request.form).items()},
    )
