"""How plans, reads and coverage look in JSON."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.reviews.models import Assignment, AssignmentPlan, AssignmentState, ReadingBan
from accelerator.reviews.queries.assigning import PlanSettings
from accelerator.reviews.queries.coverage import ApplicationRow, Board, ReviewerRow
from accelerator.reviews.queries.fallen import FallenOut
from accelerator.reviews.rules.papers import Plan, Shortfall
from accelerator.reviews.services.rounds import HEAVIEST_LOAD, MOST_READS_EACH
from hub.web.api import Body, Instant, Line, Shown


class PlanMeant(Body):
    """How to plan. The same settings give the same plan while nothing else changes."""

    seed: int = Field(default=1, ge=0, le=1_000_000)
    reads_each: int | None = Field(
        default=None, ge=1, le=MOST_READS_EACH, description="Null: what the round says."
    )
    least: int = Field(default=0, ge=0, le=HEAVIEST_LOAD)
    most: int | None = Field(default=None, ge=1, le=HEAVIEST_LOAD)
    afresh: bool = Field(default=False, description="Give out anew what nobody has begun.")
    connected: bool = Field(default=True, description="Join all applications by common readers.")

    def settings(self) -> PlanSettings:
        return PlanSettings(**{name: getattr(self, name) for name in PlanMeant.model_fields})


class PlannedRead(Shown):
    application: UUID
    reviewer: UUID
    affinity: int = Field(description="How well they fit, 0 to 1000.")
    bridge: bool
    kept: bool = Field(description="It stood before.")


class ShortfallShown(Shown):
    """Why there is no plan."""

    need: int
    capacity: int
    short: int
    few: list[dict[str, Any]]
    squeezed: list[dict[str, Any]]
    idle: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    joining: list[tuple[str, str]]
    sentences: list[str]


class PlanShown(Shown):
    """Nothing is given out before it is applied."""

    id: UUID
    round: UUID
    seed: int
    made_at: Instant
    applied_at: Instant | None
    possible: bool
    holds: bool = Field(description="It can still be applied.")
    reads: list[PlannedRead] = Field(default_factory=list)
    floor: int | None = Field(default=None, description="The worst fit of a new read.")
    total: int = 0
    bridges: int = 0
    proven: bool = True
    missing: ShortfallShown | None = None

    @classmethod
    def of(cls, row: AssignmentPlan, outcome: Plan, *, holds: bool) -> "PlanShown":
        return cls(
            **_row(row),
            possible=True,
            holds=holds,
            reads=[
                PlannedRead(
                    application=UUID(read.application),
                    reviewer=UUID(read.reader),
                    affinity=read.affinity,
                    bridge=read.bridge,
                    kept=read.kept,
                )
                for read in outcome.reads
            ],
            floor=outcome.floor,
            total=outcome.total,
            bridges=len(outcome.bridges),
            proven=outcome.proven,
        )

    @classmethod
    def impossible(
        cls, row: AssignmentPlan, why: Shortfall, *, sentences: list[str]
    ) -> "PlanShown":
        told = {n: v for n, v in row.result.items() if n in ShortfallShown.model_fields}
        return cls(
            **_row(row),
            possible=False,
            holds=False,
            missing=ShortfallShown(**told, sentences=sentences),
        )


class ReadMeant(Body):
    application: UUID = Field(strict=False)
    reviewer: UUID = Field(strict=False)


class ReadHandedOn(Body):
    reviewer: UUID = Field(strict=False)


class BanMeant(ReadMeant):
    reason: Line = Field(default="", max_length=240)


class ReadShown(Shown):
    """One read: who, what, until when."""

    id: UUID
    round: UUID
    application: UUID
    reviewer: UUID
    state: AssignmentState
    bridge: bool
    due_at: Instant

    @classmethod
    def of(cls, read: Assignment) -> "ReadShown":
        return cls(
            id=read.id,
            round=read.round_id,
            application=read.application_id,
            reviewer=read.reviewer_id,
            state=read.state,
            bridge=read.bridge,
            due_at=read.due_at,
        )


class BanShown(Shown):
    id: UUID
    application: UUID
    reviewer: UUID
    reason: str

    @classmethod
    def of(cls, ban: ReadingBan) -> "BanShown":
        return cls(
            id=ban.id, application=ban.application_id, reviewer=ban.reviewer_id, reason=ban.reason
        )


class CoveredShown(Shown):
    """How an application is read. `conflicts` are readers who must not see it any more."""

    application: UUID
    reference: str
    wanted: int
    assigned: int
    submitted: int
    late: int
    missing: int
    conflicts: list[UUID]

    @classmethod
    def of(cls, row: ApplicationRow) -> "CoveredShown":
        told = ("wanted", "assigned", "submitted", "late", "missing")
        return cls(
            **{name: getattr(row.covered, name) for name in told},
            application=row.application.id,
            reference=row.application.reference,
            conflicts=row.holes,
        )


class LoadShown(Shown):
    reviewer: UUID
    name: str
    least: int
    most: int
    assigned: int
    submitted: int
    late: int
    left: int = Field(description="What they would still take.")
    last_seen_at: Instant | None

    @classmethod
    def of(cls, row: ReviewerRow) -> "LoadShown":
        told = ("least", "most", "assigned", "submitted", "late", "left")
        commitment = row.given.commitment
        return cls(
            **{name: getattr(row.load, name) for name in told},
            reviewer=commitment.reviewer_id,
            name=commitment.reviewer.user.name,
            last_seen_at=row.last_seen_at,
        )


class FallenShown(Shown):
    """Marks that are in and that a conflict of interest touches. They are kept on record."""

    application: UUID
    reference: str
    reviewer: UUID
    name: str
    counts: bool = Field(description="True: until their reader has answered a suspicion.")
    left: int = Field(description="Reads of the application that are in and count.")
    missing: int = Field(description="So many reads the application lacks.")

    @classmethod
    def all_of(cls, found: FallenOut) -> "list[FallenShown]":
        return [
            cls(
                application=each.application_id,
                reference=each.reference,
                reviewer=each.reviewer_id,
                name=each.name,
                counts=each.at is None,
                left=each.left,
                missing=each.missing,
            )
            for each in (*found.fallen, *found.doubted)
        ]


class CoverageShown(Shown):
    """Of the applications that you may see."""

    wanted: int
    assigned: int
    submitted: int
    late: int
    missing: int
    groups: int = Field(description="More than one cannot be ranked together yet.")
    applications: list[CoveredShown]
    reviewers: list[LoadShown]
    fallen_out: list[FallenShown]

    @classmethod
    def of(cls, board: Board) -> "CoverageShown":
        told = ("wanted", "assigned", "submitted", "late")
        return cls(
            **{name: getattr(board.coverage, name) for name in told},
            missing=board.missing,
            groups=len(board.coverage.groups),
            applications=[CoveredShown.of(row) for row in board.applications],
            reviewers=[LoadShown.of(row) for row in board.reviewers],
            fallen_out=FallenShown.all_of(board.fallen),
        )


class ForWhom(Body):
    """Ids of reviewers; null: everybody."""

    reviewers: list[UUID] | None = Field(default=None, max_length=500, strict=False)


def _row(row: AssignmentPlan) -> dict[str, Any]:
    names = ("id", "seed", "made_at", "applied_at")
    return {name: getattr(row, name) for name in names} | {"round": row.round_id}
