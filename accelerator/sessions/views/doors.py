"""What pages of sessions ask first."""

from typing import Any
from uuid import UUID

from accelerator.matching.models import Pairing
from accelerator.matching.permissions import side_of as side_in_pairing
from accelerator.mentors.models import Side
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.sessions.models import MentorSession
from accelerator.sessions.permissions import part_of
from accelerator.sessions.queries import parties
from accelerator.sessions.queries.parties import zones_of
from accelerator.sessions.queries.sessions import get_session
from accelerator.sessions.queries.times import room_called
from booking.bookings.errors import Refused, SlotTaken
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import HubError

MANAGE = "programmes:manage"
ONE = "/mentor-sessions/<uuid:session_id>"
PAIR = "/mentoring/pairs/<uuid:pairing_id>/sessions"


def session_of_reader(session_id: UUID) -> MentorSession:
    """Raises: NotFound."""
    return get_session(session_id, seen_by=signed_in_person())


def pairing_to_book(pairing_id: UUID) -> Pairing:
    """Raises: NotFound; NotAllowed for who only sees the pair."""
    return parties.pairing_to_book(pairing_id, by=signed_in_person())


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound."""
    return managed_cohort(cohort_id, by=signed_in_person())


def space_chosen(space_id: UUID | None) -> Space | None:
    """Raises: Invalid, for a room that is not there."""
    return room_called(space_id, field="where")


def clocks_for(about: MentorSession | Pairing, person: User) -> list[tuple[str, str]]:
    """(name, zone) of whoever reads a clock that may stand otherwise than the reader's."""
    zones = zones_of(about)
    names = {Side.MENTOR: about.mentor.name, Side.STARTUP: about.startup.name}
    own = _own_side(about, person)
    return [(names[side], zones[side]) for side in (Side.MENTOR, Side.STARTUP) if side is not own]


def alternatives_in(refusal: HubError) -> list[Any]:
    """What could be had instead of a room."""
    return list(refusal.alternatives) if isinstance(refusal, (SlotTaken, Refused)) else []


def _own_side(about: MentorSession | Pairing, person: User) -> Side | None:
    if isinstance(about, Pairing):
        return side_in_pairing(person, about)
    return part_of(person, about)
