"""What has happened to applications."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class ApplicationBegun(Fact):
    application_id: UUID


@dataclass(frozen=True)
class ApplicationSubmitted(Fact):
    """Handed in, for the first time or again. `revision` is its number."""

    application_id: UUID
    revision: int


@dataclass(frozen=True)
class ApplicationWithdrawn(Fact):
    application_id: UUID


@dataclass(frozen=True)
class TeamChanged(Fact):
    """Somebody joined or left a team: conflicts of interest are looked for again."""

    application_id: UUID
    user_id: UUID
