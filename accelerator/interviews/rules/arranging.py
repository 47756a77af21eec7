"""The model behind a day: who could be where, what excludes what, and the best of it.

One column for each candidate in each opening it may take. Nobody and nothing is in two places:
all openings that keep the same panel, person or room at the same moment have one meeting together.
Waiting is counted with two columns more for each opening: `there` (the panel is present) and
`begins` (it was not before), of which each stretch between breaks has one at most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accelerator.interviews.rules.days import Candidate, Day, Meeting, Way
from accelerator.interviews.rules.openings import Opening, way_for
from accelerator.reviews.rules.affinities import lot
from accelerator.reviews.rules.linear import NO_LIMIT, Found, Model, Row, Undecided, total_of

SECONDS = 8.0
OF_PANEL, OF_TRACK = 2, 1

#: What can be in one place at a time: a kind and an id.
Resource = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """A candidate in an opening."""

    candidate: Candidate
    opening: Opening
    way: Way

    @property
    def meeting(self) -> Meeting:
        return Meeting(self.candidate.id, self.opening.panel.id, self.opening.slot, self.way)

    def clashes(self, other: "Place") -> bool:
        shared = not resources(self.opening).isdisjoint(resources(other.opening))
        return shared and self.opening.busy.overlaps(other.opening.busy)


def places_of(day: Day, opened: Sequence[Opening]) -> list[Place]:
    """In an order that seed and ids decide."""
    candidates = sorted(day.candidates, key=lambda each: (lot(day.seed, each.id), each.id))
    return [
        Place(candidate, opening, way)
        for candidate in candidates
        for opening in opened
        if (way := way_for(day, candidate, opening=opening)) is not None
    ]


def resources(opening: Opening) -> frozenset[Resource]:
    panel = opening.panel
    room = {("room", panel.room)} if panel.room is not None else set()
    return frozenset({("panel", panel.id), *room, *(("person", m) for m in panel.members)})


def arranged(
    day: Day, places: Sequence[Place], *, opened: Sequence[Opening], fixed: Iterable[Place]
) -> tuple[list[Place], bool]:
    """The best places, and whether that is proven. The fixed ones are among `places` and do not
    clash. Raises Undecided."""
    if not places:
        return [], True
    stages = _Stages(len(places), [*_rows(places, opened), *_held(places, fixed)])
    kept = {meeting.place for meeting in day.kept}
    stages.settle([1] * len(places))
    stages.settle([int(place.meeting.place in kept) for place in places])
    stages.settle([_preference(place) for place in places])
    stages.widen(2 * len(opened), _waiting(places, opened))
    stages.settle([0] * len(places) + [-1] * len(opened) + [0] * len(opened))
    chosen = {column for column in stages.chosen if column < len(places)}
    return [place for column, place in enumerate(places) if column in chosen], stages.proven


class _Stages:
    """Aims one after the other; what one reaches, those behind it may not give up."""

    def __init__(self, size: int, rows: list[Row]) -> None:
        self.size, self.rows = size, rows
        self.model = Model(size, rows, seconds=SECONDS)
        self.chosen: list[int] = []
        self.proven = True

    def settle(self, gains: Sequence[int]) -> None:
        if not any(gains):
            return
        try:
            found = self._best(gains)
        except Undecided:
            if not self.chosen:
                raise
            self.proven = False
            return
        self.proven = self.proven and found.proven
        self.chosen = found.chosen
        reached = sum(gains[column] for column in self.chosen)
        terms = tuple((column, gain) for column, gain in enumerate(gains) if gain)
        row = Row(reached, NO_LIMIT, terms)
        self.rows.append(row)
        self.model.add([row])

    def widen(self, size: int, rows: list[Row]) -> None:
        self.size += size
        self.rows += rows
        self.model = Model(self.size, self.rows, seconds=SECONDS)

    def _best(self, gains: Sequence[int]) -> Found:
        found = self.model.maximise(gains)
        if found is not None and not found.is_whole:
            found = self.model.maximise(gains, whole=True)
        if found is None:
            raise AssertionError("leaving everybody out, but for the fixed, is always possible")
        return found


def _preference(place: Place) -> int:
    panel, candidate = place.opening.panel, place.candidate
    if panel.id in candidate.preferred:
        return OF_PANEL
    return OF_TRACK if candidate.track is not None and candidate.track == panel.track else 0


def _rows(places: Sequence[Place], opened: Sequence[Opening]) -> list[Row]:
    by_candidate: dict[str, list[int]] = defaultdict(list)
    by_opening: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for column, place in enumerate(places):
        by_candidate[place.candidate.id].append(column)
        by_opening[place.opening.order].append(column)
    exclusive = {
        tuple(column for opening in crowd for column in by_opening[opening.order])
        for crowd in _crowds(opened)
    }
    rows = [total_of(columns, highest=1) for columns in by_candidate.values()]
    return rows + [total_of(columns, highest=1) for columns in sorted(exclusive) if columns]


def _crowds(opened: Sequence[Opening]) -> set[tuple[Opening, ...]]:
    """What keeps one resource at one moment. Of intervals, those over each beginning are enough."""
    using: dict[Resource, list[Opening]] = defaultdict(list)
    for opening in opened:
        for resource in resources(opening):
            using[resource].append(opening)
    return {
        tuple(o for o in its if o.busy.start <= moment < o.busy.end)
        for its in using.values()
        for moment in {opening.busy.start for opening in its}
    }


def _held(places: Sequence[Place], fixed: Iterable[Place]) -> list[Row]:
    meetings = {place.meeting.place for place in fixed}
    return [
        total_of([column], lowest=1)
        for column, place in enumerate(places)
        if place.meeting.place in meetings
    ]


def _waiting(places: Sequence[Place], opened: Sequence[Opening]) -> list[Row]:
    """Columns behind the places: whether the panel is `there` in each opening, then `begins`."""
    there = {opening.order: len(places) + number for number, opening in enumerate(opened)}
    begins = {order: column + len(opened) for order, column in there.items()}
    used: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
    for column, place in enumerate(places):
        used[place.opening.order].append((column, -1))
    stretches: dict[tuple[str, int], list[Opening]] = defaultdict(list)
    for opening in opened:
        stretches[opening.panel.id, opening.piece].append(opening)
    rows = [Row(0, NO_LIMIT, ((there[o.order], 1), *used[o.order])) for o in opened]
    for stretch in stretches.values():
        rows.append(total_of([begins[opening.order] for opening in stretch], highest=1))
        before: tuple[tuple[int, int], ...] = ()
        for opening in stretch:
            column = there[opening.order]
            rows.append(Row(0, NO_LIMIT, ((begins[opening.order], 1), (column, -1), *before)))
            before = ((column, 1),)
    return rows
