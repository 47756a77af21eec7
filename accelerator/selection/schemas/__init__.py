"""How decisions, releases, feedback and offers look in JSON."""

from accelerator.selection.schemas.decisions import (
    DecisionMade,
    DecisionsAsked,
    DecisionShown,
    LineOrder,
    MeetingShown,
)
from accelerator.selection.schemas.feedback import FeedbackEdited, FeedbackShown, GatheredShown
from accelerator.selection.schemas.offers import (
    Accepting,
    Declining,
    Extending,
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
    "Declining",
    "Extending",
    "FeedbackEdited",
    "FeedbackShown",
    "GatheredShown",
    "Letters",
    "LineOrder",
    "MeetingShown",
    "OfferShown",
    "PlaceShown",
    "Preparing",
    "ReleaseShown",
    "Releasing",
    "TakingAway",
    "TakingBack",
]
