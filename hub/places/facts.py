"""What has happened to places. Told inside the transaction; upper capabilities write the mails."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class PlaceFact(Fact):
    """`owner_kind` and `owner_id` say whose seats these are; a listener looks at the kind first."""

    owner_kind: str
    owner_id: UUID
    pool_id: UUID
    place_id: UUID
    party_id: UUID


@dataclass(frozen=True)
class PlaceWaiting(PlaceFact):
    """It stands in line: new, or again at the tail after an offer that ran out (`lapses` > 0)."""

    lapses: int


@dataclass(frozen=True)
class PlaceOffered(PlaceFact):
    """Also when a decline was undone. `offer_number` counts the offers of this place: with the
    place's id it makes a key for exactly one mail."""

    expires_at: datetime
    offer_number: int


@dataclass(frozen=True)
class PlaceOfferExtended(PlaceFact):
    expires_at: datetime
    offer_number: int


@dataclass(frozen=True)
class PlaceOfferDue(PlaceFact):
    """A reminder: the offer stands until `expires_at`."""

    expires_at: datetime
    offer_number: int


@dataclass(frozen=True)
class PlaceConfirmed(PlaceFact):
    """It holds a seat: accepted, taken when one was free, or given by staff."""


@dataclass(frozen=True)
class PlaceDeclined(PlaceFact):
    pass


@dataclass(frozen=True)
class PlaceLapsed(PlaceFact):
    """The offer ran out. `waits_again`: it went to the tail of the line."""

    waits_again: bool


@dataclass(frozen=True)
class PlaceWithdrawn(PlaceFact):
    pass


@dataclass(frozen=True)
class PlaceRemoved(PlaceFact):
    """By staff, or because the owner of the pool no longer admits the party."""

    reason: str


@dataclass(frozen=True)
class PlaceClosed(PlaceFact):
    """It waited until the line was closed."""


@dataclass(frozen=True)
class SeatsFreed(Fact):
    """After the cut-off seats became free while people wait: first come, first served."""

    owner_kind: str
    owner_id: UUID
    pool_id: UUID
    seats: int
