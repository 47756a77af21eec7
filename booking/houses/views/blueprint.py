"""The blueprint of a house's pages, the tabs that they share, and whose house it is."""

from dataclasses import dataclass

from flask import Blueprint, current_app, request, url_for

from booking.houses.names import hours_said, limits_of, spaces_of_quota, week_said, weekday_name
from booking.houses.rules import written
from booking.spaces.permissions import can_manage_spaces
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code

bp = Blueprint("houses", __name__)
for said in (hours_said, limits_of, spaces_of_quota, week_said, weekday_name, written):
    bp.add_app_template_global(said)

MANAGE = "spaces:manage"
#: Each takes a site's code; a line is shown once its page exists.
TABS = (
    (_l("Overview"), "houses.site"),
    (_l("Spaces"), "spaces.manage"),
    (_l("Hours"), "houses.hours"),
    (_l("Holidays"), "houses.holidays"),
    (_l("Plans and quotas"), "houses.plans"),
    (_l("Introductions"), "houses.introductions"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


@bp.app_template_global()
def house_tabs(site: Site, current: str = "") -> list[Tab]:
    """For `subtabs`. `current` is an endpoint of the table; without it, this page's own."""
    here = current or request.endpoint
    return [
        Tab(str(label), url_for(endpoint, code=site.code), current=endpoint == here)
        for label, endpoint in TABS
        if endpoint in current_app.view_functions
    ]


def kept_by_me(code: str) -> Site:
    """Raises: NotFound; NotAllowed when somebody else keeps it."""
    return mine(site_by_code(code))


def mine(site: Site) -> Site:
    """Raises: NotAllowed when somebody else keeps it."""
    if not can_manage_spaces(signed_in_person(), site):
        raise NotAllowed(_("Other people look after this site."))
    return site
