"""What kinds of organisations and parts in them are called in front of people."""

from typing import Any

from hub.core.i18n import lazy_gettext as _
from hub.organisations.models import MemberRole, OrganisationKind

KINDS: dict[OrganisationKind, Any] = {
    OrganisationKind.STARTUP: _("Startup"),
    OrganisationKind.SUPPORT: _("Support organisation"),
    OrganisationKind.CITY_AGENCY: _("City agency"),
    OrganisationKind.ACADEMIA: _("Academia"),
    OrganisationKind.COMMUNITY: _("Community"),
    OrganisationKind.COMPANY: _("Company"),
    OrganisationKind.MEDIA: _("Media"),
    OrganisationKind.FUNDER: _("Funder"),
}

MEMBER_ROLES: dict[MemberRole, Any] = {
    MemberRole.OWNER: _("Owner"),
    MemberRole.COORDINATOR: _("Coordinator"),
    MemberRole.MEMBER: _("Member"),
}
