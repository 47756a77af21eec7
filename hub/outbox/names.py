"""What categories and states are called."""

from typing import Any

from hub.core.i18n import lazy_gettext as _
from hub.outbox.models import Category, MessageState

CATEGORY_NAMES: dict[Category, Any] = {
    Category.SERVICE: _("Your account and bookings"),
    Category.REMINDERS: _("Reminders"),
    Category.INVITATIONS: _("Invitations"),
    Category.NEWS: _("News of the hub"),
}
CATEGORY_HINTS: dict[Category, Any] = {
    Category.REMINDERS: _("What you have booked or promised, shortly before it begins."),
    Category.INVITATIONS: _("When somebody asks you to join a team, an event or a session."),
    Category.NEWS: _("Events, classes and open calls, at most once a week."),
}
STATE_NAMES: dict[MessageState, Any] = {
    MessageState.QUEUED: _("Waiting"),
    MessageState.SENDING: _("On its way"),
    MessageState.SENT: _("Sent"),
    MessageState.FAILED: _("Given up"),
    MessageState.DROPPED: _("Not sent on purpose"),
}
STATE_TONES: dict[MessageState, str] = {
    MessageState.QUEUED: "info",
    MessageState.SENDING: "info",
    MessageState.SENT: "ok",
    MessageState.FAILED: "bad",
    MessageState.DROPPED: "",
}
