"""Who may speak for a startup: whoever leads its organisation, and staff who keep organisations."""

from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.organisations.models import MemberRole
from hub.organisations.permissions import can_edit, part_in

LEADS = frozenset({MemberRole.OWNER, MemberRole.COORDINATOR})


def leads(person: User | None, startup: Startup) -> bool:
    return part_in(person, startup.organisation) in LEADS


def can_change(person: User | None, startup: Startup) -> bool:
    return can_edit(person, startup.organisation)


def can_see(person: User | None, startup: Startup) -> bool:
    """Its people and staff; everybody, once it wants to be seen."""
    return (
        startup.is_public
        or part_in(person, startup.organisation) is not None
        or can_change(person, startup)
    )
