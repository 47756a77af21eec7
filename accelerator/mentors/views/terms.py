"""The terms of a cohort's mentoring, and mentors from a table."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.errors import ChangedMeanwhile
from accelerator.mentors.forms.giving import TermsForm
from accelerator.mentors.forms.staff import SheetAgainForm, SheetForm
from accelerator.mentors.models import Mentoring
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.mentors.rules.sheets import (
    COLUMNS,
    MOST_ROWS,
    NoSheet,
    Row,
    Unreadable,
    rows_in,
    text_of,
)
from accelerator.mentors.rules.terms import WHOLE
from accelerator.mentors.services import change_terms
from accelerator.mentors.services.importing import import_mentors, plan
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.cohort import HERE, MANAGE, cohort_of_staff
from accelerator.programmes.models import Cohort
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

LARGEST_SHEET = 256 * 1024


@bp.route(f"{HERE}/terms", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def terms(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    mentoring = get_mentoring(found)
    form = TermsForm.of(mentoring)
    if form.validate_on_submit() and _changed(mentoring, form):
        flash(_("Saved."), "ok")
        return redirect(url_for(".cohort", cohort_id=found.id))
    shown = render_template(
        "accelerator/mentors/terms.html", cohort=found, mentoring=mentoring, form=form, whole=WHOLE
    )
    return shown, 422 if form.is_submitted() else 200


@bp.route(f"{HERE}/import", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def import_sheet(cohort_id: UUID) -> ResponseReturnValue:
    """Look at a table first: what each line would do, and what is wrong in it."""
    found, form = cohort_of_staff(cohort_id), SheetForm()
    text, planned = "", None
    if form.validate_on_submit():
        try:
            text = text_of(form.file.data.read(LARGEST_SHEET + 1))
            planned = plan(_rows(text), cohort=found)
        except NoSheet as odd:
            form.refuse("file", _why(odd.why))
    shown = render_template(
        "accelerator/mentors/import.html",
        cohort=found,
        form=form,
        again=SheetAgainForm(formdata=None, text=text),
        planned=planned,
        columns=COLUMNS,
    )
    return shown, 422 if form.errors else 200


@bp.post(f"{HERE}/import/now")
@open_to(Audience.STAFF, permission=MANAGE)
def import_now(cohort_id: UUID) -> ResponseReturnValue:
    """Read in what was looked at."""
    found, form = cohort_of_staff(cohort_id), SheetAgainForm()
    if not form.validate():
        return redirect(url_for(".import_sheet", cohort_id=found.id))
    try:
        rows = _rows(form.text.data or "")
    except NoSheet as odd:
        flash(_why(odd.why), "bad")
        return redirect(url_for(".import_sheet", cohort_id=found.id))
    return _imported(found, rows)


def _imported(cohort: Cohort, rows: list[Row]) -> ResponseReturnValue:
    with transaction():
        done = import_mentors(rows, cohort=cohort, by=signed_in_person())
    said = _("Invited: %(invited)s. Asked: %(asked)s.", invited=done.invited, asked=done.asked)
    if done.left_out:
        said += " " + _("Left out: %(count)s.", count=len(done.left_out))
    flash(said, "warn" if done.left_out else "ok")
    return redirect(url_for(".cohort", cohort_id=cohort.id))


def _rows(text: str) -> list[Row]:
    if len(text) > LARGEST_SHEET:
        raise NoSheet(Unreadable.TOO_LONG)
    return rows_in(text)


def _changed(mentoring: Mentoring, form: TermsForm) -> bool:
    try:
        with transaction():
            new, version = form.terms(), form.expected or 0
            change_terms(mentoring, new, by=signed_in_person(), version=version)
    except Invalid as refusal:
        form.weights_errors = refusal.errors.get("weights", [])
        form.refuse_all(refusal)
        return False
    except ChangedMeanwhile as refusal:
        form.form_errors = [*form.form_errors, str(refusal)]
        return False
    return True


def _why(why: Unreadable) -> str:
    if why is Unreadable.TOO_LONG:
        return _("That is too long: at most %(most)s lines and 256 KB.", most=MOST_ROWS)
    if why is Unreadable.NO_EMAIL_COLUMN:
        return _("The first line must name the columns, and “email” must be one of them.")
    return _("This is no CSV file in UTF-8.")
