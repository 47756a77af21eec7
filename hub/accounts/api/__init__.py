"""The API's part about oneself, and for staff about people and invitations.

What proves that somebody is themselves stays with the pages, where a password or a second factor is
asked for: passwords, addresses, second factors, and making tokens (docs/decisions/0007).
"""

from hub.accounts.api import invitations, own, people
from hub.accounts.api.me import endpoints

__all__ = ["endpoints", "invitations", "own", "people"]
