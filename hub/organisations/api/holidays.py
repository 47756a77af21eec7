"""Sites, and the days on which they are closed."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.organisations import queries, services
from hub.organisations.api.groups import ADMIN, closed_days, sites
from hub.organisations.models import Site
from hub.organisations.schemas import (
    HolidayChange,
    HolidayShown,
    HolidaysLoadedShown,
    HolidaysToLoad,
    NewHoliday,
    SiteShown,
)
from hub.web.access import Audience
from hub.web.api import Endpoint, ListShown

#: Whoever keeps a site's rooms keeps its calendar; of which site, the services ask.
KEEPS_ROOMS = "spaces:manage"


@sites.serves(Endpoint("GET", "/sites", "The hub's sites", answers=ListShown[SiteShown]))
def all_sites() -> ListShown[SiteShown]:
    return ListShown(items=[SiteShown.of(site) for site in queries.sites()])


@closed_days.serves(
    Endpoint(
        "POST",
        "/sites/<code>/holidays",
        "Close a site for a day",
        answers=HolidayShown,
        status=201,
        scope=ADMIN,
        audience=Audience.STAFF,
        permission=KEEPS_ROOMS,
        body=NewHoliday,
        refuses=(NotFound, NotAllowed, Conflict),
        note="Or say that it is open on it, with `closed: false`.",
    )
)
def add_holiday(code: str, body: NewHoliday) -> HolidayShown:
    site = queries.site_by_code(code)
    by = signed_in_person()
    made = services.add_holiday(site, body.day, name=body.name, closed=body.closed, by=by)
    return HolidayShown.of(made)


@closed_days.serves(
    Endpoint(
        "PATCH",
        "/sites/<code>/holidays/<uuid:holiday_id>",
        "Rename a day, or say whether the house is closed on it",
        answers=HolidayShown,
        scope=ADMIN,
        audience=Audience.STAFF,
        permission=KEEPS_ROOMS,
        body=HolidayChange,
        refuses=(NotFound, NotAllowed),
        note="From then on it is the staff's word: loading leaves it alone.",
    )
)
def change_holiday(code: str, holiday_id: UUID, *, body: HolidayChange) -> HolidayShown:
    holiday = queries.get_holiday(queries.site_by_code(code), holiday_id)
    name = holiday.name if body.name is None else body.name
    closed = holiday.closed if body.closed is None else body.closed
    services.change_holiday(holiday, name=name, closed=closed, by=signed_in_person())
    return HolidayShown.of(holiday)


@closed_days.serves(
    Endpoint(
        "POST",
        "/sites/<code>/holidays/load",
        "Load a year's public holidays",
        answers=HolidaysLoadedShown,
        scope=ADMIN,
        audience=Audience.STAFF,
        permission=KEEPS_ROOMS,
        body=HolidaysToLoad,
        refuses=(NotFound, NotAllowed),
        note="What staff changed or added stays as it is.",
    )
)
def load_holidays(code: str, body: HolidaysToLoad) -> HolidaysLoadedShown:
    changed = services.load_holidays(
        queries.site_by_code(code),
        [body.year],
        include_collective_leave=body.collective_leave,
        by=signed_in_person(),
    )
    return HolidaysLoadedShown(changed=changed)


def named_site(code: str) -> Site:
    """The site that a parameter names.

    Raises:
        Invalid: there is none, which is the parameter's mistake and not a missing page.
    """
    try:
        return queries.site_by_code(code)
    except NotFound as unknown:
        raise Invalid(str(unknown), errors={"site": [str(unknown)]}) from unknown
