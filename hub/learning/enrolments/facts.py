"""What has happened to enrolments, for the capabilities above."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class PlaceTaken(Fact):
    """The person has a place in the class now."""

    enrolment_id: UUID
    run_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class PlaceLeft(Fact):
    """The person had a place, and has it no more. What was learnt is kept."""

    enrolment_id: UUID
    run_id: UUID
    user_id: UUID
