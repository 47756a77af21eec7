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
    "calendar.imported": _l("imported a calendar"),
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
    "person.email_change_asked": _l("asked for a change of e-mail address"),
    "person.email_change_stopped": _l("stopped a change of e-mail address"),
    "person.email_changed": _l("changed the e-mail address"),
    "person.enabled": _l("opened the account again"),
    "person.factors_removed": _l("removed the second factors"),
    "person.joined": _l("joined the hub"),
    "person.passkey_added": _l("added a passkey"),
    "person.passkey_removed": _l("removed a passkey"),
    "person.password_changed": _l("changed the password"),
    "person.photo-changed": _l("changed the photo"),
    "person.photo-removed": _l("removed the photo"),
    "person.profile-changed": _l("changed the profile"),
    "person.recovery_code_used": _l("used a recovery code"),
    "person.recovery_codes_made": _l("made recovery codes"),
    "person.role-ended": _l("ended a role"),
    "person.role-given": _l("gave a role"),
    "person.token-made": _l("made an API token"),
    "person.token-revoked": _l("revoked an API token"),
    "person.totp_added": _l("added an authenticator app"),
    "person.totp_removed": _l("removed the authenticator app"),
    "place.hours-set": _l("set the opening hours"),
    "sign-in.all-ended": _l("signed out everywhere"),
    "sign-in.begun": _l("signed in"),
    "sign-in.ended": _l("signed out"),
    "site.holiday-added": _l("added a holiday"),
    "site.holiday-changed": _l("changed a holiday"),
    "site.holidays-loaded": _l("loaded public holidays"),
    "site.made": _l("opened the site"),
    "space.closed": _l("closed the space"),
    "space.made": _l("made the space"),
    "space.opened": _l("opened the space"),
}


def action_name(action: str) -> str:
    """In the reader's language; an action that is not in the table is shown as it was recorded."""
    return str(ACTIONS.get(action, action))


#: What the kept fields are called; one that is not here is shown by its own name.
FIELDS: dict[str, Any] = {
    "about": _l("about"),
    "address": _l("address"),
    "as": _l("part"),
    "by": _l("by"),
    "category": _l("kind"),
    "city": _l("city"),
    "code": _l("code"),
    "counts": _l("counted"),
    "currency": _l("currency"),
    "device": _l("device"),
    "email": _l("e-mail address"),
    "ends_at": _l("until"),
    "from": _l("from"),
    "holiday_calendar": _l("holidays"),
    "hours": _l("opening hours"),
    "in": _l("in"),
    "kind": _l("kind"),
    "language": _l("language"),
    "member": _l("member"),
    "name": _l("name"),
    "owner": _l("owner"),
    "people": _l("people"),
    "purpose": _l("purpose"),
    "reason": _l("reason"),
    "removed": _l("removed"),
    "role": _l("role"),
    "scopes": _l("may"),
    "starts_at": _l("from"),
    "state": _l("state"),
    "stored": _l("stored"),
    "tags": _l("tags"),
    "token": _l("token"),
    "until": _l("until"),
    "way": _l("signed in by"),
    "website": _l("website"),
    "years": _l("years"),
    "zone": _l("time zone"),
}

#: What the records themselves are called; the kind is the table's name.
SUBJECTS: dict[str, Any] = {
    "bookings": _l("booking"),
    "calendar_imports": _l("calendar import"),
    "invitations": _l("invitation"),
    "organisations": _l("organisation"),
    "outgoing_holds": _l("outgoing mail"),
    "messages": _l("mail"),
    "mail_preferences": _l("mail preference"),
    "sites": _l("site"),
    "spaces": _l("space"),
    "users": _l("person"),
}

STATES: dict[str, Any] = {
    "held": _l("on hold"),
    "confirmed": _l("confirmed"),
    "cancelled": _l("cancelled"),
    "expired": _l("run out"),
    "two factors": _l("two factors"),
    "password": _l("password"),
}


def field_name(field: str) -> str:
    return str(FIELDS.get(field, field))


def subject_name(kind: str) -> str:
    return str(SUBJECTS.get(kind, kind))


def state_name(state: str) -> str:
    return str(STATES.get(state, state))
