"""What choices, reasons and states are called."""

from typing import Any

from accelerator.reviews.rules.scores import Band
from accelerator.selection.models import FeedbackState, ReleaseState
from accelerator.selection.rules.choices import Decided, DecisionReason
from hub.core.i18n import lazy_gettext as _l
from hub.places.rules.steps import PlaceState

#: Decided → what it is called, and the tone of its chip.
CHOICES: dict[Decided, tuple[Any, str]] = {
    Decided.ACCEPT: (_l("Accept"), "ok"),
    Decided.CONDITIONAL: (_l("Accept with a condition"), "ok"),
    Decided.WAITLIST: (_l("Waiting list"), "info"),
    Decided.REJECT: (_l("Turn down"), ""),
}

REASONS: dict[DecisionReason, Any] = {
    DecisionReason.TEAM: _l("The team"),
    DecisionReason.NEED: _l("The need"),
    DecisionReason.EVIDENCE: _l("The evidence"),
    DecisionReason.SOLUTION: _l("The solution"),
    DecisionReason.MARKET: _l("The market"),
    DecisionReason.CITY_FIT: _l("What it means to the city"),
    DecisionReason.STAGE: _l("How far along it is"),
    DecisionReason.CAPACITY: _l("Time and capacity of the team"),
    DecisionReason.BALANCE: _l("The balance of the cohort"),
    DecisionReason.STRONGER_FIELD: _l("Others were stronger"),
    DecisionReason.OTHER: _l("Another reason"),
}

BANDS: dict[Band, tuple[Any, str]] = {
    Band.CLEAR_YES: (_l("Clear yes"), "ok"),
    Band.BORDERLINE: (_l("Borderline"), "warn"),
    Band.CLEAR_NO: (_l("Clear no"), ""),
}

RELEASE_STATES: dict[ReleaseState, tuple[Any, str]] = {
    ReleaseState.DRAFT: (_l("Being written"), "warn"),
    ReleaseState.PREPARED: (_l("Waits for the second person"), "info"),
    ReleaseState.RELEASED: (_l("Released"), "ok"),
    ReleaseState.CANCELLED: (_l("Put away"), ""),
}

FEEDBACK_STATES: dict[FeedbackState, tuple[Any, str]] = {
    FeedbackState.DRAFT: (_l("To be edited"), "warn"),
    FeedbackState.EDITED: (_l("Ready"), "ok"),
    FeedbackState.PUBLISHED: (_l("With the team"), "info"),
}

PLACE_STATES: dict[PlaceState, tuple[Any, str]] = {
    PlaceState.WAITING: (_l("On the waiting list"), "info"),
    PlaceState.OFFERED: (_l("Waits for an answer"), "warn"),
    PlaceState.CONFIRMED: (_l("Confirmed"), "ok"),
    PlaceState.DECLINED: (_l("Declined"), ""),
    PlaceState.LAPSED: (_l("Ran out"), "bad"),
    PlaceState.WITHDRAWN: (_l("Given back"), ""),
    PlaceState.REMOVED: (_l("Taken back"), "bad"),
    PlaceState.CLOSED: (_l("Line closed"), ""),
}

QUARTERS: dict[int, Any] = {
    1: _l("in the first quarter"),
    2: _l("in the second quarter"),
    3: _l("in the third quarter"),
    4: _l("in the last quarter"),
}
