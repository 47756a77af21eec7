"""An interview day, arranged exactly.

In this order: as many applications as possible are heard, around the fixed meetings; as many kept
ones as possible stay where they are; preferred panels, then tracks; the panels wait as little as
possible between meetings. Each is settled before the next is asked (`arranging`).
"""

from collections.abc import Iterable, Sequence, Set
from datetime import timedelta
from itertools import pairwise

from accelerator.interviews.rules.arranging import Place, arranged, places_of
from accelerator.interviews.rules.days import (
    Availability,
    Candidate,
    Day,
    Meeting,
    Panel,
    Schedule,
    Timing,
    Unplaced,
    Way,
    Why,
)
from accelerator.interviews.rules.openings import Opening, choices, openings, why_none
from accelerator.reviews.rules.flows import fill
from accelerator.reviews.rules.graphs import components

__all__ = [
    "Availability",
    "Candidate",
    "Day",
    "Meeting",
    "Panel",
    "Schedule",
    "Timing",
    "Unplaced",
    "Way",
    "Why",
    "choices",
    "schedule",
]


def schedule(day: Day) -> Schedule:
    """The best day, and who cannot be heard and why.

    Raises Undecided (reviews.rules.linear) when there was not even time for a first answer.
    """
    opened = openings(day)
    possible = places_of(day, opened)
    fixed, impossible = _fixed(day, possible)
    places = [place for place in possible if place.candidate.id not in impossible]
    chosen, proven = arranged(day, places, opened=opened, fixed=fixed)
    meetings = sorted(
        (place.meeting for place in chosen), key=lambda each: (each.slot.start, each.panel)
    )
    return Schedule(
        meetings=tuple(meetings),
        unplaced=_unplaced(day, places, opened=opened, heard={m.application for m in meetings}),
        moved=_moved(day, meetings),
        idle=_idle(chosen),
        proven=proven,
    )


def _fixed(day: Day, places: Sequence[Place]) -> tuple[list[Place], frozenset[str]]:
    """The fixed meetings that can be, and the applications whose cannot. Of two that collide the
    first by id stands."""
    offered = {place.meeting.place: place for place in places}
    candidates = {candidate.id for candidate in day.candidates}
    fixed: list[Place] = []
    impossible = set()
    for meeting in sorted(day.fixed, key=lambda each: each.place):
        place = offered.get(meeting.place)
        if place is not None and not any(place.clashes(other) for other in fixed):
            fixed.append(place)
        elif meeting.application in candidates:
            impossible.add(meeting.application)
    return fixed, frozenset(impossible)


def _moved(day: Day, meetings: Iterable[Meeting]) -> tuple[str, ...]:
    candidates = {candidate.id for candidate in day.candidates}
    stay = {meeting.place for meeting in meetings}
    return tuple(
        sorted(
            m.application for m in day.kept if m.application in candidates and m.place not in stay
        )
    )


def _idle(chosen: Iterable[Place]) -> int:
    """Minutes between the meetings of each panel, from buffer's end to beginning."""
    in_order = sorted(chosen, key=lambda p: (p.opening.panel.id, p.opening.piece, p.opening.order))
    waits = (
        later.opening.busy.start - earlier.opening.busy.end
        for earlier, later in pairwise(in_order)
        if (earlier.opening.panel, earlier.opening.piece)
        == (later.opening.panel, later.opening.piece)
    )
    return sum((max(wait, timedelta()) for wait in waits), timedelta()) // timedelta(minutes=1)


def _unplaced(
    day: Day, places: Sequence[Place], *, opened: Sequence[Opening], heard: Set[str]
) -> tuple[Unplaced, ...]:
    left = [candidate for candidate in day.candidates if candidate.id not in heard]
    if not left:
        return ()
    takes: dict[str, list[str]] = {candidate.id: [] for candidate in day.candidates}
    for place in places:
        takes[place.candidate.id].append(_name(place.opening))
    fixed = {meeting.application for meeting in day.fixed}
    cut = fill(dict.fromkeys(takes, 1), {_name(o): 1 for o in opened}, choices=takes)
    rivals = components(
        sorted(cut.stuck_askers),
        pairs=[(id_, slot) for id_ in sorted(cut.stuck_askers) for slot in takes[id_]],
    )
    return tuple(
        why_none(day, candidate, opened=opened)
        or (Unplaced(candidate.id, Why.FIXED) if candidate.id in fixed else None)
        or next(
            (
                Unplaced(
                    candidate.id,
                    Why.CROWDED,
                    slots=len(takes[candidate.id]),
                    rivals=group.applications,
                    room=len(group.readers),
                )
                for group in rivals
                if candidate.id in group.applications
            ),
            Unplaced(candidate.id, Why.SHARED, slots=len(takes[candidate.id])),
        )
        for candidate in sorted(left, key=lambda each: each.id)
    )


def _name(opening: Opening) -> str:
    return f"{opening.panel.id} {opening.slot.start.isoformat()}"
