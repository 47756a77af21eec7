"""Rounds, for staff: a cohort's list, one round, making, changing and turning it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes.models import Cohort
from accelerator.reviews.forms.rounds import NewRoundForm, ReopenForm, RoundForm, round_fields
from accelerator.reviews.models import OthersMarks, Round, RoundState
from accelerator.reviews.names import ROUND_KINDS, ROUND_STATES
from accelerator.reviews.queries.rounds import counts_of, get_cohort, rounds_of
from accelerator.reviews.queries.rubrics import presets, shares_of
from accelerator.reviews.rules.promises import half_hours
from accelerator.reviews.services import rounds as services
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE, back, page, round_to_run
from accelerator.reviews.views.rounds_turns import TURNS, Turn, stands_in_the_way
from accelerator.vocabulary.words import in_words
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to
from hub.web.choices import options
from hub.web.forms import HubForm

ONE = "/admin/rounds/<uuid:round_id>"


@bp.get("/admin/cohorts/<uuid:cohort_id>/rounds")
@open_to(Audience.STAFF, permission=MANAGE)
def rounds(cohort_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    cohort = get_cohort(cohort_id, by=person)
    found = rounds_of(cohort)
    return render_template(
        "accelerator/reviews/staff_rounds.html",
        cohort=cohort,
        rounds=found,
        counts=counts_of(found, person),
        words=in_words,
        states=ROUND_STATES,
        kinds=ROUND_KINDS,
    )


@bp.route("/admin/cohorts/<uuid:cohort_id>/rounds/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_round(cohort_id: UUID) -> ResponseReturnValue:
    cohort = get_cohort(cohort_id, by=signed_in_person())
    form = NewRoundForm(data=_first_fields(cohort))
    form.rubric.choices = options([("", _("None yet")), *_preset_names()])
    if form.validate_on_submit():
        try:
            with transaction():
                rubric = presets()[form.rubric.data][1] if form.rubric.data else ()
                draft = form.draft(cohort.zone)
                made = services.make_round(cohort, draft, by=signed_in_person(), rubric=rubric)
        except Invalid as refusal:
            form.refuse_all(refusal)
        else:
            flash(_("The round is made. Next: which applications does it read?"), "ok")
            return redirect(url_for(".show_round", round_id=made.id))
    shown = render_template(
        "accelerator/reviews/staff_round_new.html", form=form, cohort=cohort, words=in_words
    )
    return shown, 422 if form.errors else 200


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def show_round(round_id: UUID) -> ResponseReturnValue:
    round_, person = round_to_run(round_id), signed_in_person()
    counts = counts_of([round_], person)[round_.id]
    return page(
        "staff_round",
        round_,
        counts=counts,
        shares=shares_of(round_),
        hours=float(half_hours(round_.most)),
        turns=[(turn, stands_in_the_way(round_, turn)) for turn in TURNS.get(round_.state, ())],
        can_reopen=round_.state in (RoundState.DISCUSSION, RoundState.CLOSED),
        late=round_.due_at <= now() and round_.state is RoundState.OPEN,
        entries=shown_history_of(round_),
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit_round(round_id: UUID) -> ResponseReturnValue:
    round_ = round_to_run(round_id)
    form = RoundForm(data=round_fields(round_))
    begun = round_.state is not RoundState.DRAFT
    if form.validate_on_submit():
        try:
            _save(round_, form)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Saved."), "ok")
            return back("show_round", round_)
    return page("staff_round_edit", round_, form=form, begun=begun)


@bp.route(f"{ONE}/open", methods=["GET", "POST"], defaults={"turn": "open"})
@bp.route(f"{ONE}/discuss", methods=["GET", "POST"], defaults={"turn": "discuss"})
@bp.route(f"{ONE}/close", methods=["GET", "POST"], defaults={"turn": "close"})
@open_to(Audience.STAFF, permission=MANAGE)
def turn_round(round_id: UUID, turn: str) -> ResponseReturnValue:
    """One step onwards, after saying what it means."""
    round_, form, step = round_to_run(round_id), HubForm(), Turn(turn)
    if form.validate_on_submit():
        try:
            with transaction():
                step.service(round_, by=signed_in_person())
        except (Invalid, Conflict) as refusal:
            flash(str(refusal), "bad")
        else:
            flash(step.done, "ok")
        return back("show_round", round_)
    counts = counts_of([round_], signed_in_person())[round_.id]
    return page("staff_round_turn", round_, turn=step, counts=counts)


@bp.route(f"{ONE}/reopen", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def reopen_round(round_id: UUID) -> ResponseReturnValue:
    round_, form = round_to_run(round_id), ReopenForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.reopen_round(round_, by=signed_in_person(), reason=form.reason.data or "")
        except (Invalid, Conflict) as refusal:
            form.refuse("reason", refusal)
        else:
            flash(_("The round is open again, one step back."), "ok")
            return back("show_round", round_)
    return page("staff_round_reopen", round_, form=form)


def _save(round_: Round, form: RoundForm) -> None:
    with transaction():
        draft = form.draft(round_.cohort.zone, was=round_)
        expected = form.version.data or 0
        services.change_round(round_, draft, expected=expected, by=signed_in_person())


def _preset_names() -> list[tuple[str, str]]:
    return [(key, in_words(name)) for key, (name, _criteria) in presets().items()]


def _first_fields(cohort: Cohort) -> dict[str, object]:
    """Two weeks from the later of now and the deadline, to the end of the day."""
    last = to_wall(max(now(), cohort.closes_at), cohort.zone).date()
    return {
        "due_day": last.fromordinal(last.toordinal() + 14),
        "due_time": to_wall(now(), cohort.zone).time().replace(hour=23, minute=59),
        "reads_each": 3,
        "least": 0,
        "most": 20,
        "blind": True,
        "others": OthersMarks.AFTER_OWN.value,
    }
