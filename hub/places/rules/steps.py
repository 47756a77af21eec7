"""The states of a place, and the steps between them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PlaceState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    CLOSED = "closed"


#: These keep a seat from others: who is offered one may think about it in peace.
HOLDING = frozenset({PlaceState.OFFERED, PlaceState.CONFIRMED})
#: Of these a party has one at most in a pool.
LIVE = HOLDING | {PlaceState.WAITING}


class LapsePolicy(StrEnum):
    """What an unanswered offer means: the end, or the tail of the line (until `max_lapses`)."""

    FINAL = "final"
    TAIL = "tail"


class EventKind(StrEnum):
    """Lines of the ledger. The first four are the pool's own, the others a place's."""

    OPENED = "opened"
    RESIZED = "resized"
    TERMS_SET = "terms-set"
    LINE_CLOSED = "line-closed"
    #: A free seat for which nobody waited.
    TAKEN = "taken"
    JOINED = "joined"
    #: In line by somebody else's ordering.
    PUT = "put"
    MOVED = "moved"
    #: An offer to the first in line, by the line itself.
    PROMOTED = "promoted"
    #: An offer to somebody in particular, by staff.
    OFFERED = "offered"
    EXTENDED = "extended"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DECLINE_UNDONE = "decline-undone"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    OVERRIDDEN = "overridden"
    CLOSED = "closed"


@dataclass(frozen=True)
class Step:
    """From one of `before` (None: there was no place) to one of `after`."""

    before: frozenset[PlaceState | None]
    after: frozenset[PlaceState]


def _step(before: set[PlaceState | None], *after: PlaceState) -> Step:
    return Step(frozenset(before), frozenset(after))


S = PlaceState
STEPS = {
    EventKind.TAKEN: _step({None, S.WAITING}, S.CONFIRMED),
    EventKind.JOINED: _step({None}, S.WAITING),
    EventKind.PUT: _step({None}, S.WAITING),
    EventKind.MOVED: _step({S.WAITING}, S.WAITING),
    EventKind.PROMOTED: _step({S.WAITING}, S.OFFERED),
    EventKind.OFFERED: _step({None, S.WAITING}, S.OFFERED),
    EventKind.EXTENDED: _step({S.OFFERED}, S.OFFERED),
    EventKind.ACCEPTED: _step({S.OFFERED}, S.CONFIRMED),
    EventKind.DECLINED: _step({S.OFFERED}, S.DECLINED),
    EventKind.DECLINE_UNDONE: _step({S.DECLINED}, S.OFFERED),
    EventKind.LAPSED: _step({S.OFFERED}, S.LAPSED, S.WAITING, S.REMOVED),
    EventKind.WITHDRAWN: _step({S.WAITING, S.OFFERED, S.CONFIRMED}, S.WITHDRAWN),
    EventKind.REMOVED: _step({S.WAITING, S.OFFERED, S.CONFIRMED}, S.REMOVED),
    EventKind.OVERRIDDEN: _step({None, S.WAITING, S.OFFERED}, S.CONFIRMED),
    EventKind.CLOSED: _step({S.WAITING}, S.CLOSED),
}  # fmt: skip


def gives_rank(kind: EventKind, *, after: PlaceState) -> bool:
    """Whether the step puts a place at the tail. Its rank is then the number of the ledger line:
    numbers only grow, so nobody can be given a rank in front of somebody who already waits."""
    return after is S.WAITING and kind in STEPS


def after_lapse(policy: LapsePolicy, *, lapses: int, max_lapses: int) -> PlaceState:
    """What becomes of a place whose offer ran out for the `lapses`th time."""
    if policy is LapsePolicy.FINAL:
        return S.LAPSED
    return S.REMOVED if lapses >= max_lapses else S.WAITING


def runs(state: PlaceState, expires_at: datetime | None, *, at: datetime) -> bool:
    """Whether there is an offer that can be answered at this instant."""
    return state is S.OFFERED and expires_at is not None and at < expires_at


def seen_as(state: PlaceState, expires_at: datetime | None, *, at: datetime) -> PlaceState:
    """What a reader is told: an offer that ran out is no offer, whether or not it was swept."""
    if state is S.OFFERED and not runs(state, expires_at, at=at):
        return S.LAPSED
    return state


def offers_are_over(cutoff_at: datetime | None, *, at: datetime) -> bool:
    """From the cut-off on nobody is offered anything: whoever comes first takes a free seat."""
    return cutoff_at is not None and at >= cutoff_at
