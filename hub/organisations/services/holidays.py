"""A site's holidays: loaded from the package, then changed by staff as the house needs it."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import extract, select

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import STAFF, Holiday, Site
from hub.organisations.permissions import can_change_holidays
from hub.organisations.rules import clean_line
from hub.organisations.services.calendars import public_holidays, source


def load_holidays(
    site: Site,
    years: Collection[int],
    *,
    include_collective_leave: bool = False,
    by: User | None,
) -> int:
    """Store the public holidays of some years, and say how many days changed.

    Days that staff changed or added stay as they are; those from the package are renewed, because
    some move when the moon has been seen. `by=None` is the house.

    Args:
        include_collective_leave: in Indonesia also the agreed days off around them.

    Raises:
        NotAllowed: not by the site's staff.
    """
    _check(by, site)
    there = _stored(site, years)
    known = public_holidays(site.holiday_calendar, years, collective_leave=include_collective_leave)
    gone = [row for day, row in there.items() if not row.is_of_staff and day not in known]
    for row in gone:
        db.session.delete(row)
    changed = sum(_store(site, day, row=there.get(day), name=name) for day, name in known.items())
    db.session.flush()
    if gone or changed:
        told = {"years": sorted(years), "stored": changed, "removed": len(gone)}
        record("site.holidays-loaded", site, after=told)
    return changed + len(gone)


def change_holiday(holiday: Holiday, *, name: str, closed: bool, by: User) -> None:
    """From then on it is the staff's word, and loading leaves it alone.

    Raises: NotAllowed, Invalid without a name.
    """
    site = db.session.get_one(Site, holiday.site_id)
    _check(by, site)
    before = {"name": holiday.name, "closed": holiday.closed}
    said = _name(name)
    # As it was shown, it is still the package's name and is read in everybody's language.
    same = said in (holiday.name, holiday.shown_name)
    after = {"name": holiday.name if same else said, "closed": closed}
    if before == after:
        return
    holiday.name, holiday.closed = (holiday.name if same else said), closed
    if not same:
        holiday.source = STAFF
    elif not holiday.is_of_staff:
        holiday.source = f"{STAFF}, {holiday.source}"
    db.session.flush()
    record("site.holiday-changed", site, before=before | {"day": holiday.day}, after=after)


def add_holiday(site: Site, day: date, *, name: str, closed: bool = True, by: User) -> Holiday:
    """A day of the house's own.

    Raises: NotAllowed, Invalid without a name, Conflict when the day is there.
    """
    _check(by, site)
    there = select(Holiday.id).where(Holiday.site_id == site.id, Holiday.day == day)
    if db.session.scalar(there) is not None:
        raise Conflict(_("This day is in the list already. You can change it there."))
    holiday = Holiday(site_id=site.id, day=day, name=_name(name), closed=closed, source=STAFF)
    db.session.add(holiday)
    db.session.flush()
    told = {"day": day, "name": holiday.name, "closed": closed}
    record("site.holiday-added", site, after=told)
    return holiday


def remove_holiday(holiday: Holiday, *, by: User) -> None:
    """It is a day like others. One from the package comes back when the year is loaded again.

    Raises: NotAllowed.
    """
    site = db.session.get_one(Site, holiday.site_id)
    _check(by, site)
    told = {"day": holiday.day, "name": holiday.name, "closed": holiday.closed}
    db.session.delete(holiday)
    db.session.flush()
    record("site.holiday-removed", site, before=told)


def _stored(site: Site, years: Collection[int]) -> dict[date, Holiday]:
    query = select(Holiday).where(
        Holiday.site_id == site.id, extract("year", Holiday.day).in_(list(years))
    )
    return {row.day: row for row in db.session.scalars(query.with_for_update())}


def _store(site: Site, day: date, *, row: Holiday | None, name: str) -> bool:
    """Whether anything changed."""
    if row is None:
        db.session.add(
            Holiday(site_id=site.id, day=day, name=name[:160], closed=True, source=source())
        )
        return True
    if row.is_of_staff or (row.name, row.source) == (name[:160], source()):
        return False
    row.name, row.source = name[:160], source()
    return True


def _name(text: str) -> str:
    name = clean_line(text)[:160]
    if not name:
        message = _("Please give the day a name.")
        raise Invalid(message, errors={"name": [message]})
    return name


def _check(by: User | None, site: Site) -> None:
    if by is not None and not can_change_holidays(by, site):
        raise NotAllowed(_("Only this site's staff change its holidays."))
