"""A site's clock and money stand as long as somebody has booked by them."""

from booking.houses.errors import SiteInUse
from booking.houses.queries.standing import has_bookings
from hub.accounts.models import User
from hub.core.i18n import gettext as _
from hub.organisations import services as organisations
from hub.organisations.models import Site
from hub.organisations.services import SiteDraft


def change_site(site: Site, draft: SiteDraft, *, by: User) -> None:
    """Change what a site is called and how it counts.

    Raises:
        SiteInUse: another time zone or currency, and there are bookings.
        NotAllowed, Invalid, Conflict: as `hub.organisations.services.change_site`.
    """
    was = organisations.draft_of(site)
    organisations.change_site(site, draft, by=by)
    if draft.zone != was.zone and has_bookings(site):
        sentence = _("Bookings were made by this clock; with another their times would be others.")
        raise SiteInUse(sentence, field="zone")
    if draft.currency != was.currency and has_bookings(site):
        sentence = _("Bookings were made in this currency; in another their prices would be wrong.")
        raise SiteInUse(sentence, field="currency")
