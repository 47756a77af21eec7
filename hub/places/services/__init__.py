"""Things one can do with seats and places. Each raises a HubError or succeeds whole.

They know no people, so they ask no permissions: whoever calls has asked, says who did it (`by`, an
id; None is the house) and why. Each locks its pool first, so that what it decides on is true.
"""

from hub.places.services.answering import accept, decline, undo_decline, withdraw
from hub.places.services.coming import join, offer, override, put_in_line
from hub.places.services.line import lapse_due, promote, remind
from hub.places.services.ordering import extend, remove, reorder
from hub.places.services.pools import close_line, open_pool, resize, set_terms
from hub.places.services.writing import Note, locked

__all__ = [
    "Note",
    "accept",
    "close_line",
    "decline",
    "extend",
    "join",
    "lapse_due",
    "locked",
    "offer",
    "open_pool",
    "override",
    "promote",
    "put_in_line",
    "remind",
    "remove",
    "reorder",
    "resize",
    "set_terms",
    "undo_decline",
    "withdraw",
]
