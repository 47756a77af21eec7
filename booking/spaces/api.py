"""The API's part about spaces."""

from uuid import UUID

from booking.spaces import queries
from booking.spaces.schemas import SpacesAsked, SpaceShown
from hub.core.errors import NotFound
from hub.organisations.api import named_site
from hub.web.api import Endpoint, Endpoints, ListShown

endpoints = Endpoints("Spaces", "What can be booked, and when the house is open.")


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
        "/spaces/<uuid:space_id>",
        "One space",
        answers=SpaceShown,
        refuses=(NotFound,),
    )
)
def space(space_id: UUID) -> SpaceShown:
    found = queries.get_space(space_id)
    return SpaceShown.of(found, queries.hours_of([found])[found.id])
