"""The chapters of the API that this capability writes, and whose house something is."""

from uuid import UUID

from booking.houses.queries.plans import get_plan
from booking.plans.models import Plan
from booking.spaces.api import endpoints as spaces_endpoints
from booking.spaces.models import Space
from booking.spaces.permissions import can_manage_spaces
from booking.spaces.queries import get_space
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.organisations.api import sites as organisations_sites
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from hub.web.access import Audience
from hub.web.api import Endpoints

sites = Endpoints(organisations_sites.topic, organisations_sites.about)
introductions = Endpoints(spaces_endpoints.topic, spaces_endpoints.about)
plans = Endpoints("Plans", "What people have with a site, and how much they may book.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "spaces:manage", TokenScope.ADMIN


def kept(site: Site) -> Site:
    """Raises: NotAllowed when somebody else keeps it."""
    if not can_manage_spaces(signed_in_person(), site):
        raise NotAllowed(_("Other people look after this site."))
    return site


def kept_site(code: str) -> Site:
    return kept(site_by_code(code))


def kept_space(space_id: UUID) -> Space:
    space = get_space(space_id)
    kept(space.site)
    return space


def kept_plan(plan_id: UUID) -> Plan:
    plan = get_plan(plan_id)
    kept(plan.site)
    return plan
