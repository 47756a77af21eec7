"""The API's part about spaces: what they are, when the house is open, and closing one."""

from collections.abc import Sequence
from uuid import UUID

from booking.spaces import queries, services
from booking.spaces.errors import ClosureHitsBookings
from booking.spaces.managing import pictures_by_space
from booking.spaces.models import Closure, Space
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
from hub.web.api import Endpoint, Endpoints, ListShown, Paged, as_seen

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
        versioned=True,
        note="Its version is of the site itself; its hours have one of their own.",
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
    return ListShown(items=spaces_shown(page.items), next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One space",
        answers=SpaceShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def space(space_id: UUID) -> SpaceShown:
    return space_shown(queries.get_space(space_id))


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
        versioned=True,
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
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def lift_closure(space_id: UUID, closure_id: UUID) -> ClosureShown:
    closure = _seen_closure(space_id, closure_id)
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
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def shorten_closure(space_id: UUID, closure_id: UUID, *, body: ClosureChange) -> ClosureShown:
    closure = _seen_closure(space_id, closure_id)
    services.shorten(closure, body.ends_at, by=signed_in_person())
    return ClosureShown.of(closure)


def spaces_shown(spaces: Sequence[Space]) -> list[SpaceShown]:
    """With their hours and pictures, in a fixed number of statements."""
    hours, pictures = queries.hours_of(spaces), pictures_by_space(spaces)
    return [
        SpaceShown.of(each, hours[each.id], pictures=pictures.get(each.id, ())) for each in spaces
    ]


def space_shown(space: Space) -> SpaceShown:
    return spaces_shown([space])[0]


def _seen_closure(space_id: UUID, closure_id: UUID) -> Closure:
    return as_seen(queries.get_closure(_kept_by_me(space_id), closure_id), ClosureShown.of)


def _kept_by_me(space_id: UUID) -> Space:
    found = queries.get_space(space_id)
    if not can_manage_spaces(signed_in_person(), found.site):
        raise NotAllowed(_("Only the hub's managers see when a space is closed."))
    return found
