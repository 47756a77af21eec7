"""Where somebody stands in a class."""

from enum import StrEnum

from hub.places.rules.steps import PlaceState


class Standing(StrEnum):
    #: Waits for staff to say yes.
    ASKED = "asked"
    REFUSED = "refused"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    #: The offer ran out; until it is swept, and nothing else has come of it.
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    #: The line was closed, or the class was cancelled.
    CLOSED = "closed"


#: In these somebody is in, or may still come in.
LIVE = frozenset({Standing.ASKED, Standing.WAITING, Standing.OFFERED, Standing.CONFIRMED})


def standing(asking: str, place: PlaceState | None, *, ended: bool) -> Standing:
    """`asking` is a value of `Asking`; `place` what its place looks like now, if there is one."""
    if asking == Standing.REFUSED:
        return Standing.REFUSED
    if place is None:
        return Standing.WITHDRAWN if ended else Standing.ASKED
    return Standing(place.value)
