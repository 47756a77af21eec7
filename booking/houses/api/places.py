"""Sites, opened and changed."""

from booking.houses import services
from booking.houses.api.groups import ADMIN, STAFF, sites
from booking.houses.errors import SiteInUse
from booking.houses.schemas.houses import NewSite, SiteChange
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.organisations.queries import site_by_code
from hub.organisations.schemas import SiteShown
from hub.organisations.services import make_site
from hub.web.api import Endpoint, as_seen

OPENS = "sites:manage"


@sites.serves(
    Endpoint(
        "POST",
        "/sites",
        "Open a site",
        answers=SiteShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=OPENS,
        body=NewSite,
        versioned=True,
        refuses=(NotAllowed, Conflict),
        location="/sites/{code}",
    )
)
def open_site(body: NewSite) -> SiteShown:
    return SiteShown.of(make_site(body.draft(), by=signed_in_person()))


@sites.serves(
    Endpoint(
        "PATCH",
        "/sites/<code>",
        "Change what a site is called and how it counts",
        answers=SiteShown,
        scope=ADMIN,
        audience=STAFF,
        permission=OPENS,
        body=SiteChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict, SiteInUse),
        note="Its time zone and currency stay once somebody has booked in it.",
    )
)
def change_site(code: str, body: SiteChange) -> SiteShown:
    site = as_seen(site_by_code(code), SiteShown.of)
    services.change_site(site, body.draft(site), by=signed_in_person())
    return SiteShown.of(site)
