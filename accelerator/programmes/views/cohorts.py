"""Staff look after one cohort: its overview, what it says, where it stands."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes import queries, services
from accelerator.programmes.errors import NotNow
from accelerator.programmes.forms import CohortForm, MoveForm
from accelerator.programmes.models import NEXT, Cohort, Phase
from accelerator.programmes.names import MOVES, PHASES
from accelerator.programmes.views.blueprint import bp
from accelerator.programmes.views.programmes import MANAGE
from accelerator.programmes.views.saying import refuse
from accelerator.programmes.views.steps import phase_steps, step_links, tile_links
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


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
    """Says first what it would do and what stands in the way. `?to=` says where, else it is on."""
    found = queries.managed_cohort(cohort_id, by=signed_in_person())
    to = _phase_meant(found)
    form = MoveForm(version=found.version)
    if form.validate_on_submit() and _moved(found, to, form=form):
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


def _moved(cohort: Cohort, to: Phase, *, form: MoveForm) -> bool:
    by, reason = signed_in_person(), form.reason.data or ""
    try:
        with transaction():
            services.move_phase(cohort, to, by=by, reason=reason, expected=form.expected)
    except NotNow:  # the page says all that stands in the way
        return False
    except Conflict as refusal:
        refuse(form, refusal)
        return False
    return True


def _phase_meant(cohort: Cohort) -> Phase:
    usual = NEXT[cohort.phase][:1] or (cohort.phase,)
    try:
        return Phase(request.args.get("to", usual[0].value))
    except ValueError as unknown:
        raise NotFound(_("There is no such phase.")) from unknown
