"""What a card and a page say of a run: where it stands, when it is elsewhere, what is free."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.accounts.models import User
from hub.learning.classes.models import ClassRun
from hub.learning.classes.queries.catalogue import meetings_of
from hub.learning.classes.queries.runs import standing_of
from hub.learning.classes.queries.seats import seats_of
from hub.learning.classes.queries.showing import PlaceShown, places_shown
from hub.learning.classes.rules.clocks import Clock, clocks
from hub.learning.classes.rules.standing import Stage, Standing
from hub.places.queries import Counts


@dataclass(frozen=True)
class Card:
    run: ClassRun
    standing: Standing
    seats: Counts
    meetings: int
    clocks: list[Clock]
    place: PlaceShown | None = None

    @property
    def tells_seats(self) -> bool:
        return self.standing.stage in (Stage.COMING, Stage.RUNNING)

    @property
    def free(self) -> int:
        """That a newcomer would be given: seats are promised to who waits."""
        return max(0, self.seats.free) if not self.seats.waiting else 0


NO_SEATS = Counts(0)


def cards_of(runs: Sequence[ClassRun], person: User | None) -> list[Card]:
    """In as many statements for thirty runs as for one."""
    seats, meetings = seats_of(runs), meetings_of(runs)
    places = places_shown(runs, person)
    return [
        Card(
            run,
            standing_of(run),
            seats.get(run.id, NO_SEATS),
            meetings.get(run.id, 0),
            clocks_of(run, person),
            places.get(run.id),
        )
        for run in runs
    ]


def clocks_of(run: ClassRun, person: User | None) -> list[Clock]:
    if run.starts_at is None:
        return []
    return clocks(run.starts_at, zone=run.zone, viewer=person.zone if person else None)
