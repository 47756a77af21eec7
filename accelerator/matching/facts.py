"""What has happened to the pairs of mentors and startups."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class PairingFact(Fact):
    pairing_id: UUID
    cohort_id: UUID
    startup_id: UUID
    mentor_id: UUID


@dataclass(frozen=True)
class PairingAsked(PairingFact):
    """Both were told of each other, and have time to answer."""


@dataclass(frozen=True)
class PairingActive(PairingFact):
    """Both have accepted."""


@dataclass(frozen=True)
class PairingDeclined(PairingFact):
    """One side declined, or did not answer in time."""


@dataclass(frozen=True)
class PairingEnded(PairingFact):
    """It was active, and is over: sessions to come end with it."""
