"""How large a demo world may be."""

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    SMALL = "small"
    PROGRAMME = "programme"
    CITY = "city"


@dataclass(frozen=True)
class Amounts:
    """How much of everything there is.

    Args:
        spaces: names of the spaces to leave the rest out; empty for all.
        organisations: how many of each kind at the most; None for all.
        people: besides the demo accounts, in all.
        weeks: which weeks have bookings, counted from this one.
        applications: to the call that is talked about most: the open one of a small world, else the
            one that is being read.
        history: whether there were calls before.
    """

    spaces: frozenset[str]
    organisations: int | None
    people: int
    weeks: range
    applications: int
    history: bool


SMALL = Amounts(
    spaces=frozenset({"Forum A", "Forum B", "Forum A+B", "Co-working floor", "Makerspace",
                      "Khlong"}),
    organisations=1,
    people=0,
    weeks=range(1),
    applications=6,
    history=False,
)  # fmt: skip
PROGRAMME = Amounts(
    spaces=frozenset(),
    organisations=None,
    people=160,
    weeks=range(-4, 4),
    applications=212,
    history=True,
)

#: Of a city: the spaces of its large site, and how many times they were taken in five years.
CITY_SPACES = 200
CITY_OCCUPANCIES = 1_000_000

AMOUNTS = {Size.SMALL: SMALL, Size.PROGRAMME: PROGRAMME, Size.CITY: PROGRAMME}
