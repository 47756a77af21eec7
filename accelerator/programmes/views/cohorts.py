"""Staff look after one cohort: its overview, what it says, where it stands."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes import queries, services
from accelerator.programmes.errors import NotNow
from accelerator.programmes.forms import CohortForm, MoveForm, NewCohortForm
from accelerator.programmes.models import NEXT, Cohort, Phase, Programme
from accelerator.programmes.names import MOVES, PHASES
from accelerator.programmes.services import CohortDraft
from accelerator.programmes.views.blueprint import bp
from accelerator.programmes.views.programmes import MANAGE
from accelerator.programmes.views.saying import refuse
from accelerator.programmes.views.steps import phase_steps, step_links, tile_links
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to


@bp.route("/admin/programmes/<uuid:programme_id>/cohorts/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_cohort(programme_id: UUID) -> ResponseReturnValue:
    """With `?like=` and `?opening=`, as another one of the programme is, its dates moved."""
    staff = signed_in_person()
    programme = queries.managed_programme(programme_id, by=staff)
    like = _like(programme)
    form, draft = _new_form(programme, like)
    if form.validate_on_submit():
        try:
            with transaction():
                made = services.make_cohort(
                    programme,
                    form.draft(draft),
                    dates=form.dates(programme.zone),
                    by=staff,
                    like=like,
                )
        except Invalid as refusal:
            form.refuse_dates(refusal, programme.zone)
        except Conflict as refusal:
            refuse(form, refusal)
        else:
            flash(_("The cohort is there, as a draft."), "ok")
            return redirect(url_for(".cohort", cohort_id=made.id))
    page = render_template(
        "accelerator/programmes/new_cohort.html",
        form=form,
        programme=programme,
        like=like,
        others=queries.latest_first(programme),
    )
    return page, 422 if form.errors else 200


@bp.get("/admin/cohorts/<uuid:cohort_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    staff = signed_in_person()
    found = queries.managed_cohort(cohort_id, by=staff)
    return render_template(
        "accelerator/programmes/cohort.html",
        cohort=found,
        steps=phase_steps(found),
        next_steps=step_links(found, queries.next_steps(found, staff)),
        tiles=tile_links(found, queries.tiles(found, staff)),
        milestones=queries.milestones(found),
        missing=queries.missing_texts(found),
        moves=[(to, MOVES[to][0]) for to in NEXT[found.phase]],
        phase=PHASES[found.phase],
        entries=shown_history_of(found),
    )


@bp.route("/admin/cohorts/<uuid:cohort_id>/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit_cohort(cohort_id: UUID) -> ResponseReturnValue:
    staff = signed_in_person()
    found = queries.managed_cohort(cohort_id, by=staff)
    form = CohortForm(obj=found)
    if form.validate_on_submit():
        draft = form.draft(services.draft_of(found))
        try:
            with transaction():
                services.change_cohort(found, draft, expected=form.expected, by=staff)
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".cohort", cohort_id=found.id))
    page = render_template("accelerator/programmes/edit_cohort.html", form=form, cohort=found)
    return page, 422 if form.errors else 200


@bp.route("/admin/cohorts/<uuid:cohort_id>/move", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def move(cohort_id: UUID) -> ResponseReturnValue:
    """Says first what it would do and what stands in the way."""
    staff = signed_in_person()
    found, to = queries.managed_cohort(cohort_id, by=staff), _phase_meant()
    form = MoveForm(version=found.version)
    if form.validate_on_submit():
        try:
            with transaction():
                reason = form.reason.data or ""
                services.move_phase(found, to, by=staff, reason=reason, expected=form.expected)
        except Conflict as refusal:
            if not isinstance(refusal, NotNow):
                refuse(form, refusal)
        else:
            flash(_("Done: %(phase)s.", phase=PHASES[to][0]), "ok")
            return redirect(url_for(".cohort", cohort_id=found.id))
    page = render_template(
        "accelerator/programmes/move.html",
        form=form,
        cohort=found,
        to=to,
        said=MOVES[to],
        obstacles=services.obstacles(found, to),
        missing=queries.missing_texts(found) if to is Phase.PUBLISHED else [],
    )
    return page, 422 if form.is_submitted() else 200


def _phase_meant() -> Phase:
    try:
        return Phase(request.args.get("to", ""))
    except ValueError as unknown:
        raise NotFound(_("There is no such phase.")) from unknown


def _like(programme: Programme) -> Cohort | None:
    asked = request.args.get("like", "")
    return next((each for each in programme.cohorts if str(each.id) == asked), None)


def _new_form(
    programme: Programme, like: Cohort | None
) -> tuple[NewCohortForm, CohortDraft | None]:
    if like is None:
        return NewCohortForm(), None
    draft, dates = services.copy_of(like, opening_on=_opening(like))
    held = NewCohortForm.shown(dates, programme.zone)
    return NewCohortForm(**held, seats=draft.seats), draft


def _opening(like: Cohort) -> date:
    """As asked; else a year after the other one opened, on the same day of the week."""
    asked = request.args.get("opening", type=date.fromisoformat)
    first = to_wall(like.opens_at, like.zone).date()
    year = date.fromordinal(first.toordinal() + 364)
    return asked if asked and asked.year in range(2000, 2100) else max(year, _today(like))


def _today(like: Cohort) -> date:
    return to_wall(now(), like.zone).date()
