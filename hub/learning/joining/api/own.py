"""One's own class sessions, the door of one, and the calendar's secret address."""

from uuid import UUID

from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.learning.joining.api.groups import endpoints
from hub.learning.joining.queries.sessions import coming_sessions, get_class_session
from hub.learning.joining.rooms import rooms_of_the_house
from hub.learning.joining.schemas import (
    CalendarLinkShown,
    LinkEndedShown,
    OwnSessionsAsked,
    OwnSessionShown,
    WayShown,
)
from hub.learning.joining.services import entering, links
from hub.web.addresses import public_url
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        "/me/class-sessions",
        "Your coming class sessions, the next first",
        answers=ListShown[OwnSessionShown],
        query=OwnSessionsAsked,
        note="Of classes in which you have a place, and of those that you teach.",
    )
)
def own_class_sessions(query: OwnSessionsAsked) -> ListShown[OwnSessionShown]:
    page = coming_sessions(signed_in_person(), cursor=query.cursor)
    return ListShown(items=[OwnSessionShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        "/class-sessions/<uuid:session_id>/way-in",
        "Whether the way into a session's video room is open to you",
        answers=WayShown,
        refuses=(NotFound,),
        note="The room's own address is in no answer: a browser in which you are signed in is sent"
        " there by `way_in`.",
    )
)
def way_into_class_session(session_id: UUID) -> WayShown:
    person = signed_in_person()
    session = get_class_session(session_id, seen_by=person)
    way = entering.way_in(session, person, rooms=rooms_of_the_house())
    return WayShown.of(session, way.door)


@endpoints.serves(
    Endpoint(
        "POST",
        "/me/calendar-link",
        "Make a secret address for your calendar program",
        answers=CalendarLinkShown,
        status=201,
        scope=TokenScope.PROFILE_WRITE,
        note="The address before it works no more.",
    )
)
def make_calendar_link() -> CalendarLinkShown:
    secret = links.make_link(signed_in_person())
    return CalendarLinkShown(address=public_url("joining.feed", token=secret))


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/me/calendar-link",
        "End the address",
        answers=LinkEndedShown,
        scope=TokenScope.PROFILE_WRITE,
    )
)
def end_calendar_link() -> LinkEndedShown:
    return LinkEndedShown(ended=links.end_link(signed_in_person()))
