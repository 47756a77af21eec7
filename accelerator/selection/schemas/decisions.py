"""How decisions look in JSON."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from accelerator.reviews.rules.scores import Band
from accelerator.selection.queries.meeting import Row
from accelerator.selection.rules.choices import Decided, DecisionReason
from accelerator.selection.schemas.versions import Version
from accelerator.selection.services import Judgement
from accelerator.selection.services.deciding import (
    LONGEST_CONDITION,
    LONGEST_CORRECTION,
    LONGEST_NOTE,
)
from hub.web.api import Body, Paragraph, Query, Shown, Whole


class DecisionsAsked(Query):
    shown: Decided | None = Field(default=None, description="Only these.")
    undecided: bool = Field(default=False, description="Only those nobody has decided about.")
    offset: Whole = Field(default=0, ge=0, le=100_000)
    limit: Whole = Field(default=100, ge=1, le=1000)


class DecisionShown(Shown):
    """An eligible application, its marks, and what was decided. Nobody outside knows of it before a
    release: `told` is what the team has been told."""

    application: UUID
    reference: str
    startup: str
    headline: str
    outcome: Decided | None = Field(description="None: undecided.")
    rank: int | None = Field(description="Position in the waiting list that is chosen.")
    reason_codes: list[str]
    told: str | None
    version: int
    place: int | None = Field(description="By calibrated mark, among those that you may see.")
    raw: float | None
    calibrated: float | None
    low: float | None
    high: float | None
    p_top: float | None = Field(description="How likely it is among the best.")
    spread: float | None
    reviews: int
    band: Band | None

    @classmethod
    def of(cls, row: Row) -> "DecisionShown":
        marks = row.scored
        return cls(
            application=row.id,
            reference=row.reference,
            startup=row.startup,
            headline=row.headline,
            outcome=row.choice,
            rank=row.rank,
            reason_codes=row.reason_codes,
            told=row.told.value if row.told else None,
            version=row.version,
            place=row.place,
            raw=marks.mean if marks else None,
            calibrated=marks.calibrated if marks else None,
            low=marks.low if marks else None,
            high=marks.high if marks else None,
            p_top=marks.p_top if marks else None,
            spread=marks.spread if marks else None,
            reviews=marks.n if marks else 0,
            band=row.band,
        )


class SelectionMeetingShown(Shown):
    """One page of the meeting, and how the choice stands."""

    items: list[DecisionShown]
    next: int | None = Field(description="Give it back as `offset` for what follows.")
    seats: int
    seats_left: int = Field(description="Neither confirmed nor offered to anybody.")
    counts: dict[str, int] = Field(examples=[{"accept": 18, "reject": 180, "undecided": 4}])


class DecisionMade(Body):
    outcome: Decided
    reason_codes: list[DecisionReason] = Field(default=[], max_length=len(DecisionReason))
    conditions: Paragraph = Field(default="", max_length=LONGEST_CONDITION)
    note: Paragraph = Field(default="", max_length=LONGEST_NOTE)
    rank: int | None = Field(default=None, ge=1, le=9999, description="None: the line's end.")
    correction: Paragraph = Field(
        default="",
        max_length=LONGEST_CORRECTION,
        description="Needed where the team has been told otherwise; it reads this.",
    )
    version: Version = None

    def judgement(self) -> Judgement:
        return Judgement(
            self.outcome,
            tuple(code.value for code in self.reason_codes),
            conditions=self.conditions,
            note=self.note,
            rank=self.rank,
            correction=self.correction,
        )


class DecisionsMade(Body):
    """The same about all of these. A condition belongs to one team alone."""

    applications: list[UUID] = Field(max_length=2000)
    outcome: Literal["accept", "waitlist", "reject"]
    reason_codes: list[DecisionReason] = Field(default=[], max_length=len(DecisionReason))

    def judgement(self) -> Judgement:
        return Judgement(Decided(self.outcome), tuple(code.value for code in self.reason_codes))


class ManyDecidedShown(Shown):
    decided: int = Field(description="Of those that were named.")


class LineOrder(Body):
    applications: list[UUID] = Field(max_length=2000, description="First in line first.")
