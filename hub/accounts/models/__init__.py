"""Tables about people, by noun."""

from hub.accounts.models.people import STAFF_ROLES, Grant, Role, ScopeKind, User

__all__ = ["STAFF_ROLES", "Grant", "Role", "ScopeKind", "User"]
