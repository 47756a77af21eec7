"""What has happened to classes. Told inside the transaction; `enrolments` and `joining` hear."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class ClassPublished(Fact):
    run_id: UUID


@dataclass(frozen=True)
class ClassCancelled(Fact):
    """With all its sessions, of which no fact of their own is told."""

    run_id: UUID
    reason: str


@dataclass(frozen=True)
class ClassSessionPlanned(Fact):
    run_id: UUID
    session_id: UUID


@dataclass(frozen=True)
class ClassSessionMoved(Fact):
    """Another time, room or way to join than before; `sequence` is the new SEQUENCE."""

    run_id: UUID
    session_id: UUID
    sequence: int


@dataclass(frozen=True)
class ClassSessionCancelled(Fact):
    run_id: UUID
    session_id: UUID
    sequence: int
    reason: str
