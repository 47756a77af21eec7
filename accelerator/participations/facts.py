"""What has happened to startups in cohorts."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class ParticipationEnded(Fact):
    """Graduated, left or removed: what belonged to its time in the cohort ends."""

    participation_id: UUID
    cohort_id: UUID
    startup_id: UUID
