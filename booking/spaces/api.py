"""The API's part about spaces: what they are, and when the house is open."""

from collections.abc import Sequence
from uuid import UUID

from booking.spaces import queries
from booking.spaces.managing import pictures_by_space
from booking.spaces.models import Space
from booking.spaces.schemas import (
    SiteAsked,
    SiteInFullShown,
    SpacesAsked,
    SpaceShown,
)
from hub.core.clock import now
from hub.core.errors import NotFound
from hub.core.walltime import to_wall
from hub.organisations.api import named_site
from hub.organisations.api import sites as organisations_sites
from hub.organisations.queries import holidays_of, site_by_code
from hub.web.api import Endpoint, Endpoints, ListShown

#: The same chapter as the list of sites; their hours are known on this floor only.
sites = Endpoints(organisations_sites.topic, organisations_sites.about)
endpoints = Endpoints("Spaces", "What can be booked, and when the house is open.")

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


def spaces_shown(spaces: Sequence[Space]) -> list[SpaceShown]:
    """With their hours and pictures, in a fixed number of statements."""
    hours, pictures = queries.hours_of(spaces), pictures_by_space(spaces)
    return [
        SpaceShown.of(each, hours[each.id], pictures=pictures.get(each.id, ())) for each in spaces
    ]


def space_shown(space: Space) -> SpaceShown:
    return spaces_shown([space])[0]
