"""What has happened between a person and a startup."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class ConflictArose(Fact):
    """From now on the person sees nothing of the startup's applications: what they hold of them
    has to end."""

    person_id: UUID
    startup_id: UUID


@dataclass(frozen=True)
class ConflictCleared(Fact):
    person_id: UUID
    startup_id: UUID
