"""What pages of sessions ask first, and how they say no."""

from typing import Any
from uuid import UUID

from flask import flash

from accelerator.matching.models import Pairing
from accelerator.matching.permissions import side_of as side_in_pairing
from accelerator.matching.queries.pairings import get_pairing
from accelerator.mentors.models import Side
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.sessions.models import MentorSession
from accelerator.sessions.permissions import can_book, part_of
from accelerator.sessions.queries.parties import zones_of
from accelerator.sessions.queries.sessions import get_session
from booking.bookings.errors import Refused, SlotTaken
from booking.spaces.models import Space
from booking.spaces.queries import get_space
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import HubError, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _

MANAGE = "programmes:manage"
ONE = "/mentor-sessions/<uuid:session_id>"
PAIR = "/mentoring/pairs/<uuid:pairing_id>/sessions"


def session_of_reader(session_id: UUID) -> MentorSession:
    """Raises: NotFound."""
    return get_session(session_id, seen_by=signed_in_person())


def pairing_to_book(pairing_id: UUID) -> Pairing:
    """Raises: NotFound; NotAllowed for who only sees the pair."""
    person = signed_in_person()
    found = get_pairing(pairing_id, seen_by=person)
    if not can_book(person, found):
        raise NotAllowed(_("Only the two sides and the programme's staff book this."))
    return found


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound."""
    return managed_cohort(cohort_id, by=signed_in_person())


def space_chosen(space_id: UUID | None) -> Space | None:
    """Raises: Invalid, for a room that is not there."""
    try:
        return get_space(space_id) if space_id is not None else None
    except NotFound as gone:
        raise Invalid(str(gone), errors={"where": [str(gone)]}) from gone


def clocks_for(about: MentorSession | Pairing, person: User) -> list[tuple[str, str]]:
    """(name, zone) of whoever reads a clock that may stand otherwise than the reader's."""
    zones = zones_of(about)
    names = {Side.MENTOR: about.mentor.name, Side.STARTUP: about.startup.name}
    own = _own_side(about, person)
    return [(names[side], zones[side]) for side in (Side.MENTOR, Side.STARTUP) if side is not own]


def said_no(refusal: HubError) -> None:
    """With everything that a refusal names, for pages that have no field to put it beside."""
    more = refusal.errors.values() if isinstance(refusal, Invalid) else ()
    sentences = [str(refusal), *(text for texts in more for text in texts)]
    flash(" ".join(dict.fromkeys(sentences)), "bad")


def alternatives_in(refusal: HubError) -> list[Any]:
    """What could be had instead of a room."""
    return list(refusal.alternatives) if isinstance(refusal, (SlotTaken, Refused)) else []


def _own_side(about: MentorSession | Pairing, person: User) -> Side | None:
    if isinstance(about, Pairing):
        return side_in_pairing(person, about)
    return part_of(person, about)
