"""Sites: the places of the hub."""

import re
from dataclasses import asdict, dataclass, fields
from zoneinfo import available_timezones

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.money import SYMBOLS
from hub.history.services import record
from hub.organisations.models import Site
from hub.organisations.permissions import can_make_sites
from hub.organisations.services.calendars import is_known_calendar

_CODE = re.compile(r"[a-z]{2,8}")


@dataclass(frozen=True)
class SiteDraft:
    """`zone` is an IANA name, `currency` an ISO 4217 code, `holiday_calendar` a country of ISO 3166
    with or without a part of it: ID, DE-BE."""

    code: str
    name: str
    city: str
    zone: str
    currency: str
    holiday_calendar: str
    address: str = ""


def make_site(draft: SiteDraft, *, by: User | None) -> Site:
    """Open a site. `by=None` is the house.

    Raises:
        NotAllowed: not an administrator.
        Invalid: see `errors` for each field.
        Conflict: the code is in use.
    """
    if by is not None and not can_make_sites(by):
        raise NotAllowed(_("Only administrators open a site."))
    _check(draft)
    if db.session.scalar(select(Site.id).where(Site.code == draft.code)) is not None:
        raise Conflict(_("There is a site with this code already."))
    site = Site(**asdict(draft))
    db.session.add(site)
    db.session.flush()
    record("site.made", site, after=asdict(draft))
    return site


def change_site(site: Site, draft: SiteDraft, *, by: User) -> None:
    """Change what a site is called and how it counts. Whether its clock and money may still change,
    those say who book in it: see `booking.houses.services`.

    Raises: as `make_site`.
    """
    if not can_make_sites(by):
        raise NotAllowed(_("Only administrators change a site."))
    lock(site)
    _check(draft)
    same = select(Site.id).where(Site.code == draft.code, Site.id != site.id)
    if db.session.scalar(same) is not None:
        raise Conflict(_("There is a site with this code already."))
    was, wanted = draft_of(site), asdict(draft)
    changed = {name: value for name, value in wanted.items() if getattr(was, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(site, name, value)
    db.session.flush()
    record(
        "site.changed", site, before={name: getattr(was, name) for name in changed}, after=changed
    )


def draft_of(site: Site) -> SiteDraft:
    return SiteDraft(**{field.name: getattr(site, field.name) for field in fields(SiteDraft)})


def _check(draft: SiteDraft) -> None:
    errors: dict[str, list[str]] = {}
    if not _CODE.fullmatch(draft.code):
        errors["code"] = [_("Two to eight lower-case letters, please.")]
    if not draft.name.strip():
        errors["name"] = [_("Please give it a name.")]
    if not draft.city.strip():
        errors["city"] = [_("Please say in which city it is.")]
    if draft.zone not in available_timezones():
        errors["zone"] = [_("We do not know this time zone.")]
    if draft.currency not in SYMBOLS:
        errors["currency"] = [_("We do not know this currency.")]
    if not is_known_calendar(draft.holiday_calendar):
        errors["holiday_calendar"] = [_("We do not know the holidays of this place.")]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)
