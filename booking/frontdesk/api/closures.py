"""Close spaces of a site with what it means, open them again, or earlier."""

from collections.abc import Iterable
from uuid import UUID

from booking.bookings.errors import SlotTaken
from booking.bookings.serving import served_by
from booking.frontdesk import services
from booking.frontdesk.api.chapter import ADMIN, STAFF, endpoints
from booking.frontdesk.errors import NothingToClose, Undecided
from booking.frontdesk.permissions import can_close_at
from booking.frontdesk.queries.closures import closure_by_id, closures_at
from booking.frontdesk.queries.hits import Closing, hits_of
from booking.frontdesk.queries.places import places_to_close
from booking.frontdesk.schemas import (
    ClosingBody,
    ClosingPreviewShown,
    ClosuresAsked,
    HitResolved,
    ServedShown,
    SiteClosureShown,
    SpacesClosedShown,
    WhatToClose,
)
from booking.frontdesk.services import Choice
from booking.spaces.models import Closure, Space
from booking.spaces.queries import spaces_of
from booking.spaces.schemas import ClosureChange
from booking.spaces.services import lift, shorten
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from hub.web.addresses import public_url
from hub.web.api import Endpoint, ListShown, as_seen

CLOSE = "spaces:manage"
AT_SITE = "/sites/<code>/closures"
ONE = f"{AT_SITE}/<uuid:closure_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        AT_SITE,
        "What is closed at a site, and what will be",
        answers=ListShown[SiteClosureShown],
        query=ClosuresAsked,
        audience=STAFF,
        permission=CLOSE,
        refuses=(NotFound, NotAllowed),
        note="Soonest first, or past and lifted ones latest first.",
    )
)
def site_closures(code: str, query: ClosuresAsked) -> ListShown[SiteClosureShown]:
    page = closures_at(
        _mine(code),
        past=query.past,
        space_id=query.space,
        cursor=query.cursor,
        limit=query.limit,
    )
    return ListShown(items=[SiteClosureShown.named(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{AT_SITE}/preview",
        "Whom closing spaces would hit, and what each could have instead",
        answers=ClosingPreviewShown,
        scope=ADMIN,
        audience=STAFF,
        permission=CLOSE,
        body=WhatToClose,
        refuses=(NotFound, NotAllowed),
        note="Changes nothing.",
    )
)
def preview_closing(code: str, body: WhatToClose) -> ClosingPreviewShown:
    closing = _closing(_mine(code), body)
    hits = hits_of(closing)
    served = served_by((hit.booking for hit in hits.bookings), reader=signed_in_person())
    told = {
        booking_id: ServedShown(label=each.label, url=public_url(each.endpoint, **each.args))
        for booking_id, each in served.items()
    }
    return ClosingPreviewShown.of(closing, hits, served=told)


@endpoints.serves(
    Endpoint(
        "POST",
        AT_SITE,
        "Close spaces, moving or cancelling what is in the way",
        answers=SpacesClosedShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=CLOSE,
        body=ClosingBody,
        refuses=(NotFound, NotAllowed, Undecided, NothingToClose, SlotTaken, Conflict),
        note="All of it or nothing. `resolve` says for every booking of the preview what becomes of"
        " it; each person is told by mail. Rooms of sessions and classes are moved by those.",
    )
)
def close_spaces(code: str, body: ClosingBody) -> SpacesClosedShown:
    site = _mine(code)
    choices = _choices(body.resolve, spaces_of(site))
    return SpacesClosedShown.of(
        services.close_spaces(_closing(site, body), choices, by=signed_in_person())
    )


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One closure",
        answers=SiteClosureShown,
        versioned=True,
        audience=STAFF,
        permission=CLOSE,
        refuses=(NotFound, NotAllowed),
    )
)
def site_closure(code: str, closure_id: UUID) -> SiteClosureShown:
    return SiteClosureShown.named(_one(code, closure_id))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Let a closure end earlier",
        answers=SiteClosureShown,
        scope=ADMIN,
        audience=STAFF,
        permission=CLOSE,
        body=ClosureChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def shorten_closure(code: str, closure_id: UUID, *, body: ClosureChange) -> SiteClosureShown:
    closure = as_seen(_one(code, closure_id), SiteClosureShown.named)
    shorten(closure, body.ends_at, by=signed_in_person())
    return SiteClosureShown.named(closure)


@endpoints.serves(
    Endpoint(
        "DELETE",
        ONE,
        "Open a closed space again",
        answers=SiteClosureShown,
        versioned=True,
        scope=ADMIN,
        audience=STAFF,
        permission=CLOSE,
        refuses=(NotFound, NotAllowed, Conflict),
        note="The closure stays readable. What it moved or cancelled does not come back by itself.",
    )
)
def lift_closure(code: str, closure_id: UUID) -> SiteClosureShown:
    closure = as_seen(_one(code, closure_id), SiteClosureShown.named)
    lift(closure, by=signed_in_person())
    return SiteClosureShown.named(closure)


def _one(code: str, closure_id: UUID) -> Closure:
    """Raises NotFound also for another site's."""
    site, closure = _mine(code), closure_by_id(closure_id)
    if closure.space.site_id != site.id:
        raise NotFound(_("There is no such closure."))
    return closure


def _mine(code: str) -> Site:
    site = site_by_code(code)
    if not can_close_at(signed_in_person(), site):
        raise NotAllowed(_("Only the hub's managers see when a space is closed."))
    return site


def _closing(site: Site, body: WhatToClose) -> Closing:
    spaces = places_to_close(site, ids=body.spaces, level=body.level, whole_site=body.whole_site)
    return Closing(spaces, body.slot, body.reason)


def _choices(resolve: Iterable[HitResolved], spaces: Iterable[Space]) -> dict[UUID, Choice]:
    by_id = {space.id: space for space in spaces}
    found: dict[UUID, Choice] = {}
    for each in resolve:
        space = by_id.get(each.space) if each.space else None
        if each.space and space is None:
            sentence = _("There is no such space.")
            raise Invalid(sentence, errors={"resolve": [sentence]})
        found[each.booking] = Choice(each.do, space, each.slot, each.word)
    return found
