"""Why a space cannot be closed."""

from booking.spaces.errors import ClosureHitsBookings
from hub.core.errors import Conflict
from hub.core.i18n import ngettext


class Undecided(ClosureHitsBookings):
    """Somebody is in the way of whom nothing was decided, perhaps because they booked meanwhile."""

    def __init__(self, references: list[str]) -> None:
        super().__init__(
            ngettext(
                "Somebody booked since you looked, or one booking was not decided about: please"
                " look at the list again. Nothing was changed.",
                "%(num)s bookings were not decided about: please look at the list again. Nothing"
                " was changed.",
                len(references),
            ),
            undecided=references,
        )


class NothingToClose(Conflict):
    """All that was to be closed was left as it is."""

    code = "nothing-closed"
