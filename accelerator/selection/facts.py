"""What has happened in a selection."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class DecisionsReleased(Fact):
    """Told inside the transaction, when all teams of the release have their outcome."""

    release_id: UUID
    cohort_id: UUID
    application_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class AgreementAccepted(Fact):
    """With the place, in the transaction that took it, and after the place was confirmed."""

    application_id: UUID
    version: int
    accepted_by_id: UUID
