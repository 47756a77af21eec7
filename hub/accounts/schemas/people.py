"""People, and the roles they have."""

from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.accounts.permissions import Scope
from hub.accounts.queries.people import PeopleSought, ShownGrant
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Query, Shown, unusable

Language = Literal["en", "id", "de"]
if set(Language.__args__) != set(LANGUAGES):  # type: ignore[attr-defined]
    raise AssertionError("the API offers other languages than the hub speaks")


class PersonShown(Shown):
    id: UUID
    name: str

    @classmethod
    def of(cls, person: User) -> "PersonShown":
        return cls(id=person.id, name=person.name)


class NamedShown(Shown):
    id: UUID
    name: str


class GrantShown(Shown):
    """What somebody is for the hub: on the whole platform, or within one scope."""

    role: Role
    scope: ScopeKind
    scope_id: UUID | None

    @classmethod
    def of(cls, grant: Grant) -> "GrantShown":
        return cls(role=grant.role, scope=grant.scope_kind, scope_id=grant.scope_id)


class RoleHeldShown(GrantShown):
    """A role with where it counts in words, since and until when, and who gave it."""

    id: UUID
    place: str
    since: Instant
    until: Instant | None = Field(description="When it was ended; null: it counts.")
    by: str | None = Field(description="Who gave it; null: the hub itself.")

    @classmethod
    def told(cls, grant: Grant, shown: ShownGrant) -> "RoleHeldShown":
        words = {name: getattr(shown, name) for name in ("id", "place", "since", "until", "by")}
        return cls(**GrantShown.of(grant).model_dump(), **words)


class AccountShown(Shown):
    """A person as staff find them."""

    id: UUID
    name: str
    email: str
    language: str
    zone: str
    joined_at: Instant
    closed_at: Instant | None
    roles: list[GrantShown] = Field(description="Those that count now.")

    @classmethod
    def of(cls, person: User) -> "AccountShown":
        return cls(**account_fields(person))


class AccountInFullShown(Shown):
    """A person as staff look after them."""

    id: UUID
    name: str
    email: str
    language: str
    zone: str
    joined_at: Instant
    closed_at: Instant | None
    second_factor: bool
    roles: list[RoleHeldShown] = Field(description="Also those that were ended.")
    organisations: list[NamedShown]


def account_fields(person: User) -> dict[str, Any]:
    as_they_are = ("id", "name", "email", "language", "zone", "joined_at")
    return {
        **{name: getattr(person, name) for name in as_they_are},
        "closed_at": person.disabled_at,
        "roles": [GrantShown.of(grant) for grant in person.live_grants],
    }


class PeopleAsked(Paged):
    search: Line = Field(default="", max_length=120, description="A part of a name or address.")
    role: Role | None = None
    closed: bool = Field(default=False, description="Closed accounts, and only those.")

    def sought(self) -> PeopleSought:
        return PeopleSought(text=self.search, role=self.role, closed=self.closed)


class ScopedRole(Body):
    """A role with where it counts: everywhere, or in one site, programme or organisation."""

    scope: ScopeKind = ScopeKind.PLATFORM
    scope_id: UUID | None = Field(default=None, description="Which one; none for `platform`.")

    @model_validator(mode="after")
    def _a_scope_has_its_id(self) -> Self:
        if (self.scope is ScopeKind.PLATFORM) is not (self.scope_id is None):
            raise unusable(_("Please give scope_id for every scope but the platform."))
        return self

    def in_scope(self) -> Scope | None:
        """None is everywhere."""
        return Scope(self.scope, self.scope_id) if self.scope_id else None


class RoleToGive(ScopedRole):
    role: Role
    reason: Line = Field(default="", max_length=500, description="Stands in the history.")


class Reason(Body):
    """Stands in the history, with the name of who did it."""

    reason: Paragraph = Field(min_length=1, max_length=500, examples=["Left the programme."])


class Ending(Query):
    reason: Line = Field(default="", max_length=500, description="Stands in the history.")


class EndingWithReason(Query):
    reason: Line = Field(
        min_length=1, max_length=500, description="Stands in the history.", examples=["moved"]
    )
