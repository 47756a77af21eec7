"""What the floors above say on a class's page: whether the reader has a place, and how to get one.

Classes know no enrolments; `hub.wiring` leaves the questions here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hub.accounts.models import User
from hub.learning.classes.models import ClassRun


@dataclass(frozen=True)
class Action:
    """A link; `look` is a button's: "", "quiet", "bare"."""

    label: str
    url: str
    look: str = ""


@dataclass(frozen=True)
class PlaceShown:
    """Args:
    title: "You are 4th in line".
    text: what follows from it, or why one cannot have a place.
    tone: of its chip: "" | ok | warn | bad | info.
    chip: in a word, for lists: "Your place", "4th in line"; empty for none.
    """

    title: str
    text: str = ""
    tone: str = ""
    chip: str = ""
    actions: tuple[Action, ...] = ()


ShowPlace = Callable[[ClassRun, User | None], PlaceShown | None]
#: By the run's id; runs in which the person has nothing are left out.
ShowPlaces = Callable[[Sequence[ClassRun], User], dict[UUID, PlaceShown]]
#: Pages of the floors above about a run, for those who teach or keep it.
LeadOn = Callable[[ClassRun, User], Sequence[Action]]
_one: list[ShowPlace] = []
_many: list[ShowPlaces] = []
_ways: list[LeadOn] = []


def let_show_place(one: ShowPlace, many: ShowPlaces | None = None) -> None:
    """`one` is asked on a class's page, `many` (in a fixed number of statements) for lists."""
    _one[:] = [one]
    _many[:] = [many] if many else []


def place_shown(run: ClassRun, person: User | None) -> PlaceShown | None:
    for show in _one:
        return show(run, person)
    return None


def places_shown(runs: Sequence[ClassRun], person: User | None) -> dict[UUID, PlaceShown]:
    if person is None or not runs:
        return {}
    for show in _many:
        return show(runs, person)
    return {}


def let_lead_on(ways: LeadOn) -> None:
    """Links from the page of those who teach or keep a run: its roster, its line, its register."""
    if ways not in _ways:
        _ways.append(ways)


def ways_on(run: ClassRun, person: User) -> list[Action]:
    return [each for ways in _ways for each in ways(run, person)]
