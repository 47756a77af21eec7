"""Pages about accounts, by noun. Importing a module here puts its routes on the blueprint."""

from hub.accounts.views import (
    accepting,
    acting,
    dead_links,
    factors,
    invitations,
    passkeys,
    people,
    profile,
    proving,
    resetting,
    roles,
    security,
    signing_in,
    signing_up,
    tokens,
)
from hub.accounts.views.blueprint import bp, people_bp

__all__ = [
    "accepting",
    "acting",
    "bp",
    "dead_links",
    "factors",
    "invitations",
    "passkeys",
    "people",
    "people_bp",
    "profile",
    "proving",
    "resetting",
    "roles",
    "security",
    "signing_in",
    "signing_up",
    "tokens",
]
