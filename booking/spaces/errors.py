"""Why a space cannot be had."""

from hub.core.errors import Conflict
from hub.core.i18n import gettext as _


class UnitTaken(Conflict):
    """The ledger refused: somebody has one of the units for part of the time."""

    code = "slot-taken"

    def __init__(self) -> None:
        super().__init__(_("Somebody else has this space for part of that time."))


class ClosureHitsBookings(Conflict):
    """A closure cannot be laid over what people have booked; they have to be moved first."""

    code = "closure-hits-bookings"
