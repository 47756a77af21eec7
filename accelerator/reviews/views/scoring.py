"""The ranking of a round, for its managers: it shows where to look and decides nothing."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.forms.scoring import KeepRunForm, WhatIfForm, what_if_form
from accelerator.reviews.models import Round, RoundKind, ScoreRun
from accelerator.reviews.queries.fallen import fallen_out
from accelerator.reviews.queries.ranking import (
    Inputs,
    Wanted,
    get_run,
    inputs_of,
    left_out_for,
    outdated,
    ranked_applications,
    runs_of,
)
from accelerator.reviews.rules.comparing import compare, from_json
from accelerator.reviews.rules.scores import Band, Scores
from accelerator.reviews.services import scoring
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.pairwise_ranking import pairs_page
from accelerator.reviews.views.rounds_frame import MANAGE, page, round_to_run
from accelerator.reviews.views.scoring_page import RankingPage, shown
from accelerator.reviews.views.scoring_table import ranking_columns, ranking_rows
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export

BASE = "/admin/rounds/<uuid:round_id>/ranking"


@bp.get(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def ranking(round_id: UUID) -> ResponseReturnValue:
    """The newest run; with weights or seats in the address what they would make of it."""
    round_ = round_to_run(round_id)
    if round_.kind is RoundKind.PAIRWISE:
        return pairs_page(round_)
    form = what_if_form(round_, request.args)
    shown_page = _ranking(round_, form)
    form.fill(shown_page.inputs.weights, shown_page.inputs.seats)
    return page(
        "ranking", round_, ranking=shown_page, what_if=form, keep=KeepRunForm(), shown=shown
    )


@bp.post(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def reckon(round_id: UUID) -> ResponseReturnValue:
    """Keep a run: with the round's own weights, or with those that were tried."""
    round_, person, keep = round_to_run(round_id), signed_in_person(), KeepRunForm()
    wanted = what_if_form(round_, request.form).wanted()
    try:
        with transaction():
            note = keep.note.data or ""
            run = scoring.reckon(round_to_run(round_id), by=person, wanted=wanted, note=note)
            number = run.number
    except Invalid as refusal:
        flash(str(refusal), "error")
        return redirect(url_for("reviews.ranking", round_id=round_id), 303)
    flash(_("Run %(number)s is kept.", number=number), "success")
    return redirect(url_for("reviews.ranking", round_id=round_id, run=number), 303)


@bp.get(f"{BASE}.<ending>")
@open_to(Audience.STAFF, permission=MANAGE)
def ranking_file(round_id: UUID, ending: str) -> ResponseReturnValue:
    round_ = round_to_run(round_id)
    found = _ranking(round_, what_if_form(round_, request.args))
    scores = found.scores
    if scores is None or ending not in set(Format):
        raise NotFound(_("There is nothing to download."))
    applications = ranked_applications([each.application for each in scores.applications])
    name = f"{round_.cohort.slug}-round-{round_.number}-ranking"
    rows = ranking_rows(scores, applications)
    return export(ranking_columns(), rows, name=name, format=Format(ending))


@bp.get(f"{BASE}/compare")
@open_to(Audience.STAFF, permission=MANAGE)
def compare_runs(round_id: UUID) -> ResponseReturnValue:
    """Two kept runs side by side; without more words the two newest."""
    round_ = round_to_run(round_id)
    person = signed_in_person()
    left_out = left_out_for(round_, person)
    runs = runs_of(round_, left_out)
    newest = [run.number for run in runs[:2]] or [0]
    one = get_run(round_, _number("one", newest[-1]), left_out=left_out)
    other = get_run(round_, _number("other", newest[0]), left_out=left_out)
    moves = compare(from_json(one.result), from_json(other.result))
    applications = ranked_applications([move.application for move in moves])
    return page(
        "ranking_compare",
        round_,
        one=one,
        other=other,
        moves=[(m, applications[m.application]) for m in moves if m.application in applications],
        outdated=outdated(inputs_of(round_, person), round_, runs=runs),
        shown=shown,
    )


def _ranking(round_: Round, form: WhatIfForm) -> RankingPage:
    person = signed_in_person()
    runs = runs_of(round_, left_out_for(round_, person))
    kept = _chosen(round_, runs)
    wanted = form.wanted()
    asks = wanted.weights or wanted.seats is not None
    if not asks and kept is not None:
        wanted = Wanted(kept.weights, kept.seats)
    inputs = inputs_of(round_, person, wanted=wanted)
    run = None if asks else kept
    before = from_json(kept.result) if kept is not None else None
    return RankingPage(
        round=round_,
        inputs=inputs,
        run=run,
        scores=before if run else _tried(round_, wanted, inputs=inputs) if asks else None,
        before=before if asks else None,
        number=max(1, _number("page", 1)),
        band=_band(),
        runs=runs,
        fallen=fallen_out(round_, person),
    )


def _tried(round_: Round, wanted: Wanted, *, inputs: Inputs) -> Scores | None:
    try:
        scoring.check(round_, wanted)
    except Invalid as refusal:
        flash(str(refusal), "error")
        return None
    return inputs.reckoned()


def _chosen(round_: Round, runs: list[ScoreRun]) -> ScoreRun | None:
    """The run that the address names, else the newest."""
    number = _number("run")
    named = [run for run in runs if run.number == number]
    found = named or runs
    return found[0] if found else None


def _number(name: str, default: int = 0) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def _band() -> Band | None:
    try:
        return Band(request.args.get("band", ""))
    except ValueError:
        return None
