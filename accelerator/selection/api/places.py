"""What staff do to a place of their cohort, by API."""

from uuid import UUID

from accelerator.selection import services
from accelerator.selection.api.groups import ADMIN, COHORT, MANAGE, STAFF, cohort_of, selection
from accelerator.selection.queries.offers import Offered, offers_of
from accelerator.selection.queries.placed import get_place
from accelerator.selection.schemas import Extending, LineClosing, PlaceShown, TakingAway
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotFound
from hub.places.errors import LineClosed, NotAsItStands, OfferExpired, OffersAreOver
from hub.web.api import Endpoint, ListShown

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


@selection.serves(
    Endpoint(
        "POST",
        f"{COHORT}/places/close",
        "Close the waiting list",
        answers=ListShown[PlaceShown],
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=LineClosing,
        refuses=(NotFound, Conflict, LineClosed),
        note="Those who wait are told; offers that stand can be answered.",
    )
)
def close_waiting_list(cohort_id: UUID, body: LineClosing) -> ListShown[PlaceShown]:
    cohort, person = cohort_of(cohort_id), signed_in_person()
    services.close_line(cohort, by=person, reason=body.reason)
    return ListShown(items=[PlaceShown.of(each) for each in offers_of(cohort, seen_by=person)])


def _place(place_id: UUID) -> Offered:
    return get_place(place_id, by=signed_in_person())
