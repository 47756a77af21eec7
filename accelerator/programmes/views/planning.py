"""Staff plan one cohort: its dates, form, questions and answers, timeline and agreement."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.forms import queries as forms
from accelerator.forms.ready_made import templates
from accelerator.programmes import queries, services
from accelerator.programmes.errors import SayingWhy
from accelerator.programmes.forms import AgreementForm, DatesForm, FaqForm, TimelineForm
from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.views.blueprint import bp
from accelerator.programmes.views.programmes import MANAGE
from accelerator.programmes.views.saying import refuse
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

BUILDER = "forms.show"


@bp.route("/admin/cohorts/<uuid:cohort_id>/dates", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def cohort_dates(cohort_id: UUID) -> ResponseReturnValue:
    found = queries.managed_cohort(cohort_id, by=signed_in_person())
    form = DatesForm(**DatesForm.shown(found.dates, found.zone), version=found.version)
    form.show_readings(found.zone)
    if form.validate_on_submit() and _dates_saved(found, form):
        flash(_("The dates are saved."), "ok")
        return redirect(url_for(".cohort", cohort_id=found.id))
    page = render_template(
        "accelerator/programmes/cohort_dates.html",
        form=form,
        cohort=found,
        touched=services.touched(found) if found.phase is not Phase.DRAFT else None,
    )
    return page, 422 if form.errors or form.to_confirm else 200


@bp.route("/admin/cohorts/<uuid:cohort_id>/faq", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def cohort_faq(cohort_id: UUID) -> ResponseReturnValue:
    return _list_page(cohort_id, FaqForm, name="faq")


@bp.route("/admin/cohorts/<uuid:cohort_id>/timeline", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def cohort_timeline(cohort_id: UUID) -> ResponseReturnValue:
    return _list_page(cohort_id, TimelineForm, name="timeline")


@bp.route("/admin/cohorts/<uuid:cohort_id>/agreement", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def cohort_agreement(cohort_id: UUID) -> ResponseReturnValue:
    found = queries.managed_cohort(cohort_id, by=signed_in_person())
    form = AgreementForm(obj=found)
    if form.validate_on_submit() and _saved(found, form, agreement=form.agreement.data):
        return redirect(url_for(".cohort", cohort_id=found.id))
    page = render_template("accelerator/programmes/cohort_agreement.html", form=form, cohort=found)
    return page, 422 if form.errors else 200


@bp.get("/admin/cohorts/<uuid:cohort_id>/form")
@open_to(Audience.STAFF, permission=MANAGE)
def cohort_form(cohort_id: UUID) -> ResponseReturnValue:
    found = queries.managed_cohort(cohort_id, by=signed_in_person())
    return render_template(
        "accelerator/programmes/cohort_form.html",
        cohort=found,
        live=queries.live_version(found),
        forms=forms.forms_of(services.OWNER, found.programme_id),
        templates=templates(),
        form_url=_form_url(found),
    )


@bp.post("/admin/cohorts/<uuid:cohort_id>/form")
@open_to(Audience.STAFF, permission=MANAGE)
def choose_form(cohort_id: UUID) -> ResponseReturnValue:
    """One of the programme's forms (`form`), or a new one of a template (`template`)."""
    staff = signed_in_person()
    found = queries.managed_cohort(cohort_id, by=staff)
    template = request.form.get("template", "")
    with transaction():
        if template:
            services.begin_form(found, template, by=staff)
        else:
            wanted = forms.get_form(_id_sent("form"), seen_by=staff)
            services.choose_form(found, wanted, by=staff)
    flash(_("Saved."), "ok")
    return redirect(url_for(".cohort_form", cohort_id=found.id))


def _form_url(cohort: Cohort) -> str | None:
    """Of the page where forms are built, which belongs to the floor below."""
    if cohort.form_id is None or BUILDER not in current_app.view_functions:
        return None
    return url_for(BUILDER, form_id=cohort.form_id)


def _dates_saved(cohort: Cohort, form: DatesForm) -> bool:
    try:
        with transaction():
            services.change_dates(
                cohort,
                form.dates(cohort.zone),
                by=signed_in_person(),
                saying=form.saying(),
                expected=form.expected,
            )
    except SayingWhy as question:
        form.to_confirm = str(question)
    except Invalid as refusal:
        form.refuse_dates(refusal, cohort.zone)
    except Conflict as refusal:
        refuse(form, refusal)
    else:
        return True
    return False


def _list_page(
    cohort_id: UUID, kind: type[FaqForm] | type[TimelineForm], *, name: str
) -> ResponseReturnValue:
    found = queries.managed_cohort(cohort_id, by=signed_in_person())
    form = kind(version=found.version, entries=_entries(getattr(found, name)))
    if form.validate_on_submit() and _saved(found, form, **{name: form.wanted()}):
        on = ".cohort" if "done" in request.form else f".cohort_{name}"
        return redirect(url_for(on, cohort_id=found.id))
    page = render_template(f"accelerator/programmes/cohort_{name}.html", form=form, cohort=found)
    return page, 422 if form.errors else 200


def _entries(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that there are and an empty one; days as dates."""
    shown = [
        {**entry, "position": n * 10}
        | ({"on": date.fromisoformat(entry["on"])} if "on" in entry else {})
        for n, entry in enumerate(kept, start=1)
    ]
    return [*shown, {}]


def _id_sent(name: str) -> UUID:
    try:
        return UUID(request.form.get(name, ""))
    except ValueError as odd:
        raise NotFound(_("There is no such form.")) from odd


def _saved(cohort: Cohort, form: Any, **wanted: Any) -> bool:
    draft = replace(services.draft_of(cohort), **wanted)
    try:
        with transaction():
            services.change_cohort(cohort, draft, expected=form.expected, by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        refuse(form, refusal)
        return False
    flash(_("Saved."), "ok")
    return True
