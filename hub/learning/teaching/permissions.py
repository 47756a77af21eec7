"""Who sees how a class is getting on, and what an organisation's people have learnt."""

from dataclasses import dataclass
from uuid import UUID

from hub.accounts.models import User
from hub.learning.courses.permissions import managed_programmes
from hub.organisations.models import Organisation
from hub.organisations.permissions import can_edit, part_in


@dataclass(frozen=True)
class Seen:
    """What of an organisation's learning somebody sees.

    Args:
        own_only: a member, who sees what they do themselves.
        programmes: of courses in these only; None: of all courses.
    """

    own_only: bool = False
    programmes: frozenset[UUID] | None = None


def seen_of(person: User | None, organisation: Organisation) -> Seen | None:
    """All of it: whoever leads the organisation, and managers of all classes. Managers of a
    programme's classes: of these. Other members: their own. None: nothing at all."""
    if person is None or not person.is_active:
        return None
    if can_edit(person, organisation):
        return Seen()
    programmes = managed_programmes(person)
    if programmes is None:
        return Seen()
    if programmes:
        return Seen(programmes=frozenset(programmes))
    return Seen(own_only=True) if part_in(person, organisation) else None
