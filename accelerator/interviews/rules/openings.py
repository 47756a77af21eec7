"""Which slots a day has, and who can take which of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accelerator.interviews.rules.days import (
    BOTH_WAYS,
    Candidate,
    Day,
    Meeting,
    Panel,
    Unplaced,
    Way,
    Why,
    free_pieces,
)
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Opening:
    """One slot of one panel. `busy` includes the buffer; `piece` numbers the stretch between two
    breaks in which it lies."""

    panel: Panel
    slot: TimeSlot
    busy: TimeSlot
    piece: int

    @property
    def order(self) -> tuple[datetime, str]:
        return self.slot.start, self.panel.id


def openings(day: Day) -> tuple[Opening, ...]:
    """All slots, by time and panel: each stretch between breaks is cut from its start on. Kept and
    fixed meetings add theirs if they began elsewhere, still inside a stretch."""
    found: list[Opening] = []
    placed = day.kept | day.fixed
    for panel in day.panels:
        starts = {meeting.slot.start for meeting in placed if meeting.panel == panel.id}
        for number, piece in enumerate(free_pieces(panel.windows, panel.breaks)):
            cut = set(_starts(piece, day)) | {at for at in starts if _fits(at, piece, day=day)}
            found += [
                Opening(
                    panel=panel,
                    slot=TimeSlot(at, at + day.timing.meeting),
                    busy=TimeSlot(at, at + day.timing.busy),
                    piece=number,
                )
                for at in cut
            ]
    return tuple(sorted(found, key=lambda opening: opening.order))


def way_for(day: Day, candidate: Candidate, *, opening: Opening) -> Way | None:
    """How the candidate would meet this panel then, if possible in the room; None: not at all."""
    if _conflicted(day, candidate, panel=opening.panel):
        return None
    ways = opening.panel.ways & _ways_at(candidate, opening.slot)
    return next((way for way in (Way.ROOM, Way.ONLINE) if way in ways), None)


def choices(day: Day, application: str) -> tuple[Meeting, ...]:
    """What an application may pick from, were nothing taken: its founders' own choice."""
    candidate = next(each for each in day.candidates if each.id == application)
    return tuple(
        Meeting(application, opening.panel.id, opening.slot, way)
        for opening in openings(day)
        if (way := way_for(day, candidate, opening=opening)) is not None
    )


def why_none(day: Day, candidate: Candidate, *, opened: Iterable[Opening]) -> Unplaced | None:
    """Why there is no slot for this candidate even on an empty day; None when there is."""
    slots = list(opened)
    without_conflict = [o for o in slots if not _conflicted(day, candidate, panel=o.panel)]
    in_time = [o for o in without_conflict if _ways_at(candidate, o.slot)]
    if not slots:
        return Unplaced(candidate.id, Why.NO_PANEL)
    if not without_conflict:
        return Unplaced(candidate.id, Why.CONFLICT)
    if not in_time:
        return Unplaced(candidate.id, Why.TIME)
    if not any(o.panel.ways & _ways_at(candidate, o.slot) for o in in_time):
        return Unplaced(candidate.id, Why.WAY)
    return None


def _starts(piece: TimeSlot, day: Day) -> list[datetime]:
    found = []
    at = piece.start
    while _fits(at, piece, day=day):
        found.append(at)
        at += day.timing.busy
    return found


def _fits(at: datetime, piece: TimeSlot, *, day: Day) -> bool:
    """The last buffer may reach into a break."""
    return piece.start <= at and at + day.timing.meeting <= piece.end


def _conflicted(day: Day, candidate: Candidate, *, panel: Panel) -> bool:
    return any((candidate.id, person) in day.conflicts for person in panel.members)


def _ways_at(candidate: Candidate, slot: TimeSlot) -> frozenset[Way]:
    """The ways in which the candidate is there from beginning to end."""
    if not candidate.available:
        return BOTH_WAYS
    return frozenset(
        way
        for way in Way
        if any(
            piece.contains(slot)
            for piece in free_pieces([a.slot for a in candidate.available if way in a.ways], ())
        )
    )
