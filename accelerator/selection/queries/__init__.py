"""Questions about decisions, releases, offers and feedback. Nothing here changes anything."""

from accelerator.selection.queries.decisions import (
    decision_of,
    decisions_of,
    is_released,
    line_of,
    was_told,
)
from accelerator.selection.queries.offers import OWNER_KIND, Offered, offers_of, pool_of, seats_left

__all__ = [
    "OWNER_KIND",
    "Offered",
    "decision_of",
    "decisions_of",
    "is_released",
    "line_of",
    "offers_of",
    "pool_of",
    "seats_left",
    "was_told",
]
