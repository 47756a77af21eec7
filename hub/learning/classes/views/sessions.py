"""Sessions of a class: planned one or many at once, changed, moved, cancelled."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.formats import wall
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.learning.classes import services
from hub.learning.classes.forms.keeping import ReasonForm
from hub.learning.classes.forms.sessions import (
    MoveForm,
    PlanForm,
    SessionForm,
    moved_from,
    said_of,
)
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.queries.keeping import concerned
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.rules.clocks import clocks
from hub.learning.classes.rules.drift import drifts_for
from hub.learning.classes.services import SeriesDate
from hub.learning.classes.views.blueprint import bp
from hub.learning.classes.views.doors import (
    ONE,
    SESSION,
    alternatives,
    done,
    kept_refusal,
    rooms,
    run_of_teacher,
    said_no,
    session_of_teacher,
    shown,
    to_run,
)
from hub.web.access import Audience, open_to


@bp.route(f"{ONE}/sessions/new", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def plan(run_id: UUID) -> ResponseReturnValue:
    """Looked at first: every date with whether it can be had; planned by the button below them."""
    run, form = run_of_teacher(run_id), PlanForm()
    form.offer(rooms())
    if not form.validate_on_submit():
        return _plan_page(run, form), 422 if form.errors else 200
    try:
        if request.form.get("step") in ("plan", "skip"):
            return _planned(run_id, form)
        dates = _looked_at(run, form)
    except (Conflict, Invalid) as refusal:
        said_no(refusal)
        kept_refusal(refusal)
        return _plan_page(run, form), refusal.status
    return _plan_page(run, form, dates=dates)


@bp.route(SESSION, methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def session(run_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """What it says of itself, its video room and its recording."""
    found = session_of_teacher(run_id, session_id)
    form = SessionForm(data=said_of(found))

    def act() -> str:
        _changed(session_of_teacher(run_id, session_id), form)
        return _("It is saved.")

    if done(form, act):
        return to_run(run_id)
    return shown(form, "session", session=found, run=found.run)


@bp.route(f"{SESSION}/move", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def move(run_id: UUID, session_id: UUID) -> ResponseReturnValue:
    found, person = session_of_teacher(run_id, session_id), signed_in_person()
    form = MoveForm(data=moved_from(found))
    form.offer(rooms())

    def act() -> str:
        held, where = session_of_teacher(run_id, session_id), form.move(rooms())
        services.move_session(held, where, by=person, expected=form.expected)
        return _("The session is moved, and everybody with a place is told.")

    if done(form, act):
        return to_run(run_id)
    there = clocks(found.starts_at, zone=found.zone, viewer=person.zone)
    return shown(form, "move", **_about(found), there=there, alternatives=alternatives())


@bp.route(f"{SESSION}/cancel", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def cancel_session(run_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """Says what will happen and how many are told, then does it."""
    found, form = session_of_teacher(run_id, session_id), ReasonForm()

    def act() -> str:
        held, reason = session_of_teacher(run_id, session_id), form.reason.data or ""
        services.cancel_session(held, by=signed_in_person(), reason=reason)
        return _("The session is cancelled.")

    return to_run(run_id) if done(form, act) else shown(form, "cancel_session", **_about(found))


def _about(found: ClassSession) -> dict[str, Any]:
    return {"session": found, "run": found.run, "told": concerned(found.run)}


def _looked_at(run: ClassRun, form: PlanForm) -> list[SeriesDate]:
    people = pool_of(run).seats or 1
    return services.preview_series(
        run, form.repeat(), wish=form.wish(rooms()), by=signed_in_person(), people=people
    )


def _planned(run_id: UUID, form: PlanForm) -> ResponseReturnValue:
    person, skip = signed_in_person(), request.form.get("step") == "skip"
    left_out: list[SeriesDate] = []
    with transaction():
        run, wish = run_of_teacher(run_id), form.wish(rooms())
        if (form.times.data or 1) > 1:
            made, left_out = services.plan_series(
                run, form.repeat(), wish=wish, by=person, skip=skip
            )
        else:
            made = [services.plan_session(run, wish, by=person)]
    flash(ngettext("One session is planned.", "%(num)s sessions are planned.", len(made)), "ok")
    for date in left_out:
        flash(_("Not planned: %(day)s. %(why)s", day=wall(date.wall), why=date.sentence), "warn")
    return to_run(run_id)


def _changed(found: ClassSession, form: SessionForm) -> None:
    person = signed_in_person()
    services.change_session(found, form.change(found), by=person, expected=form.expected)
    if (form.recording_url.data or "").strip():
        services.set_recording(found, form.recording_url.data or "", by=person)
    elif "no_recording" in request.form:
        services.set_recording(found, "", by=person)


def _plan_page(
    run: ClassRun,
    form: PlanForm,
    *,
    dates: list[SeriesDate] | None = None,
) -> str:
    viewer = signed_in_person().zone
    starts = [each.slot.start for each in dates or () if each.slot is not None]
    others: dict[Any, Any] = {at: clocks(at, zone=run.zone, viewer=viewer) for at in starts}
    return render_template(
        "hub/learning/classes/plan.html",
        run=run,
        form=form,
        dates=dates,
        free=len([each for each in dates or () if each.why is None]),
        drifts=drifts_for(starts, zone=run.zone, viewer=viewer),
        there=others,
        alternatives=alternatives(),
        person=signed_in_person(),
    )
