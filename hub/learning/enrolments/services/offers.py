"""Offers of places in classes at the addresses that all offers have: by the mail's secret, or by
the place's id for who is signed in."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from accelerator.selection.elsewhere import OfferElsewhere, Offers
from hub.accounts.models import TokenScope, User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.history.services import Acting, acting, acting_as
from hub.learning.classes.models import OWNER_KIND
from hub.learning.enrolments.models import Enrolment, OfferLink
from hub.learning.enrolments.queries.line import in_line, numbers_in_line
from hub.learning.enrolments.services.answering import accept, decline
from hub.learning.enrolments.services.links import answer_by_link, link_of
from hub.places.models import Place, Pool


def find(token: str, person: User | None) -> OfferElsewhere | None:
    link = _link(token)
    if link is not None:
        return _shown(link.enrolment, token)
    enrolment = _own(token, person)
    return _shown(enrolment, token) if enrolment else None


def take(token: str, person: User | None) -> OfferElsewhere | None:
    return _answer(token, person, accepts=True)


def pass_on(token: str, person: User | None, *, reason: str) -> OfferElsewhere | None:
    return _answer(token, person, accepts=False, reason=reason)


def of(person: User) -> Sequence[OfferElsewhere]:
    """Places that somebody is offered, has or waits for, newest first, in two statements and those
    of the line."""
    query = (
        select(Enrolment)
        .where(
            Enrolment.user_id == person.id,
            Enrolment.ended_at.is_(None),
            Enrolment.place_id.is_not(None),
        )
        .order_by(Enrolment.id.desc())
    )
    found = list(db.session.scalars(query))
    numbers = numbers_in_line([each.place for each in found if each.place])
    return [
        OfferElsewhere(
            token=str(each.place_id),
            class_id=each.run_id,
            enrolment=each.id,
            state=each.place.seen_state(),
            expires_at=each.offered_until,
            position=numbers.get(each.place.id),
        )
        for each in found
        if each.place is not None
    ]


CLASS_OFFERS = Offers(TokenScope.LEARNING_WRITE, find=find, accept=take, decline=pass_on, of=of)


def _answer(
    token: str, person: User | None, *, accepts: bool, reason: str = ""
) -> OfferElsewhere | None:
    link = _link(token)
    if link is not None:
        with acting_as(Acting(actor_id=link.enrolment.user_id, via=acting().via)):
            return _shown(answer_by_link(link, accepts=accepts, reason=reason), token)
    enrolment = _own(token, person)
    if enrolment is None or person is None:
        return None
    if accepts:
        return _shown(accept(enrolment, by=person), token)
    return _shown(decline(enrolment, by=person, reason=reason), token)


def _link(token: str) -> OfferLink | None:
    try:
        return link_of(token)
    except NotFound:
        return None


def _own(token: str, person: User | None) -> Enrolment | None:
    """By the place's id, the person's own alone."""
    if person is None:
        return None
    try:
        place_id = UUID(token)
    except ValueError:
        return None
    query = (
        select(Enrolment)
        .join(Place, Place.id == Enrolment.place_id)
        .join(Pool, Pool.id == Place.pool_id)
        .where(
            Pool.owner_kind == OWNER_KIND,
            Place.id == place_id,
            Enrolment.user_id == person.id,
        )
    )
    return db.session.scalars(query).one_or_none()


def _shown(enrolment: Enrolment, token: str) -> OfferElsewhere | None:
    place = enrolment.place
    if place is None:
        return None
    line = in_line(place)
    return OfferElsewhere(
        token=token,
        class_id=enrolment.run_id,
        enrolment=enrolment.id,
        state=place.seen_state(),
        expires_at=enrolment.offered_until,
        position=line.number,
        offers_until=line.offers_until if line.number else [],
    )
