"""A team's answer to an offer, by API."""

from uuid import UUID

from accelerator.selection import services
from accelerator.selection.api.groups import WRITES, offers
from accelerator.selection.elsewhere import offers_elsewhere
from accelerator.selection.errors import MustAgree
from accelerator.selection.queries.offers import Offered, condition_of, get_offer, offers_to
from accelerator.selection.schemas import Accepting, Declining, OfferShown, TakingBack
from accelerator.vocabulary.words import in_words
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.places.errors import NotAsItStands, OfferExpired, SeatGone
from hub.places.queries import story_of
from hub.web.access import Audience
from hub.web.api import Endpoint, ListShown, require_scope

ONE = "/offers/<token>"
BY_LINK = (
    "The secret in the mail about a place in a class is such a token, and needs no other: whoever"
    " holds it is the person whom the mail went to."
)


@offers.serves(
    Endpoint(
        "GET",
        "/offers",
        "Your offers in classes, and the places of your teams",
        answers=ListShown[OfferShown],
    )
)
def own_offers() -> ListShown[OfferShown]:
    person = signed_in_person()
    above = [OfferShown.elsewhere(o) for more in offers_elsewhere() for o in more.of(person)]
    return ListShown(items=[*above, *(_shown(each) for each in offers_to(person))], next=None)


@offers.serves(
    Endpoint(
        "GET",
        ONE,
        "One offer",
        answers=OfferShown,
        audience=Audience.EVERYONE,
        refuses=(NotFound,),
        note=BY_LINK,
    )
)
def own_offer(token: str) -> OfferShown:
    for above in offers_elsewhere():
        if found := above.find(token, person_or_none()):
            return OfferShown.elsewhere(found)
    return _shown(_offer(token), in_full=True)


@offers.serves(
    Endpoint(
        "POST",
        f"{ONE}/accept",
        "Take the place",
        answers=OfferShown,
        scope=WRITES,
        or_scopes=(TokenScope.LEARNING_WRITE,),
        audience=Audience.EVERYONE,
        body=Accepting,
        refuses=(NotFound, NotAllowed, MustAgree, OfferExpired, NotAsItStands),
        note="A cohort's by the owner of the application: who agreed, when and to which wording is"
        f" kept. {BY_LINK}",
    )
)
def accept_offer(token: str, body: Accepting) -> OfferShown:
    for above in offers_elsewhere():
        if above.find(token, person_or_none()):
            require_scope(above.scope)
            if taken := above.accept(token, person_or_none()):
                return OfferShown.elsewhere(taken)
    require_scope(WRITES)
    services.accept(_offer(token), by=signed_in_person(), agreed=body.agreed)
    return _shown(_offer(token), in_full=True)


@offers.serves(
    Endpoint(
        "POST",
        f"{ONE}/decline",
        "Give the place to the next in line",
        answers=OfferShown,
        scope=WRITES,
        or_scopes=(TokenScope.LEARNING_WRITE,),
        audience=Audience.EVERYONE,
        body=Declining,
        refuses=(NotFound, NotAllowed, OfferExpired, NotAsItStands),
        note=BY_LINK,
    )
)
def decline_offer(token: str, body: Declining) -> OfferShown:
    for above in offers_elsewhere():
        if above.find(token, person_or_none()):
            require_scope(above.scope)
            if declined := above.decline(token, person_or_none(), reason=body.reason):
                return OfferShown.elsewhere(declined)
    require_scope(WRITES)
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
    person = person_or_none()
    if person is None:
        raise NotFound(_("There is no such offer, or it is not for you. Sign in to see your own."))
    try:
        place_id = UUID(token)
    except ValueError as unknown:
        raise NotFound(_("There is no such offer, or it is not for you.")) from unknown
    return get_offer(place_id, seen_by=person)


def _shown(offered: Offered, *, in_full: bool = False) -> OfferShown:
    return OfferShown.of(
        offered,
        condition=condition_of(offered.application),
        agreement=in_words(offered.application.cohort.agreement),
        story=story_of(offered.place) if in_full else None,
    )
