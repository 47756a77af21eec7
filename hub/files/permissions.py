"""Who may see a file: whoever its owner lets. Files know ids, not people, so each capability that
owns some says so by a function, and a kind of owner that says nothing is closed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hub.files.models import File


class Sight(StrEnum):
    NO = "no"
    #: The copy without names and metadata only, under a name that the owner chooses.
    STRIPPED = "stripped"
    FULL = "full"


@dataclass(frozen=True)
class Shown:
    """`name` is what the reader's copy is called, without its ending: `A-0147-deck`."""

    sight: Sight
    name: str = ""


#: Asked at the door, of the person who stands there. A bool means all or nothing.
MaySee = Callable[[File], bool | Sight | Shown]

_deciders: dict[str, MaySee] = {}


def let_decide(owner_kind: str, may_see_one: MaySee) -> None:
    _deciders[owner_kind] = may_see_one


def shown_as(file: File) -> Shown:
    """How much of it the person at the door may see."""
    decide = _deciders.get(file.owner_kind)
    answer = decide(file) if decide else Sight.NO
    if isinstance(answer, bool):
        answer = Sight.FULL if answer else Sight.NO
    return answer if isinstance(answer, Shown) else Shown(answer)


def may_see(file: File) -> bool:
    """All of it."""
    return shown_as(file).sight is Sight.FULL
