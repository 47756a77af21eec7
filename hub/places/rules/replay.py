"""Read a pool's ledger from its first line: who stands where today, and whether every line was
allowed. The lines alone are asked, none of the rows that they explain."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub.places.rules.steps import (
    HOLDING,
    STEPS,
    EventKind,
    PlaceState,
    gives_rank,
    offers_are_over,
)

#: Steps that newly take a seat; there must have been one.
TAKING = frozenset({EventKind.TAKEN, EventKind.PROMOTED, EventKind.OFFERED,
                    EventKind.DECLINE_UNDONE, EventKind.OVERRIDDEN})  # fmt: skip
OFFERING = frozenset({EventKind.PROMOTED, EventKind.OFFERED})


@dataclass(frozen=True)
class Line:
    """One line of the ledger. `until` is when an offer runs out; in a pool's own line, when offers
    are over (the cut-off)."""

    number: int
    kind: EventKind
    at: datetime
    place_id: UUID | None = None
    before: PlaceState | None = None
    after: PlaceState | None = None
    until: datetime | None = None
    seats: int | None = None
    reason: str = ""


@dataclass
class Standing:
    """Where a place stands. `rank` counts while it waits, `until` while it is offered."""

    state: PlaceState
    rank: int | None = None
    until: datetime | None = None


@dataclass
class Replay:
    """What the ledger says. `faults` are sentences for staff; none means that all was right."""

    seats: int = 0
    cutoff_at: datetime | None = None
    closed: bool = False
    places: dict[UUID, Standing] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    last_number: int = 0

    @property
    def held(self) -> int:
        return sum(place.state in HOLDING for place in self.places.values())

    def line(self) -> list[UUID]:
        """Who waits, first in line first."""
        waiting = [
            (place.rank or 0, id_)
            for id_, place in self.places.items()
            if place.state is PlaceState.WAITING
        ]
        return [id_ for _rank, id_ in sorted(waiting)]

    def read(self, line: Line) -> None:
        if line.number != self.last_number + 1:
            self.faults.append(f"line {self.last_number + 1} is missing")
        self.last_number = line.number
        if line.place_id is None:
            self._pool(line)
        else:
            known = self.places.get(line.place_id)
            faults = [*self._place_faults(line, known), *self._fairness(line, known)]
            self.faults += [f"line {line.number}: {fault}" for fault in faults]
            self._move(line, line.place_id)
        if self.held > self.seats:
            self.faults.append(f"line {line.number}: {self.held} hold {self.seats} seats")

    def _pool(self, line: Line) -> None:
        if line.kind is EventKind.LINE_CLOSED:
            self.closed = True
        if line.kind is EventKind.RESIZED and line.seats is not None and line.seats < self.held:
            self.faults.append(f"line {line.number}: fewer seats than are held")
        if line.seats is not None:
            self.seats = line.seats
        if line.kind in (EventKind.OPENED, EventKind.TERMS_SET):
            self.cutoff_at = line.until

    def _move(self, line: Line, place_id: UUID) -> None:
        if line.after is None:
            return
        place = self.places.setdefault(place_id, Standing(line.after))
        place.state = line.after
        if gives_rank(line.kind, after=line.after):
            place.rank = line.number
        if line.after is PlaceState.OFFERED:
            place.until = line.until

    def _place_faults(self, line: Line, known: Standing | None) -> Iterable[str]:
        if (known.state if known else None) is not line.before:
            yield f"{line.kind} from {line.before}, which is not where the place stood"
        step = STEPS.get(line.kind)
        if step is None or line.before not in step.before or line.after not in step.after:
            yield f"{line.kind} does not lead from {line.before} to {line.after}"
        was_holding = known is not None and known.state in HOLDING
        if line.kind in TAKING and not was_holding and self.held >= self.seats:
            yield f"{line.kind} without a free seat"

    def _fairness(self, line: Line, known: Standing | None) -> Iterable[str]:
        over = self.closed or offers_are_over(self.cutoff_at, at=line.at)
        others = [id_ for id_ in self.line() if id_ != line.place_id]
        if line.kind is EventKind.TAKEN and others and not over:
            yield "a seat was taken while somebody waited for it"
        if line.kind is EventKind.PROMOTED and self.line()[:1] != [line.place_id]:
            yield "somebody was promoted who was not the first in line"
        if line.kind in OFFERING and over:
            yield "an offer after the cut-off, or from a closed line"
        if line.kind is EventKind.ACCEPTED and (
            known is None or known.until is None or line.at >= known.until
        ):
            yield "an offer was accepted after it ran out"
        if line.kind is EventKind.LAPSED and known and known.until and line.at < known.until:
            yield "an offer lapsed before it ran out"
        if line.kind in (EventKind.OVERRIDDEN, EventKind.REMOVED) and not line.reason:
            yield f"{line.kind} without a reason"


def replay(lines: Iterable[Line]) -> Replay:
    """Read the lines in their order."""
    told = Replay()
    for line in lines:
        told.read(line)
    return told
