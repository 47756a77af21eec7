"""Who may change spaces."""

from hub.accounts.models import User
from hub.accounts.permissions import Permission, at_site, may, may_somewhere
from hub.organisations.models import Site


def can_manage_spaces(person: User | None, site: Site) -> bool:
    return may(person, Permission.SPACES_MANAGE, at_site(site.id))


def can_manage_equipment(person: User | None) -> bool:
    """Whoever manages spaces somewhere: words for equipment are the same at all sites."""
    return may_somewhere(person, Permission.SPACES_MANAGE)
