"""Oneself: profile, tokens, sign-ins, mail."""

from typing import Any
from uuid import UUID

from pydantic import Field

from hub.accounts.models import ApiToken, SignIn, TokenScope, User
from hub.accounts.schemas.people import GrantShown, Language
from hub.outbox.models import Category
from hub.web.api import Body, Instant, Line, Shown


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
                "roles": [GrantShown.of(grant) for grant in person.live_grants],
            }
        )


class MeChange(Body):
    """What to change; what is left away stays."""

    name: Line | None = Field(default=None, min_length=1, max_length=120)
    language: Language | None = None
    zone: Line | None = Field(default=None, max_length=64, examples=["Europe/Berlin"])


class TokenShown(Shown):
    """A token, without its secret: that was shown once."""

    id: UUID
    name: str
    beginning: str = Field(description="How the secret begins.", examples=["fch_aB3d"])
    scopes: list[TokenScope]
    made_at: Instant
    last_used_at: Instant | None
    expires_at: Instant | None
    revoked_at: Instant | None

    @classmethod
    def of(cls, token: ApiToken) -> "TokenShown":
        own: dict[str, Any] = {name: getattr(token, name) for name in cls.model_fields}
        return cls(**own | {"scopes": [TokenScope(scope) for scope in token.scopes]})


class SignInShown(Shown):
    """A browser in which you are signed in."""

    id: UUID
    device: str = Field(examples=["Firefox on Linux"])
    made_at: Instant
    seen_at: Instant
    expires_at: Instant = Field(description="At the latest; without use it ends before.")

    @classmethod
    def of(cls, sign_in: SignIn) -> "SignInShown":
        return cls(**{name: getattr(sign_in, name) for name in cls.model_fields})


class SignInsEndedShown(Shown):
    ended: int


class MailShown(Shown):
    """Which mail you want. What concerns your account and your bookings always comes."""

    reminders: bool
    invitations: bool
    news: bool

    @classmethod
    def without(cls, off: set[Category]) -> "MailShown":
        return cls(**{name: Category(name) not in off for name in cls.model_fields})


class MailChange(Body):
    """What to change; what is left away stays."""

    reminders: bool | None = None
    invitations: bool | None = None
    news: bool | None = None

    def wanted(self) -> dict[Category, bool]:
        said = self.model_dump(exclude_none=True)
        return {Category(name): wanted for name, wanted in said.items()}


if set(MailShown.model_fields) != set(Category) - {Category.SERVICE}:
    raise AssertionError("the API knows other kinds of mail than the outbox")
