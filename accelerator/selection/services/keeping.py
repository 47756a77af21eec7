"""What staff do to a place that is given: more time to answer, or taking it back. Both say why, and
the team hears of both by mail (`services/hearing.py`)."""

from datetime import datetime

from accelerator.selection.permissions import can_decide
from accelerator.selection.queries.offers import Offered
from hub.accounts.models import User
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.places import services as places
from hub.places.models import Place

LONGEST_REASON = 500


def extend_offer(offered: Offered, until: datetime, *, by: User, reason: str) -> Place:
    """Let an offer that stands run longer. Its reminders come anew before the new end.

    Raises:
        NotAllowed: not staff of the programme, or with a conflict of interest.
        Invalid: no reason (ReasonNeeded), too long a one, or not later than it ends now.
        OfferExpired: it ran out.
        NotAsItStands: there is no offer.
        OffersAreOver: that is after the cut-off.
    """
    _check(offered, reason, by=by)
    return places.extend(offered.place, until, by=by.id, reason=reason.strip())


def take_back(offered: Offered, *, by: User, reason: str) -> Place:
    """Take an offer, a place in line or a confirmed place away; a seat that was held goes to the
    next in line. Final for this place: what the team hears of its application beyond that is a
    decision, which another release tells.

    Raises:
        NotAllowed: as `extend_offer`.
        Invalid: no reason (ReasonNeeded), or too long a one.
        NotAsItStands: it has ended already.
    """
    _check(offered, reason, by=by)
    return places.remove(offered.place, by=by.id, reason=reason.strip())


def _check(offered: Offered, reason: str, *, by: User) -> None:
    if not can_decide(by, offered.application):
        raise NotAllowed(_("Only staff of the programme change its places."))
    if len(reason) > LONGEST_REASON:
        sentence = _("At most %(count)s characters, please.", count=LONGEST_REASON)
        raise Invalid(sentence, errors={"reason": [sentence]})
