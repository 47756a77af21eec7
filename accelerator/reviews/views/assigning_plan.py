"""A plan as the assignment page shows it: by application and by reviewer, in names."""

from collections import defaultdict
from dataclasses import dataclass, field

from accelerator.applications.models import Application
from accelerator.reviews.models import AssignmentPlan, Commitment, Round
from accelerator.reviews.queries.assigning import PlanSettings, assignable
from accelerator.reviews.queries.parties import parties_of
from accelerator.reviews.queries.shortages import in_sentences
from accelerator.reviews.rules.papers import Plan, Read
from accelerator.reviews.rules.plans import from_json, still_holds
from hub.accounts.models import User

#: Below this the fit is worth a look.
POOR_FIT = 340
#: With more reads than this a reviewer joins applications in many ways.
FEW = 2


@dataclass(frozen=True)
class ReadShown:
    name: str
    affinity: int
    bridge: bool
    kept: bool

    @property
    def is_poor(self) -> bool:
        return not self.kept and self.affinity < POOR_FIT


@dataclass(frozen=True)
class ByApplication:
    application: Application
    reads: list[ReadShown]


@dataclass(frozen=True)
class ByReviewer:
    commitment: Commitment
    reads: int
    new: int

    @property
    def share(self) -> float:
        return self.reads / self.commitment.most if self.commitment.most else 0.0


@dataclass(frozen=True)
class PlanShown:
    """`outcome` is None when there is no plan, and `missing` says why. A plan that no longer holds
    is shown, but cannot be applied."""

    row: AssignmentPlan
    settings: PlanSettings
    outcome: Plan | None
    holds: bool = False
    missing: list[str] = field(default_factory=list)
    applications: list[ByApplication] = field(default_factory=list)
    reviewers: list[ByReviewer] = field(default_factory=list)

    @property
    def with_few(self) -> int:
        """How many reviewers have one or two reads: they are what makes joining hard."""
        return sum(0 < each.reads <= FEW for each in self.reviewers)

    @property
    def fit(self) -> int:
        """The mean affinity of the new reads."""
        if self.outcome is None or not self.outcome.new:
            return 0
        return round(self.outcome.total / len(self.outcome.new))


def shown_plan(row: AssignmentPlan, round_: Round, *, by: User) -> PlanShown:
    settings = PlanSettings(**row.settings)
    outcome = from_json(row.result)
    holds = False
    if isinstance(outcome, Plan) and row.applied_at is None:
        found = assignable(round_, by, settings=settings)
        holds = still_holds(found.problem, outcome)
        applications, commitments = found.applications, found.commitments
    else:
        applications, commitments = parties_of(round_, by)
    if not isinstance(outcome, Plan):
        missing = in_sentences(outcome, applications=applications, commitments=commitments)
        return PlanShown(row, settings, None, missing=missing)
    by_application: dict[str, list[Read]] = defaultdict(list)
    by_reader: dict[str, list[Read]] = defaultdict(list)
    for read in outcome.reads:
        by_application[read.application].append(read)
        by_reader[read.reader].append(read)
    names = {id_: each.reviewer.user.name for id_, each in commitments.items()}
    return PlanShown(
        row,
        settings,
        outcome,
        holds=holds,
        applications=[
            ByApplication(each, _reads(by_application[id_], names))
            for id_, each in applications.items()
        ],
        reviewers=[
            ByReviewer(each, len(by_reader[id_]), sum(not read.kept for read in by_reader[id_]))
            for id_, each in commitments.items()
        ],
    )


def _reads(reads: list[Read], names: dict[str, str]) -> list[ReadShown]:
    """Of those who still read for the round, by name."""
    return sorted(
        (
            ReadShown(names[read.reader], read.affinity, read.bridge, read.kept)
            for read in reads
            if read.reader in names
        ),
        key=lambda read: read.name,
    )
