"""Who may stand in which door of class sessions; how to read it stands in `matrix`."""

from typing import Any

from tests.factories.learning import a_class_session, a_run, an_instructor

EVERYONE = """
GET              /calendar/<token>.ics
GET              /go/<session_id>
"""

PEOPLE = """
GET              /api/v1/class-sessions/<session_id>/way-in
POST DELETE      /api/v1/me/calendar-link
GET              /api/v1/me/class-sessions
GET              /go/<session_id>/recording
GET              /learning/calendar
POST             /learning/calendar/link
POST             /learning/calendar/link/end
"""

STAFF = """
"""

#: Whoever signs in may knock at a shown class's door and hear why it is closed.
SHOWN_TO_PEOPLE = {("GET", "/api/v1/class-sessions/<session_id>/way-in")}

#: The recording is elsewhere, once there is one.
LEADS_ON = {("GET", "/go/<session_id>/recording")}


def ids(things: Any) -> dict[str, object]:
    run = a_run()
    an_instructor(run, things.ayu)
    return {"session_id": a_class_session(run).id}
