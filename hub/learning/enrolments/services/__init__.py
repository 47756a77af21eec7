"""Things one can do with places in classes. Each raises a HubError or succeeds whole.

Seats, offers and the line are `hub.places`; here stands who may, and the person's story. The pool
is locked first, so that everything about a class happens one after the other.
"""

from hub.learning.enrolments.services.answering import accept, decline, leave
from hub.learning.enrolments.services.coming import Wish, ask, enrol, key_fits
from hub.learning.enrolments.services.deciding import approve, refuse
from hub.learning.enrolments.services.links import answer_by_link, link_of
from hub.learning.enrolments.services.staffing import give_place, remove, set_seats

__all__ = [
    "Wish",
    "accept",
    "answer_by_link",
    "approve",
    "ask",
    "decline",
    "enrol",
    "give_place",
    "key_fits",
    "leave",
    "link_of",
    "refuse",
    "remove",
    "set_seats",
]
