"""Where the reader is, for the second clock beside a place's own."""

from dataclasses import dataclass

from hub.accounts.models import User
from hub.core.i18n import gettext as _
from hub.organisations.models import Site

_BERLIN = "Europe/Berlin"
_JAKARTA = "Asia/Jakarta"


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
