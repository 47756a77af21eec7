"""What staff do to a place of their cohort, by API."""

from uuid import UUID

from accelerator.selection import services
from accelerator.selection.api.groups import ADMIN, MANAGE, STAFF, selection
from accelerator.selection.queries.offers import Offered
from accelerator.selection.queries.placed import get_place
from accelerator.selection.schemas import Extending, PlaceShown, TakingAway
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.places.errors import NotAsItStands, OfferExpired, OffersAreOver
from hub.web.api import Endpoint

ONE = "/places/<uuid:place_id>"


@selection.serves(
    Endpoint(
        "POST",
        f"{ONE}/extend",
        "Give an offer more time",
        answers=PlaceShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=Extending,
        refuses=(NotFound, NotAsItStands, OfferExpired, OffersAreOver, Invalid),
        note="The team has mail about it, and is reminded anew before the new end.",
    )
)
def extend_place(place_id: UUID, body: Extending) -> PlaceShown:
    services.extend_offer(_place(place_id), body.until, by=signed_in_person(), reason=body.reason)
    return PlaceShown.of(_place(place_id))


@selection.serves(
    Endpoint(
        "POST",
        f"{ONE}/take-back",
        "Take a place back",
        answers=PlaceShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=TakingAway,
        refuses=(NotFound, NotAsItStands, Invalid),
        note="An offer, a place in line or a confirmed one. The seat goes to the next in line, and"
        " the team has mail with the reason. It cannot be undone.",
    )
)
def take_place_back(place_id: UUID, body: TakingAway) -> PlaceShown:
    services.take_back(_place(place_id), by=signed_in_person(), reason=body.reason)
    return PlaceShown.of(_place(place_id))


def _place(place_id: UUID) -> Offered:
    return get_place(place_id, by=signed_in_person())
