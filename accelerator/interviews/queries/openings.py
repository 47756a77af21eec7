"""The times that are still free for a team."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from accelerator.interviews.models import InterviewDay, Invited, Panel
from accelerator.interviews.queries.planning import as_rules, panels_of
from accelerator.interviews.rules import days as rules
from accelerator.interviews.rules.arranging import resources
from accelerator.interviews.rules.openings import Opening, openings
from accelerator.interviews.rules.scheduling import choices
from hub.core.clock import now
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Free:
    panel: Panel
    slot: TimeSlot
    way: rules.Way

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.panel.id} {self.slot.start.isoformat()}"


@dataclass(frozen=True)
class Openings:
    free: tuple[Free, ...]

    def at(self, panel_id: UUID, starts_at: datetime) -> Free | None:
        return next(
            (e for e in self.free if e.panel.id == panel_id and e.slot.start == starts_at), None
        )


def openings_for(invited: Invited, *, wishes: bool = True) -> Openings:
    """By time, without what is over. Conflicts always count; `wishes=False` leaves out what suits
    the team."""
    day, own = invited.day, str(invited.application_id)
    ruled = as_rules(day)
    if not wishes:
        ruled = replace(
            ruled,
            candidates=tuple(
                replace(each, available=()) if each.id == own else each for each in ruled.candidates
            ),
        )
    if own not in {candidate.id for candidate in ruled.candidates}:
        return Openings(())
    panels = {str(panel.id): panel for panel in panels_of(day)}
    opened = {(each.panel.id, each.slot.start): each for each in openings(ruled)}
    busy = _busy(ruled, opened.values(), without=own)
    found = [
        Free(panels[each.panel], each.slot, each.way)
        for each in choices(ruled, own)
        if each.slot.start > now() and not _meets(opened[each.panel, each.slot.start], busy)
    ]
    return Openings(tuple(found))


def _busy(ruled: rules.Day, opened: Iterable[Opening], *, without: str) -> list[Opening]:
    taken = {
        (each.panel, each.slot.start)
        for each in ruled.kept | ruled.fixed
        if each.application != without
    }
    return [each for each in opened if (each.panel.id, each.slot.start) in taken]


def _meets(opening: Opening, busy: Iterable[Opening]) -> bool:
    return any(
        not resources(opening).isdisjoint(resources(other)) and opening.busy.overlaps(other.busy)
        for other in busy
    )


def clashes_in(day: InterviewDay) -> set[str]:
    """Applications whose meeting stands against the rules by now: a conflict came up, the panel's
    hours changed, the team wrote what suits it."""
    ruled = as_rules(day)
    possible = {
        candidate.id: {each.place for each in choices(ruled, candidate.id)}
        for candidate in ruled.candidates
    }
    return {
        each.application
        for each in ruled.kept | ruled.fixed
        if each.place not in possible[each.application]
    }
