"""Who may look behind the scenes."""

from hub.accounts.models import User
from hub.accounts.permissions import Permission, may


def can_see_all_history(person: User | None) -> bool:
    """Everything that anybody did: only with a grant for the whole platform, for an entry does not
    say in which site or programme its subject lies."""
    return may(person, Permission.HISTORY_SEE)
