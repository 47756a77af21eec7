"""Offers that are made on floors above, such as a place in a class: the addresses of the API are
the same for all of them, and the capability there leaves its answers here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub.accounts.models import User
from hub.places.rules.steps import PlaceState


@dataclass(frozen=True)
class OfferElsewhere:
    """`class_id` and `enrolment`: where it is, and the person's part in it."""

    token: str
    class_id: UUID
    enrolment: UUID
    state: PlaceState
    expires_at: datetime | None = None
    position: int | None = None
    offers_until: list[datetime] = field(default_factory=list)


@dataclass(frozen=True)
class Offers:
    """Each answers None for a token that is none of its own; the person is None for who has not
    signed in, whose token must be a secret then.

    Args:
        scope: what a caller's token must be allowed for an answer.
    """

    scope: str
    find: Callable[[str, User | None], OfferElsewhere | None]
    accept: Callable[[str, User | None], OfferElsewhere | None]
    #: With the `reason` by name.
    decline: Callable[..., OfferElsewhere | None]
    of: Callable[[User], Sequence[OfferElsewhere]]


_offers: list[Offers] = []


def let_offer(offers: Offers) -> None:
    """`hub.wiring` says this once for each capability above that makes offers."""
    _offers[:] = [offers]


def offers_elsewhere() -> list[Offers]:
    return list(_offers)
