"""On which days a house is closed, changed with a look at whom it hits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from booking.houses.services.standing import bookings_stay
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations import services as organisations
from hub.organisations.models import Holiday, Site


@dataclass(frozen=True)
class DayDraft:
    """What a day is called, and whether the house is closed on it."""

    name: str
    closed: bool = True


def add_holiday(site: Site, draft: DayDraft, *, on: date, by: User, agreed: bool) -> Holiday:
    """Raises: BookingsOutsideHours; as `hub.organisations.services.add_holiday`."""
    with bookings_stay(site, agreed=agreed):
        return organisations.add_holiday(site, on, name=draft.name, closed=draft.closed, by=by)


def change_holiday(holiday: Holiday, draft: DayDraft, *, by: User, agreed: bool) -> None:
    """Raises: BookingsOutsideHours; as `hub.organisations.services.change_holiday`."""
    with bookings_stay(db.session.get_one(Site, holiday.site_id), agreed=agreed):
        organisations.change_holiday(holiday, name=draft.name, closed=draft.closed, by=by)


def remove_holiday(holiday: Holiday, *, by: User) -> None:
    """Raises: as `hub.organisations.services.remove_holiday`."""
    organisations.remove_holiday(holiday, by=by)


def load_holidays(
    site: Site, years: Collection[int], *, leave: bool = False, by: User, agreed: bool
) -> int:
    """Raises: BookingsOutsideHours; as `hub.organisations.services.load_holidays`.

    Args:
        leave: with the days off that are agreed around them.
    """
    with bookings_stay(site, agreed=agreed):
        return organisations.load_holidays(site, years, include_collective_leave=leave, by=by)
