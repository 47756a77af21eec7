"""What has happened to cohorts, for the floors above."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accelerator.programmes.models import Phase
from hub.core.facts import Fact


@dataclass(frozen=True)
class PhaseMoved(Fact):
    cohort_id: UUID
    before: Phase
    after: Phase


@dataclass(frozen=True)
class DeadlineMoved(Fact):
    """Of a call that is told to the public. `ends_at` is the end of grace."""

    cohort_id: UUID
    closed_at: datetime
    closes_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class SeatsSet(Fact):
    """A listener may refuse, when more places are given away than there would be."""

    cohort_id: UUID
    before: int
    after: int
