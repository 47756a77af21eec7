"""What is called how on a page of history: one line for each action that is recorded."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "backup.restored": _l("restored a backup"),
    "booking.assigned": _l("said for whom it is"),
    "booking.cancelled": _l("cancelled the booking"),
    "booking.changed": _l("changed the booking"),
    "booking.confirmed": _l("confirmed the booking"),
    "booking.expired": _l("let the hold run out"),
    "booking.held": _l("held the space"),
    "invitation.accepted": _l("accepted the invitation"),
    "invitation.sent": _l("sent an invitation"),
    "invitation.sent-again": _l("sent the invitation again"),
    "invitation.taken-back": _l("took the invitation back"),
    "mail.held": _l("stopped outgoing mail"),
    "mail.released": _l("released outgoing mail"),
    "mail.retried": _l("sent a mail on its way again"),
    "mail.turned-off": _l("turned a kind of mail off"),
    "mail.turned-on": _l("turned a kind of mail on"),
    "organisation.archived": _l("archived the organisation"),
    "organisation.changed": _l("changed the organisation"),
    "organisation.member-joined": _l("joined the organisation"),
    "organisation.member-left": _l("left the organisation"),
    "organisation.member-removed": _l("removed a member"),
    "organisation.part-changed": _l("gave a member another part"),
    "organisation.registered": _l("registered the organisation"),
    "organisation.restored": _l("restored the organisation"),
    "organisation.unverified": _l("took the mark of verification back"),
    "organisation.verified": _l("verified the organisation"),
    "person.acting-started": _l("began to act for somebody"),
    "person.acting-stopped": _l("stopped acting for somebody"),
    "person.disabled": _l("closed the account"),
    "person.enabled": _l("opened the account again"),
    "person.joined": _l("joined the hub"),
    "person.photo-changed": _l("changed the photo"),
    "person.photo-removed": _l("removed the photo"),
    "person.profile-changed": _l("changed the profile"),
    "person.role-ended": _l("ended a role"),
    "person.role-given": _l("gave a role"),
    "person.token-made": _l("made an API token"),
    "person.token-revoked": _l("revoked an API token"),
    "place.hours-set": _l("set the opening hours"),
    "sign-in.all-ended": _l("signed out everywhere"),
    "sign-in.begun": _l("signed in"),
    "sign-in.ended": _l("signed out"),
    "site.holiday-added": _l("added a holiday"),
    "site.holiday-changed": _l("changed a holiday"),
    "site.holidays-loaded": _l("loaded public holidays"),
    "site.made": _l("opened the site"),
    "space.closed": _l("closed the space"),
    "space.opened": _l("opened the space"),
}


def action_name(action: str) -> str:
    """In the reader's language; an action that is not in the table is shown as it was recorded."""
    return str(ACTIONS.get(action, action))
