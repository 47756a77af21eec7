"""A cohort's days, and one day: as it stands, and what can be done with it."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.forms.days import CallOffForm, DayForm, EmptyForm, day_fields
from accelerator.interviews.models import InterviewDay
from accelerator.interviews.queries.days import (
    counts_of,
    days_of,
    grid,
    listed,
    newest_plan,
    rounds_for,
)
from accelerator.interviews.queries.openings import clashes_in
from accelerator.interviews.queries.planning import panels_of
from accelerator.interviews.services import days, publishing
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.doors import (
    COHORT,
    DAY,
    MANAGE,
    cohort_of_staff,
    day_of_staff,
    page,
    to_day,
)
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to
from hub.web.acting import said_no
from hub.web.choices import options


@bp.get(COHORT)
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    cohort = cohort_of_staff(cohort_id)
    found = days_of(cohort)
    return page("cohort", cohort, days=found, counts=counts_of(found, signed_in_person()))


@bp.route(f"{COHORT}/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_day(cohort_id: UUID) -> ResponseReturnValue:
    cohort = cohort_of_staff(cohort_id)
    form = _day_form(cohort, None)
    if form.validate_on_submit():
        try:
            with transaction():
                made = days.make_day(cohort, form.draft(), by=signed_in_person())
        except Invalid as refusal:
            form.refuse_all(refusal)
        else:
            flash(_("The day is made. Next: who listens?"), "ok")
            return to_day(made.id)
    return page("day_form", cohort, form=form, day=None), 422 if form.errors else 200


@bp.get(DAY)
@open_to(Audience.STAFF, permission=MANAGE)
def day(day_id: UUID) -> ResponseReturnValue:
    found, person = day_of_staff(day_id), signed_in_person()
    panels, teams = panels_of(found), listed(found, person)
    return page(
        "day",
        found.cohort,
        day=found,
        panels=panels,
        teams=teams,
        rows=grid(found, panels, teams=teams),
        clashes=clashes_in(found),
        plan=newest_plan(found),
    )


@bp.route(f"{DAY}/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit_day(day_id: UUID) -> ResponseReturnValue:
    found = day_of_staff(day_id)
    form = _day_form(found.cohort, found)
    if form.validate_on_submit():
        try:
            with transaction():
                days.change_day(found, form.draft(), by=signed_in_person())
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Saved."), "ok")
            return to_day(found.id)
    return page("day_form", found.cohort, form=form, day=found), 422 if form.errors else 200


_STEPS = {
    "choose": (publishing.open_choosing, _l("The rooms are booked, and the teams are asked.")),
    "publish": (publishing.publish, _l("Published: everybody knows their time.")),
    "finish": (days.finish, _l("The day is over. Its marks can be counted in its round.")),
}


@bp.post(f"{DAY}/choose", defaults={"step": "choose"})
@bp.post(f"{DAY}/publish", defaults={"step": "publish"})
@bp.post(f"{DAY}/finish", defaults={"step": "finish"})
@open_to(Audience.STAFF, permission=MANAGE)
def turn_day(day_id: UUID, step: str) -> ResponseReturnValue:
    service, done = _STEPS[step]
    if EmptyForm().validate():
        try:
            with transaction():
                service(day_of_staff(day_id), by=signed_in_person())
        except (Invalid, Conflict) as refusal:
            said_no(refusal)
        else:
            flash(str(done), "ok")
    return to_day(day_id)


@bp.route(f"{DAY}/call-off", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def call_off(day_id: UUID) -> ResponseReturnValue:
    found, form = day_of_staff(day_id), CallOffForm()
    if form.validate_on_submit():
        try:
            with transaction():
                publishing.call_off(found, by=signed_in_person(), reason=form.reason.data or "")
        except Conflict as refusal:
            said_no(refusal)
        else:
            flash(_("Called off. Everybody who knew is told."), "ok")
        return redirect(url_for(".day", day_id=day_id), 303)
    teams = listed(found, signed_in_person())
    return page("call_off", found.cohort, day=found, form=form, teams=teams), (
        422 if form.errors else 200
    )


def _day_form(cohort: Cohort, day: InterviewDay | None) -> DayForm:
    first = {
        "zone": cohort.zone,
        "held_on": to_wall(now(), cohort.zone).date(),
        "presentation": 10,
        "questions": 15,
        "buffer": 5,
    }
    form = DayForm(data=day_fields(day) if day else first)
    rounds = [(str(each.id), in_words(each.name)) for each in rounds_for(cohort)]
    form.round_id.choices = options([("", _("None")), *rounds])
    return form
