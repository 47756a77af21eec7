"""How the desk's things look in JSON."""

from booking.frontdesk.schemas.board import BoardAsked, BoardShown
from booking.frontdesk.schemas.closing import (
    ClosingBody,
    ClosingPreviewShown,
    ClosuresAsked,
    HitResolved,
    ServedShown,
    SiteClosureShown,
    SpacesClosedShown,
    WhatToClose,
)
from booking.frontdesk.schemas.notes import BookingNoteShown, BookingNoteWritten

__all__ = [
    "BoardAsked",
    "BoardShown",
    "BookingNoteShown",
    "BookingNoteWritten",
    "ClosingBody",
    "ClosingPreviewShown",
    "ClosuresAsked",
    "HitResolved",
    "ServedShown",
    "SiteClosureShown",
    "SpacesClosedShown",
    "WhatToClose",
]
