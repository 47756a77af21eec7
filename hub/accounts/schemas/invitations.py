"""Invitations, into the hub or into an organisation."""

from uuid import UUID

from pydantic import Field

from hub.accounts.models import Invitation, InvitationState, Role, ScopeKind
from hub.accounts.schemas.people import Language, PersonShown, ScopedRole
from hub.web.api import Instant, Line, Shown


class InvitationShown(Shown):
    """A way in by mail. Its link is in the mail and nowhere else."""

    id: UUID
    email: str
    language: str
    state: InvitationState
    role: Role | None = Field(description="What it brings besides an account.")
    scope: ScopeKind | None
    scope_id: UUID | None
    organisation: UUID | None = Field(description="Into which it leads.")
    part: str | None = Field(description="As what in it.", examples=["member"])
    invited_by: PersonShown | None
    made_at: Instant
    sent_at: Instant
    times_sent: int
    expires_at: Instant
    accepted_at: Instant | None

    @classmethod
    def of(cls, invitation: Invitation) -> "InvitationShown":
        by = invitation.invited_by
        return cls(
            **{name: getattr(invitation, name) for name in _AS_THEY_ARE},
            scope=invitation.scope_kind,
            organisation=invitation.organisation_id,
            part=invitation.member_role,
            invited_by=PersonShown.of(by) if by else None,
        )


_AS_THEY_ARE = (
    "id",
    "email",
    "language",
    "state",
    "role",
    "scope_id",
    "made_at",
    "sent_at",
    "times_sent",
    "expires_at",
    "accepted_at",
)


class NewInvitation(ScopedRole):
    """Who is invited, and to what besides an account."""

    email: Line = Field(max_length=254, examples=["rini@people.example"])
    language: Language | None = Field(
        default=None, description="Of the mail, for somebody without an account; else yours."
    )
    role: Role | None = None
