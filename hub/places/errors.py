"""Why a seat cannot be had, given or kept."""

from collections.abc import Sequence
from uuid import UUID

from hub.core.errors import Conflict, Gone, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.places.models import Place


class PoolExists(Conflict):
    """One owner has one pool."""

    code = "pool-exists"

    def __init__(self) -> None:
        super().__init__(_("There are seats for this already."))


class NoSeatLeft(Conflict):
    code = "no-seat-left"

    def __init__(self) -> None:
        super().__init__(_("No seat is free. Add seats, or wait until somebody gives one back."))


class SeatsHeld(Conflict):
    """Fewer seats than are held were asked for. `holders` are the places that hold them."""

    code = "seats-held"

    def __init__(self, holders: Sequence[Place]) -> None:
        super().__init__(
            ngettext(
                "%(num)s seat is held. There cannot be fewer seats than that.",
                "%(num)s seats are held. There cannot be fewer seats than that.",
                len(holders),
            ),
            holders=[{"party": str(each.party_id), "state": each.state} for each in holders],
        )
        self.holders = tuple(holders)


class AlreadyHere(Conflict):
    """The party waits, is offered a seat or has one. `place` is None when a race was lost."""

    code = "already-here"

    def __init__(self, party_id: UUID, place: Place | None = None) -> None:
        known = {"place": str(place.id), "state": place.state.value} if place else {}
        super().__init__(
            _("There is a place for you already: look at where it stands."),
            party=str(party_id),
            **known,
        )
        self.place = place


class OfferExpired(Gone):
    code = "offer-expired"

    def __init__(self) -> None:
        super().__init__(_("This offer has run out, and the place goes to the next in line."))


class NotAsItStands(Conflict):
    """The place is in a state in which this cannot be done; `state` tells which."""

    code = "place-state"

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence, state=place.seen_state().value)


class SeatGone(Conflict):
    """A declined place was wanted back, but the seat is somebody else's now."""

    code = "seat-gone"

    def __init__(self) -> None:
        super().__init__(_("The seat went to the next in line and cannot be taken back."))


class LineClosed(Conflict):
    code = "line-closed"

    def __init__(self) -> None:
        super().__init__(_("This line is closed."))


class OffersAreOver(Conflict):
    """The cut-off has passed; free seats go to whoever comes first."""

    code = "offers-are-over"

    def __init__(self) -> None:
        super().__init__(_("It is too late for offers. Free seats go to whoever comes first."))


class ReasonNeeded(Invalid):
    code = "reason-needed"

    def __init__(self) -> None:
        sentence = _("Please say why. The person concerned can read it.")
        super().__init__(sentence, errors={"reason": [sentence]})


class NotTheWholeLine(Invalid):
    """A new order has to name everybody who waits, each once."""

    code = "not-the-whole-line"

    def __init__(self) -> None:
        super().__init__(_("The line has changed in the meantime. Please look at it again."))
