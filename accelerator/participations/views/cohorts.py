"""Staff: the startups of a cohort, and what is arranged for them. Everybody: the demo day."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.participations.forms.working import MetricForm, NothingForm, PerkForm, TaskForm
from accelerator.participations.models import Unit
from accelerator.participations.names import MONTHS, STATES
from accelerator.participations.queries import cohorts as arrangements
from accelerator.participations.queries import startups as queries
from accelerator.participations.queries.numbers import metrics_of
from accelerator.participations.queries.parts import metric_in, perk_in
from accelerator.participations.services import arranging as services
from accelerator.participations.services.arranging import Wanted
from accelerator.participations.services.checking_in import plan_check_ins
from accelerator.participations.views.blueprint import bp
from accelerator.participations.views.doors import MANAGE, cohort_of_staff
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import cohort_called
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to

HERE = "/admin/cohorts/<uuid:cohort_id>"


@bp.get(f"{HERE}/startups")
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    participations = queries.startups_in(found, seen_by=g.shown_person)
    months, cells = queries.grid(participations)
    return render_template(
        "accelerator/participations/cohort.html",
        cohort=found,
        participations=participations,
        months=months,
        cells=cells,
        words={"states": STATES, "months": MONTHS},
        form=NothingForm(),
    )


@bp.post(f"{HERE}/startups/months")
@open_to(Audience.STAFF, permission=MANAGE)
def plan(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    with transaction():
        new = plan_check_ins(found)
    flash(ngettext("One month is planned.", "%(num)s months are planned.", new), "ok")
    return redirect(url_for(".cohort", cohort_id=found.id))


@bp.get(f"{HERE}/startups/arrange")
@open_to(Audience.STAFF, permission=MANAGE)
def arrange(cohort_id: UUID) -> ResponseReturnValue:
    return _arrangements(cohort_of_staff(cohort_id))


@bp.post(f"{HERE}/startups/tasks")
@open_to(Audience.STAFF, permission=MANAGE)
def add_task(cohort_id: UUID) -> ResponseReturnValue:
    found, form = cohort_of_staff(cohort_id), TaskForm()
    if not form.validate():
        return _arrangements(found, task=form), 422
    with transaction():
        services.add_task(
            found,
            Wanted(form.title.data, form.help.data),
            due_on=form.due_on.data,
            is_agreement=form.kind.data == "agreement",
            by=g.shown_person,
        )
    return redirect(url_for(".arrange", cohort_id=found.id, _anchor="tasks"))


@bp.post(f"{HERE}/startups/metrics")
@open_to(Audience.STAFF, permission=MANAGE)
def add_metric(cohort_id: UUID) -> ResponseReturnValue:
    found, form = cohort_of_staff(cohort_id), MetricForm()
    form.offer(arrangements.numeric_questions(found))
    if not form.validate():
        return _arrangements(found, metric=form), 422
    wanted, unit = Wanted(form.name.data, form.help.data), Unit(form.unit.data)
    key = form.baseline_key.data or ""
    try:
        with transaction():
            services.add_metric(found, wanted, unit=unit, baseline_key=key, by=g.shown_person)
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _arrangements(found, metric=form), 422
    return redirect(url_for(".arrange", cohort_id=found.id, _anchor="metrics"))


@bp.post(f"{HERE}/startups/metrics/<uuid:metric_id>/end")
@open_to(Audience.STAFF, permission=MANAGE)
def end_metric(cohort_id: UUID, metric_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    with transaction():
        services.end_metric(metric_in(found, metric_id), found, by=g.shown_person)
    return redirect(url_for(".arrange", cohort_id=found.id, _anchor="metrics"))


@bp.post(f"{HERE}/startups/perks")
@open_to(Audience.STAFF, permission=MANAGE)
def add_perk(cohort_id: UUID) -> ResponseReturnValue:
    found, form = cohort_of_staff(cohort_id), PerkForm()
    if not form.validate():
        return _arrangements(found, perk=form), 422
    provider, most = form.provider.data or "", form.most.data or 1
    wanted = Wanted(form.name.data, form.how.data)
    with transaction():
        services.add_perk(found, wanted, provider=provider, most=most, by=g.shown_person)
    return redirect(url_for(".arrange", cohort_id=found.id, _anchor="perks"))


@bp.post(f"{HERE}/startups/perks/<uuid:perk_id>/end")
@open_to(Audience.STAFF, permission=MANAGE)
def end_perk(cohort_id: UUID, perk_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    with transaction():
        services.end_perk(perk_in(found.id, perk_id), found, by=g.shown_person)
    return redirect(url_for(".arrange", cohort_id=found.id, _anchor="perks"))


@bp.post(f"{HERE}/startups/demo-day")
@open_to(Audience.STAFF, permission=MANAGE)
def order_demo_day(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    speakers = arrangements.on_demo_day(found)
    order = {each.id: request.form.get(f"place-{each.id}", 999, type=int) for each in speakers}
    with transaction():
        services.set_demo_order(found, speakers, order=order, by=g.shown_person)
    return redirect(url_for(".arrange", cohort_id=found.id, _anchor="demo-day"))


@bp.get("/calls/<slug>/demo-day")
@open_to(Audience.EVERYONE)
def demo_day(slug: str) -> ResponseReturnValue:
    found = cohort_called(slug, seen_by=g.get("shown_person"))
    speakers = arrangements.public_demo_day(found)
    return render_template(
        "accelerator/participations/demo_day.html",
        cohort=found,
        participations=speakers,
    )


def _arrangements(found: Cohort, **filled: Any) -> str:
    metric = MetricForm(formdata=None)
    metric.offer(arrangements.numeric_questions(found))
    fresh = {"task": TaskForm(formdata=None), "metric": metric, "perk": PerkForm(formdata=None)}
    return render_template(
        "accelerator/participations/arrange.html",
        cohort=found,
        tasks=queries.tasks_of(found.id),
        metrics=metrics_of(found.programme_id),
        perks=arrangements.perks_in(found),
        speakers=arrangements.on_demo_day(found),
        forms=fresh | filled,
    )
