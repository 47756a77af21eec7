"""The door of a session: whoever may go in is sent on, everybody else is told why not."""

from uuid import UUID

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from werkzeug import Response

from hub.accounts.models import User
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.database import transaction
from hub.core.errors import HubError
from hub.learning.classes.models import ClassSession
from hub.learning.joining.errors import RoomSilent
from hub.learning.joining.names import DOORS
from hub.learning.joining.queries.sessions import get_class_session
from hub.learning.joining.rooms import open_room, rooms_of_the_house
from hub.learning.joining.rules.ways import Door, opens_at
from hub.learning.joining.services import entering
from hub.learning.joining.services.entering import Way
from hub.learning.joining.views.blueprint import bp
from hub.web.access import Audience, open_to

#: What a closed door answers with; too early and over are no fault of the reader's.
STATUS = {
    Door.CANCELLED: 410,
    Door.NOT_ONLINE: 409,
    Door.TOO_EARLY: 425,
    Door.OVER: 410,
}


@bp.get("/go/<uuid:session_id>")
@open_to(Audience.EVERYONE)
def go(session_id: UUID) -> ResponseReturnValue:
    person = person_or_none()
    session = get_class_session(session_id, seen_by=person)
    way = entering.way_in(session, person, rooms=rooms_of_the_house())
    if way.door is not Door.OPEN or person is None:
        return _closed(session, way, person=person)
    try:
        if way.opened_by:
            open_room(way.opened_by)
    except RoomSilent as refusal:
        return _closed(session, way, person=person, refusal=refusal)
    with transaction():
        entering.note_visit(session, person)
    return _sent_to(way.address)


@bp.get("/go/<uuid:session_id>/recording")
@open_to(Audience.PEOPLE)
def recording(session_id: UUID) -> ResponseReturnValue:
    """For who has a place or teaches; the address stands in no page."""
    person = signed_in_person()
    session = get_class_session(session_id, seen_by=person)
    return _sent_to(entering.way_to_recording(session, person))


def _sent_to(address: str) -> Response:
    answer = redirect(address, 303)
    # Werkzeug writes the address into the body, too; nobody reads it there but who saves pages.
    answer.set_data("")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _closed(
    session: ClassSession, way: Way, *, person: User | None, refusal: HubError | None = None
) -> ResponseReturnValue:
    shown = render_template(
        "hub/learning/joining/door.html",
        session=session,
        door=way.door,
        said=(str(refusal), "") if refusal else DOORS[way.door],
        opens_at=opens_at(session.slot),
        reader=person,
    )
    status = refusal.status if refusal else STATUS.get(way.door, 403)
    return shown, 401 if person is None else status, {"Cache-Control": "no-store"}
