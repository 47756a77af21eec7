"""What can be done with organisations, their members, and sites."""

from hub.organisations.services.holidays import (
    add_holiday,
    change_holiday,
    load_holidays,
    remove_holiday,
)
from hub.organisations.services.members import (
    add_member,
    change_part,
    invite_member,
    invite_member_again,
    join_as_invited,
    leave,
    remove_member,
    take_back_invitation,
)
from hub.organisations.services.registering import Draft, archive, change, register, restore
from hub.organisations.services.sites import SiteDraft, change_site, draft_of, make_site
from hub.organisations.services.verifying import unverify, verify

__all__ = [
    "Draft",
    "SiteDraft",
    "add_holiday",
    "add_member",
    "archive",
    "change",
    "change_holiday",
    "change_part",
    "change_site",
    "draft_of",
    "invite_member",
    "invite_member_again",
    "join_as_invited",
    "leave",
    "load_holidays",
    "make_site",
    "register",
    "remove_holiday",
    "remove_member",
    "restore",
    "take_back_invitation",
    "unverify",
    "verify",
]
