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


class SpaceInUse(Conflict):
    """What is to change is used by bookings to come. `coming` says by how many; who has seen that
    many and keeps them says so."""

    code = "space-in-use"

    def __init__(self, sentence: str, *, coming: int) -> None:
        super().__init__(sentence, coming=coming)
        self.coming = coming


class PlacesTaken(Conflict):
    """The ledger refused: more places are taken at some time to come than would be left."""

    code = "places-taken"


class LevelNotEmpty(Conflict):
    """Spaces lie on this level."""

    code = "level-not-empty"
