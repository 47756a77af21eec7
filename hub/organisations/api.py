"""The API's part about sites and organisations."""

from uuid import UUID

from hub.core.errors import Invalid, NotFound
from hub.organisations import queries
from hub.organisations.models import Site
from hub.organisations.schemas import OrganisationsAsked, OrganisationShown, SiteShown
from hub.web.api import Endpoint, Endpoints, ListShown

sites = Endpoints("Sites", "The places of the hub, each in a city.")
endpoints = Endpoints("Organisations", "Who is in the network.")


@sites.serves(Endpoint("GET", "/sites", "The hub's sites", answers=ListShown[SiteShown]))
def all_sites() -> ListShown[SiteShown]:
    return ListShown(items=[SiteShown.of(site) for site in queries.sites()])


@endpoints.serves(
    Endpoint(
        "GET",
        "/organisations",
        "Organisations of the network, by name",
        answers=ListShown[OrganisationShown],
        query=OrganisationsAsked,
    )
)
def organisations(query: OrganisationsAsked) -> ListShown[OrganisationShown]:
    sought = queries.OrganisationsSought(kind=query.kind, text=query.search)
    page = queries.organisations(sought, cursor=query.cursor, limit=query.limit)
    return ListShown(items=[OrganisationShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        "/organisations/<uuid:organisation_id>",
        "One organisation",
        answers=OrganisationShown,
        refuses=(NotFound,),
    )
)
def organisation(organisation_id: UUID) -> OrganisationShown:
    return OrganisationShown.of(queries.get_organisation(organisation_id))


def named_site(code: str) -> Site:
    """The site that a parameter names.

    Raises:
        Invalid: there is none, which is the parameter's mistake and not a missing page.
    """
    try:
        return queries.site_by_code(code)
    except NotFound as unknown:
        raise Invalid(str(unknown), errors={"site": [str(unknown)]}) from unknown
