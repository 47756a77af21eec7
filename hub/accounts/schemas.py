"""How people look in JSON."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.core.i18n import LANGUAGES
from hub.web.api import Body, Line, Shown

Language = Literal["en", "id", "de"]
if set(Language.__args__) != set(LANGUAGES):  # type: ignore[attr-defined]
    raise AssertionError("the API offers other languages than the hub speaks")


class GrantShown(Shown):
    """What somebody is for the hub: on the whole platform, or within one scope."""

    role: Role
    scope: ScopeKind
    scope_id: UUID | None


class MeShown(Shown):
    """The person whose token this is."""

    id: UUID
    name: str
    email: str
    language: Language
    zone: str = Field(examples=["Asia/Jakarta"])
    roles: list[GrantShown]

    @classmethod
    def of(cls, person: User) -> "MeShown":
        return cls.model_validate(
            {
                **{name: getattr(person, name) for name in ("id", "name", "email", "zone")},
                "language": person.language,
                "roles": [_grant(grant) for grant in person.live_grants],
            }
        )


class MeChange(Body):
    """What to change; what is left away stays."""

    name: Line | None = Field(default=None, min_length=1, max_length=120)
    language: Language | None = None
    zone: Line | None = Field(default=None, max_length=64, examples=["Europe/Berlin"])


def _grant(grant: Grant) -> GrantShown:
    return GrantShown(role=grant.role, scope=grant.scope_kind, scope_id=grant.scope_id)
