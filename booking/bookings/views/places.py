"""Where the reader is: which site to begin with, and the second clock beside a place's own."""

from dataclasses import dataclass

from booking.spaces.queries import sites_with_spaces
from hub.accounts.models import User
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site

_BERLIN = "Europe/Berlin"
_JAKARTA = "Asia/Jakarta"
#: The hub's first house: where nobody said another.
FIRST_ZONE = _JAKARTA


@dataclass(frozen=True)
class OtherClock:
    """A zone, and how its place is said ("in Berlin"); None for the zone's short name."""

    zone: str
    place: str | None


def other_clock(site: Site, reader: User | None) -> OtherClock:
    """The reader's own clock; for who is on the spot, the partner city's."""
    if reader is not None and reader.zone != site.zone:
        return OtherClock(reader.zone, _said(reader.zone))
    partner = _JAKARTA if site.zone == _BERLIN else _BERLIN
    return OtherClock(partner, _said(partner))


def _said(zone: str) -> str | None:
    return {
        _BERLIN: _("in Berlin"),
        _JAKARTA: _("in Jakarta"),
        "Asia/Bangkok": _("in Bangkok"),
    }.get(zone)


def site_for(code: str | None, person: User | None) -> Site:
    """The one that was named, else the one where the person is, else the first house."""
    sites = sites_with_spaces()
    if not sites:
        raise NotFound(_("There is no space to book yet."))
    named = [site for site in sites if site.code == code]
    if code and not named:
        raise NotFound(_("There is no such site."))
    zones = (person.zone if person else FIRST_ZONE, FIRST_ZONE)
    near = [site for zone in zones for site in sites if site.zone == zone]
    return [*named, *near, *sites][0]


def first_house_first() -> list[Site]:
    return sorted(sites_with_spaces(), key=lambda site: (site.zone != FIRST_ZONE, site.city))
