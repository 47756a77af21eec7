"""How people, and what is kept about them, look in JSON."""

from hub.accounts.schemas.history import EntryShown
from hub.accounts.schemas.invitations import InvitationShown, NewInvitation
from hub.accounts.schemas.me import (
    MailChange,
    MailShown,
    MeChange,
    MeShown,
    SignInsEndedShown,
    SignInShown,
    TokenShown,
)
from hub.accounts.schemas.people import (
    AccountInFullShown,
    AccountShown,
    Ending,
    EndingWithReason,
    GrantShown,
    Language,
    NamedShown,
    PeopleAsked,
    PersonShown,
    Reason,
    RoleHeldShown,
    RoleToGive,
    ScopedRole,
)

__all__ = [
    "AccountInFullShown",
    "AccountShown",
    "Ending",
    "EndingWithReason",
    "EntryShown",
    "GrantShown",
    "InvitationShown",
    "Language",
    "MailChange",
    "MailShown",
    "MeChange",
    "MeShown",
    "NamedShown",
    "NewInvitation",
    "PeopleAsked",
    "PersonShown",
    "Reason",
    "RoleHeldShown",
    "RoleToGive",
    "ScopedRole",
    "SignInShown",
    "SignInsEndedShown",
    "TokenShown",
]
