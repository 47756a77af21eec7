"""The links in mails about offers: a secret that stands for the person and for that one offer."""

from sqlalchemy import select

from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_id, new_secret
from hub.learning.enrolments.errors import OfferAnswered
from hub.learning.enrolments.models import Enrolment, OfferLink
from hub.learning.enrolments.services.answering import accept, decline
from hub.learning.enrolments.services.deciding import hold
from hub.places.models import Place


def make_link(enrolment: Enrolment, place: Place) -> str:
    """Its secret, which is kept nowhere but in the mail. Each mail about an offer has its own."""
    secret = new_secret()
    db.session.add(
        OfferLink(
            id=new_id(),
            token_hash=hashed(secret),
            enrolment=enrolment,
            place=place,
            offer_number=place.offer_number,
        )
    )
    db.session.flush()
    return secret


def link_of(secret: str) -> OfferLink:
    """Raises: NotFound."""
    query = select(OfferLink).where(OfferLink.token_hash == hashed(secret))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound(_("There is no such offer. Is the whole link in the address?"))
    return found


def answer_by_link(link: OfferLink, *, accepts: bool, reason: str = "") -> Enrolment:
    """As the person whom the mail went to. The same answer again stays as it is.

    Raises:
        OfferAnswered: it is an earlier offer's.
        OfferExpired, NotAsItStands: as `accept` and `decline`.
    """
    enrolment = link.enrolment
    hold(enrolment)
    db.session.refresh(link.place)
    if link.place.offer_number != link.offer_number:
        raise OfferAnswered(_("This link is that of an earlier offer. The newest mail has the one "
                              "that counts."))  # fmt: skip
    if accepts:
        accept(enrolment, by=enrolment.user)
    else:
        decline(enrolment, by=enrolment.user, reason=reason)
    link.used_at = link.used_at or now()
    db.session.flush()
    return enrolment
