"""The days on which a site is closed."""

from uuid import UUID

from booking.houses import services
from booking.houses.api.groups import ADMIN, MANAGE, STAFF, kept_site, sites
from booking.houses.errors import BookingsOutsideHours
from booking.houses.schemas.houses import (
    HolidayChange,
    HolidaysLoadedShown,
    HolidaysToLoad,
    NewHoliday,
)
from booking.houses.services.holidays import DayDraft
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.organisations.models import Holiday
from hub.organisations.queries import get_holiday
from hub.organisations.schemas import HolidayShown
from hub.web.api import Endpoint, as_seen

HOLIDAYS = "/sites/<code>/holidays"


@sites.serves(
    Endpoint(
        "POST",
        HOLIDAYS,
        "Close a site for a day",
        answers=HolidayShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewHoliday,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict, BookingsOutsideHours),
        note="Or say that it is open on it, with `closed: false`.",
    )
)
def add_holiday(code: str, body: NewHoliday) -> HolidayShown:
    draft = DayDraft(body.name, body.closed)
    by = signed_in_person()
    made = services.add_holiday(
        kept_site(code), draft, on=body.day, by=by, agreed=body.leave_bookings
    )
    return HolidayShown.of(made)


@sites.serves(
    Endpoint(
        "PATCH",
        f"{HOLIDAYS}/<uuid:holiday_id>",
        "Rename a day, or say whether the house is closed on it",
        answers=HolidayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=HolidayChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, BookingsOutsideHours),
        note="From then on it is the staff's word: loading leaves it alone.",
    )
)
def change_holiday(code: str, holiday_id: UUID, *, body: HolidayChange) -> HolidayShown:
    holiday = _seen(code, holiday_id)
    draft = DayDraft(
        holiday.name if body.name is None else body.name,
        holiday.closed if body.closed is None else body.closed,
    )
    services.change_holiday(holiday, draft, by=signed_in_person(), agreed=body.leave_bookings)
    return HolidayShown.of(holiday)


@sites.serves(
    Endpoint(
        "DELETE",
        f"{HOLIDAYS}/<uuid:holiday_id>",
        "Make a holiday a day like others",
        answers=HolidayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed),
        note="A public holiday comes back when its year is loaded again.",
    )
)
def remove_holiday(code: str, holiday_id: UUID) -> HolidayShown:
    holiday = _seen(code, holiday_id)
    shown = HolidayShown.of(holiday)
    services.remove_holiday(holiday, by=signed_in_person())
    return shown


@sites.serves(
    Endpoint(
        "POST",
        f"{HOLIDAYS}/load",
        "Load a year's public holidays",
        answers=HolidaysLoadedShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=HolidaysToLoad,
        refuses=(NotFound, NotAllowed, BookingsOutsideHours),
        note="What staff changed or added stays as it is.",
    )
)
def load_holidays(code: str, body: HolidaysToLoad) -> HolidaysLoadedShown:
    changed = services.load_holidays(
        kept_site(code),
        [body.year],
        leave=body.collective_leave,
        by=signed_in_person(),
        agreed=body.leave_bookings,
    )
    return HolidaysLoadedShown(changed=changed)


def _seen(code: str, holiday_id: UUID) -> Holiday:
    return as_seen(get_holiday(kept_site(code), holiday_id), HolidayShown.of)
