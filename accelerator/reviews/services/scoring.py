"""Reckon what a round's marks come to, and keep it."""

from sqlalchemy import func, select

from accelerator.reviews.models import Round, RoundKind, ScoreRun
from accelerator.reviews.permissions import can_run
from accelerator.reviews.queries.ranking import Wanted, inputs_of, run_with
from accelerator.reviews.rules.comparing import to_json
from accelerator.reviews.rules.scoring import METHOD
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

HIGHEST_WEIGHT = 1000
LONGEST_NOTE = 240


def reckon(round_: Round, *, by: User, wanted: Wanted | None = None, note: str = "") -> ScoreRun:
    """Reckon everything anew with the marks that are in now, and keep it beside the earlier runs;
    where nothing has changed, the run that says so already.

    Raises:
        NotAllowed: not a manager of the programme.
        Invalid: weights or seats that make no sense, or a round of pairs.
    """
    if not can_run(by, round_):
        raise NotAllowed(_("Only the programme's staff work out the scores."))
    check(round_, wanted or Wanted())
    lock(round_)
    inputs = inputs_of(round_, by, wanted=wanted)
    if (kept := run_with(round_.id, inputs)) is not None:
        return kept
    last = select(func.max(ScoreRun.number)).where(ScoreRun.round_id == round_.id)
    run = ScoreRun(
        round_id=round_.id,
        number=(db.session.scalar(last) or 0) + 1,
        weights=inputs.weights,
        seats=inputs.seats,
        method=METHOD,
        inputs_sha256=inputs.sha256,
        result=to_json(inputs.reckoned()),
        left_out=list(inputs.left_out),
        note=" ".join(note.split())[:LONGEST_NOTE],
        made_by_id=by.id,
    )
    db.session.add(run)
    db.session.flush()
    record(
        "round.scored",
        round_,
        after={"run": run.number, "weights": run.weights, "seats": run.seats},
        reason=run.note,
    )
    return run


def check(round_: Round, wanted: Wanted) -> None:
    """Raises Invalid: see `reckon`."""
    errors: dict[str, list[str]] = {}
    if round_.kind is RoundKind.PAIRWISE:
        raise Invalid(_("A round of pairs has no marks; its ranking follows from the pairs."))
    if wanted.seats is not None and wanted.seats < 1:
        errors["seats"] = [_("At least one seat, please.")]
    known = {criterion.key for criterion in round_.criteria if not criterion.independent}
    for key, weight in wanted.weights.items():
        if key not in known or not 0 <= weight <= HIGHEST_WEIGHT:
            errors[key] = [_("A whole number from 0 to %(most)s.", most=HIGHEST_WEIGHT)]
    weights = {c.key: wanted.weights.get(c.key, c.weight) for c in round_.criteria}
    if not errors and sum(weights.values()) <= 0:
        errors["weights"] = [_("At least one criterion has to count.")]
    if errors:
        raise Invalid(_("The scores cannot be worked out like this."), errors=errors)
