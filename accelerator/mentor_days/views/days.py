"""A cohort's mentor days, and one day: as it stands, and what can be done with it."""

from datetime import time, timedelta
from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.forms.days import CopyForm, MentorDayForm, day_fields
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.boards import said_of
from accelerator.mentor_days.queries.days import counts_of, days_of, gathering, get_day
from accelerator.mentor_days.queries.planning import clashes_in, slots_of
from accelerator.mentor_days.services import days
from accelerator.mentor_days.services.coming import ask_everybody
from accelerator.mentor_days.services.reckoning import is_plan_being_made, step_being_done
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import (
    COHORT,
    DAY,
    MANAGE,
    change_of,
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
from hub.core.formats import day as written_day
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to
from hub.web.acting import pressed
from hub.web.choices import options


@bp.get(COHORT)
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    cohort = cohort_of_staff(cohort_id)
    found = days_of(cohort)
    return page(
        "cohort", cohort, days=found, counts=counts_of(found, signed_in_person()),
        copy_form=_copy_form(cohort),
    )  # fmt: skip


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
            flash(_("The day is made. Next: who comes?"), "ok")
            return to_day(made.id)
    return page("day_form", cohort, form=form, day=None), 422 if form.errors else 200


@bp.post(f"{COHORT}/copy")
@open_to(Audience.STAFF, permission=MANAGE)
def copy_day(cohort_id: UUID) -> ResponseReturnValue:
    """Like an earlier one, on another date."""
    cohort, person = cohort_of_staff(cohort_id), signed_in_person()
    form = _copy_form(cohort)
    if not form.validate_on_submit():
        found = days_of(cohort)
        counts = counts_of(found, person)
        return page("cohort", cohort, days=found, counts=counts, copy_form=form), 422
    with transaction():
        earlier = get_day(UUID(form.earlier.data), by=person)
        made = days.copy_day(earlier, form.held_on.data or earlier.held_on, by=person)
    flash(_("The day is made, with the people who still take part."), "ok")
    return to_day(made.id)


@bp.get(DAY)
@open_to(Audience.STAFF, permission=MANAGE)
def day(mentor_day_id: UUID) -> ResponseReturnValue:
    found = day_of_staff(mentor_day_id)
    gathered = gathering(found, signed_in_person())
    return page(
        "day",
        found.cohort,
        day=found,
        gathered=gathered,
        slots=slots_of(found),
        said=said_of(found.outcome, whole=not gathered.hidden),
        clashes=clashes_in(found),
        reckoning=is_plan_being_made(found),
        step=step_being_done(found),
        change=change_of(found),
        stale=found.planned_version is not None and found.planned_version != found.version,
        over=days.is_over(found),
    )


@bp.route(f"{DAY}/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit_day(mentor_day_id: UUID) -> ResponseReturnValue:
    found = day_of_staff(mentor_day_id)
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


@bp.post(f"{DAY}/ask")
@open_to(Audience.STAFF, permission=MANAGE)
def ask(mentor_day_id: UUID) -> ResponseReturnValue:
    """Write to those who have not said anything yet."""
    pressed(
        lambda: ask_everybody(day_of_staff(mentor_day_id), by=signed_in_person()),
        _("Whoever has not answered yet gets a mail; at most one a day."),
    )
    return to_day(mentor_day_id)


def _day_form(cohort: Cohort, day: MentorDay | None) -> MentorDayForm:
    first = {
        "zone": cohort.zone,
        "held_on": to_wall(now(), cohort.zone).date() + timedelta(days=14),
        "starts_local": time(9),
        "ends_local": time(16),
        "breaks": "12:00-13:00",
        "meeting_minutes": 20,
        "gap_minutes": 5,
        "wanted": 6,
    }
    return MentorDayForm(data=day_fields(day) if day else first)


def _copy_form(cohort: Cohort) -> CopyForm:
    form = CopyForm()
    form.earlier.choices = options(
        (str(each.id), f"{in_words(each.name)}, {written_day(each.held_on)}")
        for each in days_of(cohort)
    )
    return form
