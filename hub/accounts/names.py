"""What roles, scopes and states are called in front of people."""

from typing import Any

from hub.accounts.models import InvitationState, Role, ScopeKind, TokenScope
from hub.core.i18n import lazy_gettext as _

ROLES: dict[Role, Any] = {
    Role.ADMIN: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
    Role.FINANCE: _("Finance"),
    Role.HUB_MANAGER: _("Hub manager"),
    Role.PROGRAMME_MANAGER: _("Programme manager"),
    Role.CITY_OFFICER: _("City officer"),
    Role.INSTRUCTOR: _("Instructor"),
    Role.REVIEWER: _("Reviewer"),
    Role.MENTOR: _("Mentor"),
    Role.COORDINATOR: _("Coordinator of a support organisation"),
    Role.FOUNDER: _("Founder"),
}

SCOPES: dict[ScopeKind, Any] = {
    ScopeKind.PLATFORM: _("Everywhere"),
    ScopeKind.SITE: _("Site"),
    ScopeKind.PROGRAMME: _("Programme"),
    ScopeKind.ORGANISATION: _("Organisation"),
}

TOKEN_SCOPES: dict[TokenScope, Any] = {
    TokenScope.READ: _("Read what I may see"),
    TokenScope.APPLICATIONS_WRITE: _("Write and hand in my applications"),
    TokenScope.BOOKINGS_WRITE: _("Book, change and cancel for me"),
    TokenScope.LEARNING_WRITE: _("Enrol, learn and teach for me"),
    TokenScope.ORGANISATIONS_WRITE: _("Change my organisations"),
    TokenScope.PROFILE_WRITE: _("Change my profile"),
    TokenScope.REVIEWS_WRITE: _("Review applications for me"),
    TokenScope.ADMIN: _("Do what my staff role allows"),
}

#: State → what it is called, and the tone of its chip.
INVITATIONS: dict[InvitationState, tuple[Any, str]] = {
    InvitationState.OPEN: (_("Waiting for an answer"), "info"),
    InvitationState.ACCEPTED: (_("Accepted"), "ok"),
    InvitationState.REVOKED: (_("Taken back"), ""),
    InvitationState.EXPIRED: (_("Expired"), "warn"),
}
