"""What a round's marks come to: what goes in, the runs that are kept, and who stands where.

Everything here is asked by somebody, and leaves out the applications that this person must not see:
also out of the reckoning itself, so that no figure tells anything of them.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from accelerator.applications.models import Application
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    Review,
    Reviewer,
    Round,
    RoundEntry,
    RoundKind,
    RoundState,
    ScoreRun,
)
from accelerator.reviews.permissions import can_run_rounds_of
from accelerator.reviews.queries.marks import lines_of
from accelerator.reviews.queries.rounds import seen_in
from accelerator.reviews.rules.rubric import Line
from accelerator.reviews.rules.scores import Mark, Scores
from accelerator.reviews.rules.scoring import METHOD, score
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class Wanted:
    """With which weights (by criterion; what is not named keeps its own) and for how many seats;
    None: those of the cohort."""

    weights: Mapping[str, int] = field(default_factory=dict)
    seats: int | None = None


@dataclass(frozen=True)
class Inputs:
    """All that a reckoning rests on, and a hash by which the same inputs are known again."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    seats: int
    applications: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def weights(self) -> dict[str, int]:
        return {line.key: line.weight for line in self.lines}

    @property
    def sha256(self) -> str:
        parts = {
            "method": METHOD,
            "seats": self.seats,
            "lines": [[line.key, line.weight, line.low, line.high] for line in self.lines],
            "applications": self.applications,
            "marks": [[m.application, m.reader, sorted(m.scores.items())] for m in self.marks],
        }
        return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()

    def reckoned(self) -> Scores:
        return score(self.marks, self.lines, seats=self.seats, applications=self.applications)


def inputs_of(round_: Round, person: User, *, wanted: Wanted | None = None) -> Inputs:
    """The marks that are in now, of what this person may see."""
    wanted = wanted or Wanted()
    seen = {str(id_) for id_ in db.session.scalars(seen_in(round_, person))}
    marks = (
        select(Assignment.application_id, Assignment.reviewer_id, Review.scores)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id, Assignment.state == AssignmentState.SUBMITTED)
    )
    found = [
        Mark(str(application_id), str(reviewer_id), scores)
        for application_id, reviewer_id, scores in db.session.execute(marks)
        if str(application_id) in seen
    ]
    return Inputs(
        marks=tuple(sorted(found, key=lambda mark: (mark.application, mark.reader))),
        lines=tuple(_weighed(lines_of(round_.criteria), wanted.weights)),
        seats=wanted.seats or round_.cohort.seats,
        applications=tuple(sorted(seen)),
        left_out=left_out_for(round_, person),
    )


def outdated(inputs: Inputs, round_: Round, *, runs: Sequence[ScoreRun]) -> set[int]:
    """The numbers of the runs that would come out otherwise today: marks came in, were changed, or
    fell out because of a conflict of interest. `inputs` are what is in now, with any weights."""
    lines = lines_of(round_.criteria)
    return {
        run.number
        for run in runs
        if run.inputs_sha256
        != replace(inputs, lines=tuple(_weighed(lines, run.weights)), seats=run.seats).sha256
    }


def left_out_for(round_: Round, person: User) -> tuple[str, ...]:
    """What the round has and this person must not know of, withdrawn or not."""
    entered = select(RoundEntry.application_id).where(RoundEntry.round_id == round_.id)
    seen = seen_by_staff(select(Application.id).where(Application.id.in_(entered)), person)
    hidden = entered.where(RoundEntry.application_id.not_in(seen))
    return tuple(sorted(str(id_) for id_ in db.session.scalars(hidden)))


def _weighed(lines: Sequence[Line], weights: Mapping[str, int]) -> list[Line]:
    """An independent criterion counts nothing, whatever somebody asks."""
    return [
        replace(line, weight=weights[line.key]) if line.weight and line.key in weights else line
        for line in lines
    ]


def runs_of(round_: Round, left_out: Sequence[str]) -> list[ScoreRun]:
    """The kept runs, the newest first: those that leave out the same applications, for any other
    would tell of them."""
    query = (
        select(ScoreRun)
        .where(ScoreRun.round_id == round_.id)
        .options(joinedload(ScoreRun.made_by), defer(ScoreRun.result))
        .order_by(ScoreRun.number.desc())
    )
    return [run for run in db.session.scalars(query) if run.left_out == list(left_out)]


def run_with(round_id: UUID, inputs: Inputs) -> ScoreRun | None:
    """A kept run that rests on exactly this, unless a later one with the same weights and seats has
    taken its place: marks that fall out and count again are told in the order it happened."""
    query = select(ScoreRun).where(ScoreRun.round_id == round_id, ScoreRun.seats == inputs.seats)
    runs = db.session.scalars(query.order_by(ScoreRun.number.desc()))
    last = next((run for run in runs if run.weights == inputs.weights
                 and run.left_out == list(inputs.left_out)), None)  # fmt: skip
    return last if last is not None and last.inputs_sha256 == inputs.sha256 else None


def get_run(round_: Round, number: int, *, left_out: Sequence[str]) -> ScoreRun:
    """Raises NotFound, also for one that tells of what is left out."""
    for run in runs_of(round_, left_out):
        if run.number == number:
            return run
    raise NotFound(_("There is no such run."))


def ranked_applications(ids: Sequence[str]) -> dict[str, Application]:
    """By the id as text, with their startups."""
    query = select(Application).where(Application.id.in_([UUID(id_) for id_ in ids]))
    return {str(each.id): each for each in db.session.scalars(query).unique()}


def reader_names(ids: Sequence[str]) -> dict[str, str]:
    query = (
        select(Reviewer.id, User.name)
        .join(User, User.id == Reviewer.user_id)
        .where(Reviewer.id.in_([UUID(id_) for id_ in ids]))
    )
    return {str(id_): name for id_, name in db.session.execute(query)}


def ranked_round(cohort_id: UUID, *, round_id: UUID | None = None, by: User) -> Round:
    """A round of the cohort that has marks to reckon with: the one asked for, or its latest.

    Raises:
        NotFound: none, or not theirs to run.
    """
    cohort = db.session.get(Cohort, cohort_id)
    if cohort is None or not can_run_rounds_of(by, cohort):
        raise NotFound(_("There is no such cohort."))
    query = select(Round).where(
        Round.cohort_id == cohort_id,
        Round.state != RoundState.DRAFT,
        Round.kind != RoundKind.PAIRWISE,
    )
    if round_id is not None:
        query = query.where(Round.id == round_id)
    found = db.session.scalars(query.order_by(Round.number.desc()).limit(1)).unique().first()
    if found is None:
        raise NotFound(_("There is no round with marks yet."))
    return found


def entered_application(round_: Round, application_id: UUID, *, by: User) -> Application:
    """One of the round's, for its managers. Raises NotFound, also for what they must not see."""
    query = select(Application).where(
        Application.id == application_id, Application.id.in_(seen_in(round_, by))
    )
    found = db.session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound(_("There is no such application in this round."))
    return found
