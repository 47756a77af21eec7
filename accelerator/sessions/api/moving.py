"""Another time by API."""

from uuid import UUID

from accelerator.sessions.api.groups import ONE, WRITES, session_of, shown
from accelerator.sessions.api.groups import of_sessions as endpoints
from accelerator.sessions.errors import BadTime, Busy, NotNow
from accelerator.sessions.queries.sessions import get_move, open_move
from accelerator.sessions.schemas.sessions import (
    SessionMoveAsked,
    SessionMoveShown,
    SessionMoveTaken,
    SessionShown,
)
from accelerator.sessions.services import moving as services
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.web.api import Endpoint, ListShown

MOVE = f"{ONE}/moves/<uuid:move_id>"
MOVING = (NotFound, NotAllowed, NotNow, BadTime, Busy, SlotTaken, Refused, Invalid)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/moves",
        "What is asked about its time",
        answers=ListShown[SessionMoveShown],
        refuses=(NotFound,),
        note="The one that waits for an answer, if there is one.",
    )
)
def session_moves(session_id: UUID) -> ListShown[SessionMoveShown]:
    found = open_move(session_of(session_id))
    return ListShown(items=[SessionMoveShown.of(found)] if found else [])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/moves",
        "Ask for another time",
        answers=SessionMoveShown,
        status=201,
        scope=WRITES,
        body=SessionMoveAsked,
        refuses=(NotFound, NotAllowed, NotNow, BadTime, Invalid),
        note="With one to three times; the other side answers. Until then it stays where it is.",
    )
)
def ask_for_another_time(session_id: UUID, body: SessionMoveAsked) -> SessionMoveShown:
    person = signed_in_person()
    made = services.ask_to_move(session_of(session_id), body.times, by=person, note=body.note)
    return SessionMoveShown.of(made)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{MOVE}/accept",
        "Take one of the times",
        answers=SessionShown,
        scope=WRITES,
        body=SessionMoveTaken,
        refuses=MOVING,
        note="Both sides, the room and the calendar entry move together, or nothing does.",
    )
)
def take_another_time(session_id: UUID, move_id: UUID, *, body: SessionMoveTaken) -> SessionShown:
    session = session_of(session_id)
    move = get_move(session, move_id)
    return shown(services.accept_move(move, body.starts_at, by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{MOVE}/decline",
        "Keep the time",
        answers=SessionShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow),
    )
)
def keep_the_time(session_id: UUID, move_id: UUID) -> SessionShown:
    session = session_of(session_id)
    services.decline_move(get_move(session, move_id), by=signed_in_person())
    return shown(session)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/time",
        "Move it at once",
        answers=SessionShown,
        scope=WRITES,
        body=SessionMoveTaken,
        refuses=MOVING,
        note="For staff, who have spoken with both.",
    )
)
def set_session_time(session_id: UUID, body: SessionMoveTaken) -> SessionShown:
    session = session_of(session_id)
    return shown(services.move_at_once(session, body.starts_at, by=signed_in_person()))
