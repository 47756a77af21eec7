"""What has happened to the register, for completion above."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class AttendanceCounted(Fact):
    """Somebody's minutes in a session were counted, or counted anew."""

    session_id: UUID
    run_id: UUID
    user_id: UUID
