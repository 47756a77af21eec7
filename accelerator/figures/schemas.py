"""How figures look in JSON."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from accelerator.figures.names import group_name
from accelerator.figures.queries.readers import ReaderRow
from accelerator.figures.rules.funnel import SMALLEST_TOLD, Funnel, Row, Split
from hub.web.api import Instant, ListShown, Query, Shown

COUNTS = [{"begun": 212, "handed-in": 190, "confirmed": 20}]


class FiguresAsked(Query):
    by: Split = Field(default=Split.SECTOR, description="What the rows are.")


class FunnelRowShown(Shown):
    """How many came how far. Each step includes all that come after it."""

    group: str = Field(description="Empty: those who did not say.", examples=["water"])
    name: str = Field(description="In the caller's language.")
    counts: dict[str, int | None] = Field(
        description=f"By step; null: fewer than {SMALLEST_TOLD}, so it is not told.",
        examples=COUNTS,
    )

    @classmethod
    def of(cls, row: Row, split: str) -> "FunnelRowShown":
        counts = {step.value: count for step, count in row.counts.items()}
        return cls(group=row.group, name=group_name(split, row.group), counts=counts)


class FunnelShown(Shown):
    """From the first word of an application to the confirmed place."""

    by: Split
    total: dict[str, int | None] = Field(description="By step.", examples=COUNTS)
    rows: list[FunnelRowShown]

    @classmethod
    def of(cls, funnel: Funnel, split: Split) -> "FunnelShown":
        return cls(
            by=split,
            total={step.value: count for step, count in funnel.total.counts.items()},
            rows=[FunnelRowShown.of(row, split.value) for row in funnel.rows],
        )


class ReaderLoadShown(Shown):
    """How much a reviewer has read, and how they agree with the panel."""

    name: str
    given: int
    done: int
    shared: int = Field(description="Of what they marked, as many were marked by others too.")
    own_mean: float | None = Field(description="Of those.")
    panel_mean: float | None
    distance: float | None = Field(description="How far from the others, on the mean.")
    correlation: float | None = Field(description="1 alike, 0 unrelated; null: too few to tell.")

    @classmethod
    def of(cls, row: ReaderRow) -> "ReaderLoadShown":
        beside = row.agreement
        return cls(
            name=row.name,
            given=row.given,
            done=row.done,
            shared=beside.shared if beside else 0,
            own_mean=beside.own if beside else None,
            panel_mean=beside.panel if beside else None,
            distance=beside.distance if beside else None,
            correlation=beside.correlation if beside else None,
        )


class SheetRowShown(Shown):
    """A line of the table that staff may keep, by the columns' names."""

    reference: str
    submitted_at: Instant | None
    cells: dict[str, str] = Field(
        description="The rest of the line; answers are called `answer.` and the question's key."
    )

    @classmethod
    def of(cls, columns: Mapping[str, str], row: list[object]) -> "SheetRowShown":
        cells: dict[str, Any] = dict(zip(columns, row, strict=True))
        own = {name: cells.pop(name) for name in ("reference", "submitted_at")}
        return cls(**own, cells={name: str(cell or "") for name, cell in cells.items()})


class SheetShown(ListShown[SheetRowShown]):
    """A page of the table, with the headings of its columns in the caller's language."""

    columns: dict[str, str]
