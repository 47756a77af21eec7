"""The API's part about spaces: what they are, when the house is open, and closing one."""

from uuid import UUID

from booking.spaces import queries, services
from booking.spaces.errors import ClosureHitsBookings
from booking.spaces.models import Space
from booking.spaces.permissions import can_manage_spaces
from booking.spaces.schemas import (
    ClosureChange,
    ClosureShown,
    NewClosure,
    SiteAsked,
    SiteInFullShown,
    SpacesAsked,
    SpaceShown,
)
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.organisations.api import named_site
from hub.organisations.api import sites as organisations_sites
from hub.organisations.queries import holidays_of, site_by_code
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown, Paged

#: The same chapter as the list of sites; their hours are known on this floor only.
sites = Endpoints(organisations_sites.topic, organisations_sites.about)
endpoints = Endpoints("Spaces", "What can be booked, and when the house is open.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "spaces:manage", TokenScope.ADMIN
ONE = "/spaces/<uuid:space_id>"


@sites.serves(
    Endpoint(
        "GET",
        "/sites/<code>",
        "One site, with its opening hours and holidays",
        answers=SiteInFullShown,
        query=SiteAsked,
        refuses=(NotFound,),
    )
)
def site(code: str, query: SiteAsked) -> SiteInFullShown:
    found = site_by_code(code)
    year = query.year or to_wall(now(), found.zone).year
    return SiteInFullShown.told(
        found, hours=queries.hours_at(found), holidays=holidays_of(found, year)
    )


@endpoints.serves(
    Endpoint(
        "GET",
        "/spaces",
        "Spaces of one site or of all",
        answers=ListShown[SpaceShown],
        query=SpacesAsked,
    )
)
def spaces(query: SpacesAsked) -> ListShown[SpaceShown]:
    site = named_site(query.site) if query.site else None
    page = queries.page_of_spaces(site, cursor=query.cursor, limit=query.limit)
    hours = queries.hours_of(page.items)
    shown = [SpaceShown.of(space, hours[space.id]) for space in page.items]
    return ListShown(items=shown, next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One space",
        answers=SpaceShown,
        refuses=(NotFound,),
    )
)
def space(space_id: UUID) -> SpaceShown:
    found = queries.get_space(space_id)
    return SpaceShown.of(found, queries.hours_of([found])[found.id])


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/closures",
        "When a space is or was closed, the latest first",
        answers=ListShown[ClosureShown],
        query=Paged,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
        note="For the managers of its site.",
    )
)
def closures(space_id: UUID, query: Paged) -> ListShown[ClosureShown]:
    found = _kept_by_me(space_id)
    page = queries.closures_of(found, cursor=query.cursor, limit=query.limit)
    return ListShown(items=[ClosureShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/closures",
        "Close a space for a while",
        answers=ClosureShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewClosure,
        refuses=(NotFound, NotAllowed, ClosureHitsBookings),
        note="Not over what people have booked: those bookings have to be moved first.",
    )
)
def close_space(space_id: UUID, body: NewClosure) -> ClosureShown:
    found, by = queries.get_space(space_id), signed_in_person()
    return ClosureShown.of(services.close(found, body.slot, reason=body.reason, by=by))


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{ONE}/closures/<uuid:closure_id>",
        "Open a closed space again",
        answers=ClosureShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def lift_closure(space_id: UUID, closure_id: UUID) -> ClosureShown:
    closure = queries.get_closure(_kept_by_me(space_id), closure_id)
    services.lift(closure, by=signed_in_person())
    return ClosureShown.of(closure)


@endpoints.serves(
    Endpoint(
        "PATCH",
        f"{ONE}/closures/<uuid:closure_id>",
        "Let a closure end earlier",
        answers=ClosureShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=ClosureChange,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def shorten_closure(space_id: UUID, closure_id: UUID, *, body: ClosureChange) -> ClosureShown:
    closure = queries.get_closure(_kept_by_me(space_id), closure_id)
    services.shorten(closure, body.ends_at, by=signed_in_person())
    return ClosureShown.of(closure)


def _kept_by_me(space_id: UUID) -> Space:
    found = queries.get_space(space_id)
    if not can_manage_spaces(signed_in_person(), found.site):
        raise NotAllowed(_("Only the hub's managers see when a space is closed."))
    return found
