"""How a ranking looks in JSON: raw figures, calibrated ones beside them, and how sure they are."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import Field, field_validator

from accelerator.applications.models import Application
from accelerator.reviews.models import Preferred, Round, RoundState, ScoreRun
from accelerator.reviews.queries.fallen import FallenOut
from accelerator.reviews.queries.marks import PanelMark
from accelerator.reviews.queries.ranking import Inputs, Wanted
from accelerator.reviews.rules.pairwise import Strength
from accelerator.reviews.rules.scores import Band, Note, Scale, Scored, Scores
from accelerator.reviews.schemas.assigning import FallenShown
from accelerator.reviews.services.scoring import HIGHEST_WEIGHT, LONGEST_NOTE
from hub.core.i18n import gettext as _
from hub.web.api import Body, Instant, Line, Query, Shown, Whole, unusable

Weight = Annotated[int, Field(ge=0, le=HIGHEST_WEIGHT)]
MOST_SEATS = 10_000


class RankingAsked(Query):
    round: UUID | None = Field(default=None, description="Of the cohort; without it, the latest.")
    run: Whole | None = Field(default=None, ge=1, le=10**6, description="A kept run's number.")
    seats: Whole | None = Field(default=None, ge=1, le=MOST_SEATS, description="What if?")
    weights: Line | None = Field(
        default=None,
        max_length=1000,
        pattern=r"^([a-z0-9-]+:[0-9]{1,4})(,[a-z0-9-]+:[0-9]{1,4})*$",
        description="What if? Criterion keys with weights; what is not named keeps its own.",
        examples=["need:30,evidence:70"],
    )

    @field_validator("weights")
    @classmethod
    def _readable(cls, given: str | None) -> str | None:
        if given and any(int(pair.partition(":")[2]) > HIGHEST_WEIGHT for pair in given.split(",")):
            raise unusable(_("A whole number from 0 to %(most)s.", most=HIGHEST_WEIGHT))
        return given

    @property
    def asks(self) -> bool:
        return self.seats is not None or self.weights is not None

    def wanted(self) -> Wanted:
        pairs = [pair.partition(":") for pair in (self.weights or "").split(",") if pair]
        return Wanted({key: int(weight) for key, _colon, weight in pairs}, self.seats)


class RunMeant(Body):
    """Reckon everything anew with the marks that are in; the runs before stay."""

    weights: dict[Line, Weight] = Field(
        default_factory=dict, max_length=40, description="What is not named keeps its own."
    )
    seats: int | None = Field(default=None, ge=1, le=MOST_SEATS)
    note: Line = Field(default="", max_length=LONGEST_NOTE)

    def wanted(self) -> Wanted:
        return Wanted(self.weights, self.seats)


class RunShown(Shown):
    number: int
    round: UUID
    weights: dict[str, int]
    seats: int
    method: str
    inputs_sha256: str = Field(description="The same, the same result.")
    note: str
    made_at: Instant
    outdated: bool = Field(description="It would come out otherwise today: marks have changed.")

    @classmethod
    def of(cls, run: ScoreRun, *, outdated: bool = False) -> "RunShown":
        told = set(cls.model_fields) - {"round", "outdated"}
        named = {name: getattr(run, name) for name in told}
        return cls(**named, round=run.round_id, outdated=outdated)


class RankedShown(Shown):
    rank: int | None
    application: UUID
    reference: str
    headline: str
    startup: str
    reviews: int
    raw_mean: float | None
    raw_median: float | None
    raw_rank: int | None
    spread: float | None
    calibrated: float | None
    interval: list[float] | None = Field(description="It lies within with 95 % certainty.")
    p_top: float | None = Field(description="How probable it is among the best `seats`.")
    band: Band | None

    @classmethod
    def of(cls, scored: Scored, application: Application) -> "RankedShown":
        known = scored.low is not None and scored.high is not None
        return cls(
            rank=scored.rank,
            application=application.id,
            reference=application.reference,
            headline=application.headline,
            startup=application.startup.name,
            reviews=scored.n,
            raw_mean=scored.mean,
            raw_median=scored.median,
            raw_rank=scored.raw_rank,
            spread=scored.spread,
            calibrated=scored.calibrated,
            interval=[scored.low or 0.0, scored.high or 0.0] if known else None,
            p_top=scored.p_top,
            band=scored.band,
        )


class ReaderShown(Shown):
    reviewer: UUID
    name: str
    reviews: int
    mean: float
    offset: float | None = Field(description="Above the panel, or below it when negative.")
    interval: list[float] | None
    constant: bool

    @classmethod
    def of(cls, scale: Scale, name: str) -> "ReaderShown":
        known = scale.low is not None and scale.high is not None
        return cls(
            reviewer=UUID(scale.reader),
            name=name,
            reviews=scale.n,
            mean=scale.mean,
            offset=scale.offset,
            interval=[scale.low or 0.0, scale.high or 0.0] if known else None,
            constant=scale.constant,
        )


class JoiningShown(Shown):
    """A read that would join groups which cannot be compared."""

    application: UUID
    reviewer: UUID


class RankingShown(Shown):
    cohort: UUID
    round: UUID
    run: int | None = Field(description="Null: a what-if, or nothing is kept yet.")
    stale: bool = Field(description="Marks have changed since the run was made.")
    method: str
    seats: int
    weights: dict[str, int]
    reliability: float | None
    notes: list[Note]
    joint: bool = Field(description="False: the reads fall apart, only raw means are comparable.")
    groups: int
    joining: list[JoiningShown]
    items: list[RankedShown]
    readers: list[ReaderShown]
    fallen_out: list[FallenShown] = Field(
        description="Marks that do not count because their reader has a conflict of interest."
    )

    @classmethod
    def of(
        cls,
        scores: Scores,
        inputs: Inputs,
        *,
        of: tuple[Round, ScoreRun | None],
        names: tuple[Mapping[str, Application], Mapping[str, str]],
        fallen: FallenOut,
    ) -> "RankingShown":
        (round_, run), (applications, readers), refusal = of, names, scores.refusal
        return cls(
            cohort=round_.cohort_id,
            round=round_.id,
            run=run.number if run else None,
            stale=run is not None and run.inputs_sha256 != inputs.sha256,
            method=scores.method,
            seats=scores.seats,
            weights=dict(scores.weights),
            reliability=scores.reliability,
            notes=list(scores.notes),
            joint=refusal is None,
            groups=len(refusal.groups) if refusal else 1,
            joining=[
                JoiningShown(application=UUID(application), reviewer=UUID(reader))
                for application, reader in (refusal.joining if refusal else ())
            ],
            items=[
                RankedShown.of(each, applications[each.application])
                for each in scores.applications
                if each.application in applications
            ],
            readers=[ReaderShown.of(each, readers.get(each.reader, "")) for each in scores.readers],
            fallen_out=FallenShown.all_of(fallen),
        )


class MarkShown(Shown):
    """A review that is in, for the managers of the programme."""

    reviewer: UUID
    name: str
    scores: dict[str, int]
    total: float | None
    confidence: int | None
    panel_note: str
    founders_note: str
    submitted_at: Instant | None
    times_submitted: int
    revision: int

    @classmethod
    def of(cls, reviewer: UUID, mark: PanelMark) -> "MarkShown":
        fields = {**vars(mark)}
        return cls(reviewer=reviewer, times_submitted=fields.pop("times"), **fields)


class FinalShown(Shown):
    """A round of pairs that you compare in."""

    round: UUID
    name: dict[str, str]
    state: RoundState
    due_at: Instant
    compared: int
    pairs: int


class SideShown(Shown):
    application: UUID
    reference: str
    headline: str
    startup: str | None
    facts: dict[str, str]


class PairShown(Shown):
    """The two that are worth asking you about next; nothing when you have seen all."""

    first: SideShown | None
    second: SideShown | None


class PairDecided(Body):
    first: UUID
    second: UUID
    preferred: Preferred


class FinalStandingShown(Shown):
    """Strengths are comparable within a group only; between groups it is unknown who is better."""

    group: int
    rank: int | None
    application: UUID
    reference: str
    headline: str
    startup: str
    compared: int
    wins: float
    strength: float | None
    interval: list[float] | None

    @classmethod
    def of(cls, row: Strength, application: Application) -> "FinalStandingShown":
        known = row.low is not None and row.high is not None
        return cls(
            group=row.group,
            rank=row.rank,
            application=application.id,
            reference=application.reference,
            headline=application.headline,
            startup=application.startup.name,
            compared=row.compared,
            wins=row.wins,
            strength=row.strength,
            interval=[row.low or 0.0, row.high or 0.0] if known else None,
        )
