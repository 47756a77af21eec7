"""What has happened in learning, for completion above."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class ProgressMade(Fact):
    """A lesson is done, a quiz or an assignment was marked, feedback was given."""

    enrolment_id: UUID
