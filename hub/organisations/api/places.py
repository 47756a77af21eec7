"""The sites of the hub."""

from hub.core.errors import Invalid, NotFound
from hub.organisations import queries
from hub.organisations.api.groups import sites
from hub.organisations.models import Site
from hub.organisations.schemas import SiteShown
from hub.web.api import Endpoint, ListShown


@sites.serves(Endpoint("GET", "/sites", "The hub's sites", answers=ListShown[SiteShown]))
def all_sites() -> ListShown[SiteShown]:
    return ListShown(items=[SiteShown.of(site) for site in queries.sites()])


def named_site(code: str) -> Site:
    """The site that a parameter names.

    Raises:
        Invalid: there is none, which is the parameter's mistake and not a missing page.
    """
    try:
        return queries.site_by_code(code)
    except NotFound as unknown:
        raise Invalid(str(unknown), errors={"site": [str(unknown)]}) from unknown
