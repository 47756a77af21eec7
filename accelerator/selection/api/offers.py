"""A team's answer to an offer, by API."""

from uuid import UUID

from accelerator.selection import services
from accelerator.selection.api.groups import WRITES, offers
from accelerator.selection.errors import MustAgree
from accelerator.selection.queries.offers import Offered, condition_of, get_offer, offers_to
from accelerator.selection.schemas import Accepting, Declining, OfferShown, TakingBack
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.places.errors import NotAsItStands, OfferExpired, SeatGone
from hub.places.queries import story_of
from hub.web.api import Endpoint, ListShown

ONE = "/offers/<token>"


@offers.serves(
    Endpoint("GET", "/offers", "Places of your teams, newest first", answers=ListShown[OfferShown])
)
def own_offers() -> ListShown[OfferShown]:
    found = offers_to(signed_in_person())
    return ListShown(items=[_shown(each) for each in found], next=None)


@offers.serves(Endpoint("GET", ONE, "One offer", answers=OfferShown, refuses=(NotFound,)))
def own_offer(token: str) -> OfferShown:
    return _shown(_offer(token), in_full=True)


@offers.serves(
    Endpoint(
        "POST",
        f"{ONE}/accept",
        "Take the place",
        answers=OfferShown,
        scope=WRITES,
        body=Accepting,
        refuses=(NotFound, NotAllowed, MustAgree, OfferExpired, NotAsItStands),
        note="By the owner of the application. Who agreed, when and to which wording is kept.",
    )
)
def accept_offer(token: str, body: Accepting) -> OfferShown:
    services.accept(_offer(token), by=signed_in_person(), agreed=body.agreed)
    return _shown(_offer(token), in_full=True)


@offers.serves(
    Endpoint(
        "POST",
        f"{ONE}/decline",
        "Give the place to the next in line",
        answers=OfferShown,
        scope=WRITES,
        body=Declining,
        refuses=(NotFound, NotAllowed, OfferExpired, NotAsItStands),
    )
)
def decline_offer(token: str, body: Declining) -> OfferShown:
    services.decline(_offer(token), by=signed_in_person(), reason=body.reason)
    return _shown(_offer(token), in_full=True)


@offers.serves(
    Endpoint(
        "POST",
        f"{ONE}/undo-decline",
        "Take a decline back, while a seat is free",
        answers=OfferShown,
        scope=WRITES,
        body=TakingBack,
        refuses=(NotFound, NotAllowed, SeatGone, OfferExpired, NotAsItStands),
    )
)
def undo_decline_offer(token: str, body: TakingBack) -> OfferShown:
    services.undo_decline(_offer(token), by=signed_in_person())
    return _shown(_offer(token), in_full=True)


def _offer(token: str) -> Offered:
    try:
        place_id = UUID(token)
    except ValueError as unknown:
        raise NotFound(_("There is no such offer, or it is not for you.")) from unknown
    return get_offer(place_id, seen_by=signed_in_person())


def _shown(offered: Offered, *, in_full: bool = False) -> OfferShown:
    return OfferShown.of(
        offered,
        condition=condition_of(offered.application),
        agreement=in_words(offered.application.cohort.agreement),
        story=story_of(offered.place) if in_full else None,
    )
