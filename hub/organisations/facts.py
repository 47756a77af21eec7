"""What has happened in organisations."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class MembershipChanged(Fact):
    """Somebody joined an organisation or left it."""

    organisation_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class WebsiteChanged(Fact):
    """An organisation is at another web address."""

    organisation_id: UUID
