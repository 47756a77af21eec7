"""Tables about people, by noun."""

from hub.accounts.models.factors import Passkey, RecoveryCode
from hub.accounts.models.invitations import Invitation, InvitationState
from hub.accounts.models.links import Consent, EmailChange, OneTimeSecret, Purpose, SignUp
from hub.accounts.models.people import STAFF_ROLES, Grant, Role, ScopeKind, User
from hub.accounts.models.sign_ins import Guesses, SignIn
from hub.accounts.models.tokens import ApiToken, TokenScope

__all__ = [
    "STAFF_ROLES",
    "ApiToken",
    "Consent",
    "EmailChange",
    "Grant",
    "Guesses",
    "Invitation",
    "InvitationState",
    "OneTimeSecret",
    "Passkey",
    "Purpose",
    "RecoveryCode",
    "Role",
    "ScopeKind",
    "SignIn",
    "SignUp",
    "TokenScope",
    "User",
]
