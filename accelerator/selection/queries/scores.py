"""What the marks came to, for the meeting: the newest kept run of the newest round that has one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from accelerator.programmes.models import Cohort
from accelerator.reviews.models import Round, RoundEntry, RoundKind, RoundState, ScoreRun
from accelerator.reviews.queries.rounds import seen_in
from accelerator.reviews.rules.comparing import from_json
from accelerator.reviews.rules.scores import Scored
from hub.accounts.models import User
from hub.core.database import db


@dataclass(frozen=True)
class Standings:
    """Marks by application. `run` is none where nothing has been reckoned yet for this person."""

    round: Round | None = None
    run: ScoreRun | None = None
    scored: Mapping[UUID, Scored] = field(default_factory=dict)
    #: Nothing joins its readers, so that there is no joint ranking.
    is_refused: bool = False


def standings(cohort: Cohort, person: User) -> Standings:
    """Of what this person may see: a run that rests on more would tell of the rest."""
    rounds = (
        select(Round)
        .where(
            Round.cohort_id == cohort.id,
            Round.state != RoundState.DRAFT,
            Round.kind != RoundKind.PAIRWISE,
        )
        .order_by(Round.number.desc())
    )
    newest = None
    for each in db.session.scalars(rounds).unique():
        newest = newest or each
        run = _newest_run(each, person)
        if run is not None:
            return _of(each, run)
    return Standings(newest)


def _newest_run(round_: Round, person: User) -> ScoreRun | None:
    runs = (
        select(ScoreRun)
        .where(ScoreRun.round_id == round_.id)
        .options(defer(ScoreRun.result))
        .order_by(ScoreRun.number.desc())
    )
    found = list(db.session.scalars(runs))
    if not found:
        return None
    seen = set(db.session.scalars(seen_in(round_, person)))
    entered = select(RoundEntry.application_id).where(RoundEntry.round_id == round_.id)
    left_out = sorted(str(id_) for id_ in db.session.scalars(entered) if id_ not in seen)
    return next((run for run in found if run.left_out == left_out), None)


def _of(round_: Round, run: ScoreRun) -> Standings:
    scores = from_json(run.result)
    return Standings(
        round_,
        run,
        {UUID(each.application): each for each in scores.applications},
        is_refused=scores.refusal is not None,
    )
