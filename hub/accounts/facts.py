"""What has happened with accounts that others may want to know."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class InvitationAccepted(Fact):
    """`organisation_id` and `member_role` are what the invitation brought, or None.

    A listener that finds the invitation void raises, and nothing is accepted.
    """

    invitation_id: UUID
    user_id: UUID
    invited_by_id: UUID | None
    organisation_id: UUID | None
    member_role: str | None


@dataclass(frozen=True)
class PersonJoined(Fact):
    """Somebody has an account now, with an address that is theirs."""

    person_id: UUID
    email: str


@dataclass(frozen=True)
class EmailChanged(Fact):
    person_id: UUID
    old_email: str
    new_email: str
