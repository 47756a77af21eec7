"""Who may import calendars."""

from hub.accounts.models import User
from hub.accounts.permissions import Permission, at_site, may
from hub.organisations.models import Site


def can_import(person: User | None, site: Site) -> bool:
    return may(person, Permission.CALENDARS_IMPORT, at_site(site.id))
