"""How decisions, releases, feedback and offers look in JSON."""

from accelerator.selection.schemas.decisions import (
    DecisionMade,
    DecisionsAsked,
    DecisionShown,
    DecisionsMade,
    LineOrder,
    ManyDecidedShown,
    SelectionMeetingShown,
)
from accelerator.selection.schemas.feedback import FeedbackEdited, FeedbackShown, GatheredShown
from accelerator.selection.schemas.offers import (
    Accepting,
    Declining,
    Extending,
    LineClosing,
    OfferShown,
    PlaceShown,
    TakingAway,
    TakingBack,
)
from accelerator.selection.schemas.releases import (
    Cancelling,
    Letters,
    Preparing,
    ReleaseShown,
    Releasing,
)

__all__ = [
    "Accepting",
    "Cancelling",
    "DecisionMade",
    "DecisionShown",
    "DecisionsAsked",
    "DecisionsMade",
    "Declining",
    "Extending",
    "FeedbackEdited",
    "FeedbackShown",
    "GatheredShown",
    "Letters",
    "LineClosing",
    "LineOrder",
    "ManyDecidedShown",
    "OfferShown",
    "PlaceShown",
    "Preparing",
    "ReleaseShown",
    "Releasing",
    "SelectionMeetingShown",
    "TakingAway",
    "TakingBack",
]
